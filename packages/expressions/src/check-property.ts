import type { ExpressionProblem, FieldFacts } from "./check.ts";

/** Whether a condition may read this property of an event: what is sealed is not among its facts, so nothing said of it can hold. `at`: where the path stands. */
export function checkProperty(path: string, properties: FieldFacts | undefined, at: string): ExpressionProblem[] {
  if (!properties || !path.startsWith("properties.")) return [];
  const name = path
    .slice("properties.".length)
    .split(".")
    .filter((part) => !/^\d+$/.test(part))
    .join(".");
  const field = nearest(name, properties);
  if (!field || field.class === "attribute") return [];
  return field.class === "restricted"
    ? [{ path: at, severity: "error", code: "restricted", message: `${name} is restricted and cannot be used in conditions.` }]
    : [{ path: at, severity: "error", code: "sealed-property", message: `${name} is kept encrypted: a condition cannot read it.` }];
}

/** The field itself, else the one it lies in. */
function nearest(name: string, fields: FieldFacts): FieldFacts[number] | undefined {
  const field = fields.find((one) => one.name === name);
  const dot = name.lastIndexOf(".");
  return field ?? (dot < 0 ? undefined : nearest(name.slice(0, dot), fields));
}

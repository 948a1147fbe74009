import type { ExpressionProblem, FieldFacts } from "./check.ts";
import { fieldClass } from "./field-facts.ts";
import type { Operators } from "./tree.ts";

/**
 * Whether a condition may read this property of an event: what is sealed is not among its facts, so nothing said of it can hold. `at`: where
 * the path stands. `operators`: what is asked of it.
 */
export function checkProperty(
  path: string,
  properties: FieldFacts | undefined,
  at: string,
  operators: Operators = {},
): ExpressionProblem[] {
  if (!properties || !path.startsWith("properties.")) return [];
  const name = path
    .slice("properties.".length)
    .split(".")
    .filter((part) => !/^\d+$/.test(part))
    .join(".");
  const found = fieldClass("event", name, properties, operators);
  if (found === "attribute") return [];
  return found === "restricted"
    ? [{ path: at, severity: "error", code: "restricted", message: `${name} is restricted and cannot be used in conditions.` }]
    : [{ path: at, severity: "error", code: "sealed-property", message: `${name} is kept encrypted: a condition cannot read it.` }];
}

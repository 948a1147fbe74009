import type { FieldSpec } from "@/app/(app)/settings/providers/provider-forms.ts";

export type Values = Record<string, string>;

/** The fields as the API wants them: nested by their paths, numbers as numbers, empty ones left out and with them what held only those. */
export function settingsFrom(fields: readonly FieldSpec[], values: Values, base: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = structuredClone(base);
  for (const field of fields) {
    const text = (values[field.path] ?? "").trim();
    put(result, field.path.split("."), text === "" ? undefined : field.type === "number" ? Number(text) : text);
  }
  return result;
}

function put(into: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  if (rest.length === 0) {
    if (value === undefined) delete into[name];
    else into[name] = value;
    return;
  }
  const inner = into[name];
  const next: Record<string, unknown> = typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>) : {};
  put(next, rest, value);
  if (Object.keys(next).length === 0) delete into[name];
  else into[name] = next;
}

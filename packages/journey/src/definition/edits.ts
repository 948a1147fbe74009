import type { Json } from "@journeyman/core";
import type { Definition } from "./schema.ts";

/** One change of a definition: the value at a path of keys (`["nodes", "remind", "topic"]`); without a value, the key goes. */
export type Edit = { path: readonly string[]; value?: Json };

/** The definition with the edits made, in order; what is not touched stays the same object. A path through something that is not there changes nothing. */
export function applyEdits(definition: Definition, edits: readonly Edit[]): Definition {
  return edits.reduce((at, edit) => change(at, edit.path, edit.value) as Definition, definition);
}

function change(at: unknown, [key, ...rest]: readonly string[], value: Json | undefined): unknown {
  if (key === undefined) return value;
  if (at === null || typeof at !== "object") return at;
  if (Array.isArray(at)) {
    const index = Number(key);
    if (!(index >= 0 && index <= at.length)) return at;
    if (rest.length === 0 && value === undefined) return at.filter((_, i) => i !== index);
    return Object.assign([...at], { [index]: change(at[index], rest, value) });
  }
  const { [key]: found, ...others } = at as Record<string, unknown>;
  if (rest.length === 0 && value === undefined) return others;
  if (rest.length > 0 && found === undefined) return at;
  return { ...at, [key]: change(found, rest, value) };
}

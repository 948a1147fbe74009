import type { Json } from "@journeyman/core";
import type { FieldClassName, FieldScope } from "@journeyman/expressions";

export type { FieldClassName, FieldScope };

export type FieldType = "string" | "number" | "boolean" | "date" | "list" | "object";

/** What is known of one field: `decided` by a person, else a guess that a later value may make stricter. */
export type KnownField = { class: FieldClassName; decided: boolean };

/** Known fields of one environment by `scope:name`. `full`: no new names are taken, unknown ones are held sealed. */
export type FieldClasses = { known: ReadonlyMap<string, KnownField>; full: boolean };

/** A field seen for the first time, or whose guess became stricter: to be written down. */
export type FieldGuess = { scope: FieldScope; name: string; class: FieldClassName; type: FieldType };

/** A value with where it was: object keys and list positions. */
export type SealedLeaf = { path: (string | number)[]; value: Json };

export function fieldKey(scope: FieldScope, name: string): string {
  return `${scope}:${name}`;
}

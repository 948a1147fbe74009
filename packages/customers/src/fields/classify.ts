import type { Json } from "@journeyman/core";
import { classByName } from "@journeyman/expressions";
import { looksLikeContact } from "./looks.ts";
import { type FieldClasses, type FieldClassName, type FieldGuess, type FieldScope, type FieldType, fieldKey } from "./types.ts";

const rank: Record<FieldClassName, number> = { attribute: 0, contact: 1, restricted: 2 };

export function stricter(a: FieldClassName, b: FieldClassName): FieldClassName {
  return rank[a] >= rank[b] ? a : b;
}

/** The class of one value as its name and looks suggest. `path` is the name in its parts, without list positions. */
export function classify(scope: FieldScope, path: readonly string[], value: Json): FieldClassName {
  if (typeof value === "boolean") return classByName(scope, path) === "restricted" ? "restricted" : "attribute";
  const named = classByName(scope, path);
  if (named !== undefined) return named;
  return someText(value, looksLikeContact) ? "contact" : "attribute";
}

/**
 * The class that holds for this value: what a person decided, else the stricter of what was seen before and what this value looks
 * like. A field that is new or became stricter is handed to `note`.
 */
export function classOf(
  classes: FieldClasses,
  scope: FieldScope,
  path: readonly string[],
  value: Json,
  note: (guess: FieldGuess) => void,
): FieldClassName {
  const name = path.join(".");
  // Names are kept plain in the list of fields; one that is an address itself is sealed with its value and never listed.
  if (path.some(looksLikeContact)) return stricter(classByName(scope, path) ?? "contact", "contact");
  const known = classes.known.get(fieldKey(scope, name));
  if (known?.decided) return known.class;
  // A value that is unset says nothing about its field.
  if (value === null) return known?.class ?? classByName(scope, path) ?? "attribute";
  const guess = classify(scope, path, value);
  if (known === undefined) {
    if (classes.full || name.length > 255) return stricter(guess, "contact");
    note({ scope, name, class: guess, type: typeOf(value) });
    return guess;
  }
  const held = stricter(known.class, guess);
  if (held !== known.class) note({ scope, name, class: held, type: typeOf(value) });
  return held;
}

export function typeOf(value: Json): FieldType {
  if (Array.isArray(value)) return "list";
  if (typeof value === "number" || typeof value === "boolean") return typeof value as "number" | "boolean";
  if (typeof value === "string") return /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}|$)/.test(value) ? "date" : "string";
  return value === null ? "string" : "object";
}

/** Keys count as well: an object may have addresses for keys. */
function someText(value: Json, test: (text: string) => boolean): boolean {
  if (typeof value === "string") return test(value);
  if (value === null || typeof value !== "object") return false;
  if (Array.isArray(value)) return value.some((item) => someText(item, test));
  return Object.entries(value).some(([key, item]) => test(key) || someText(item, test));
}

/** Whether a sealed value is restricted, and so is never written into a message; for fields that were never written down by their name. */
export function isRestricted(classes: FieldClasses, scope: FieldScope, path: readonly string[]): boolean {
  return (classes.known.get(fieldKey(scope, path.join(".")))?.class ?? classByName(scope, path)) === "restricted";
}

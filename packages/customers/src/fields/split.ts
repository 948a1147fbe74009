import type { Json, JsonObject } from "@journeyman/core";
import { classOf } from "./classify.ts";
import { looksLikeContact } from "./looks.ts";
import type { FieldClasses, FieldClassName, FieldGuess, SealedLeaf } from "./types.ts";

/** Below this depth a value is judged as a whole. */
const deepest = 8;

export type SplitProperties = { plain: JsonObject; sealed: SealedLeaf[]; guesses: FieldGuess[] };

/**
 * Parts an event's properties leaf by leaf: what is of class attribute stays where it was (lists keep their positions), the rest is
 * listed with its path, for `joinProperties`.
 */
export function splitProperties(properties: JsonObject, classes: FieldClasses): SplitProperties {
  const sealed: SealedLeaf[] = [];
  const guesses = new Map<string, FieldGuess>();
  const note = (guess: FieldGuess) => void guesses.set(guess.name, guess);

  function walk(value: Json, names: readonly string[], path: (string | number)[]): Json | undefined {
    // An address may be a key as well ({"anna@example.com": true}): then all under it is sealed, key included.
    if (looksLikeContact(names.at(-1) ?? "")) {
      sealed.push({ path, value });
      return undefined;
    }
    if (value !== null && typeof value === "object" && path.length < deepest) {
      if (Array.isArray(value)) {
        if (value.some((item) => item !== null && typeof item === "object"))
          return value.map((item, i) => walk(item, names, [...path, i]) ?? null);
      } else if (Object.keys(value).length > 0) {
        const kept: JsonObject = {};
        for (const [key, item] of Object.entries(value)) {
          const rest = walk(item, [...names, key], [...path, key]);
          if (rest !== undefined) kept[key] = rest;
        }
        return kept;
      }
    }
    if (classOf(classes, "event", names, value, note) === "attribute") return value;
    sealed.push({ path, value });
    return undefined;
  }

  const plain: JsonObject = {};
  for (const [key, value] of Object.entries(properties)) {
    const rest = walk(value, [key], [key]);
    if (rest !== undefined) plain[key] = rest;
  }
  return { plain, sealed, guesses: [...guesses.values()] };
}

/** Puts sealed leaves back to where they were. Changes nothing that was handed in. */
export function joinProperties(plain: JsonObject, sealed: readonly SealedLeaf[]): JsonObject {
  const whole = structuredClone(plain);
  for (const { path, value } of sealed) {
    let at: Json[] | JsonObject = whole;
    path.forEach((key, i) => {
      const target = at as Record<string | number, Json>;
      if (i === path.length - 1) {
        target[key] = value;
        return;
      }
      const next = target[key];
      if (next === undefined || next === null || typeof next !== "object") target[key] = typeof path[i + 1] === "number" ? [] : {};
      at = target[key] as Json[] | JsonObject;
    });
  }
  return whole;
}

export type SplitTraits = { plain: JsonObject; sealed: JsonObject; classOf: Record<string, FieldClassName>; guesses: FieldGuess[] };

/** Parts traits by name: a trait is as strict as the strictest thing in it. */
export function splitTraits(traits: JsonObject, classes: FieldClasses): SplitTraits {
  const plain: JsonObject = {};
  const sealed: JsonObject = {};
  const byName: Record<string, FieldClassName> = {};
  const guesses = new Map<string, FieldGuess>();
  for (const [name, value] of Object.entries(traits)) {
    const found = classOf(classes, "trait", [name], value, (guess) => void guesses.set(guess.name, guess));
    byName[name] = found;
    (found === "attribute" ? plain : sealed)[name] = value;
  }
  return { plain, sealed, classOf: byName, guesses: [...guesses.values()] };
}

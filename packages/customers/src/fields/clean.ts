import type { Json, JsonObject } from "@journeyman/core";

const unstorable = /[\0\p{Surrogate}]/u;
const everyUnstorable = /[\0\p{Surrogate}]/gu;

/**
 * The value as Postgres can keep it: text without NUL and without halves of surrogate pairs, no `__proto__` keys, nothing below depth 32,
 * numbers finite. What cannot be said in JSON becomes null.
 */
export function cleanJson(value: unknown, depth = 0): Json {
  if (typeof value === "string") return cleanText(value);
  if (typeof value === "boolean" || value === null) return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "object" || depth > 32) return null;
  if (Array.isArray(value)) return value.map((item) => cleanJson(item, depth + 1));
  return cleanEntries(value, depth);
}

export function cleanObject(value: unknown): JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? cleanEntries(value, 0) : {};
}

function cleanEntries(value: object, depth: number): JsonObject {
  const result: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    if (key === "__proto__" || item === undefined) continue;
    result[cleanText(key)] = cleanJson(item, depth + 1);
  }
  return result;
}

export function cleanText(text: string): string {
  return unstorable.test(text) ? text.replace(everyUnstorable, "\ufffd") : text;
}

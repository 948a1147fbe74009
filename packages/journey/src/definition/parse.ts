import type { JsonObject, Problem } from "@journeyman/core";
import { deepestNesting, nestsDeeperThan, problemsOf } from "@journeyman/expressions";
import { migrateDefinition } from "./migrations.ts";
import { type Definition, definitionSchema } from "./schema.ts";

/** Larger documents are refused before anything walks them. */
export const largestDefinition = 1_000_000;

export type ParsedDefinition = { ok: true; definition: Definition } | { ok: false; problems: Problem[] };

/** Reads a definition from JSON, of any version so far, with defaults filled in. Never throws; each problem has a path and a sentence. */
export function parseDefinition(json: unknown): ParsedDefinition {
  const refuse = (message: string): ParsedDefinition => ({ ok: false, problems: [{ path: "", message }] });
  if (json === null || typeof json !== "object" || Array.isArray(json))
    return refuse("A journey's definition is an object with a name, ways in and nodes.");
  if (nestsDeeperThan(json)) return refuse(`The definition nests deeper than ${deepestNesting} levels; make its conditions flatter.`);
  if (JSON.stringify(json).length > largestDefinition) return refuse("The definition is larger than a megabyte; split the journey in two.");
  let migrated: JsonObject;
  try {
    migrated = migrateDefinition(json as JsonObject);
  } catch (error) {
    return refuse(`The definition ${error instanceof Error ? error.message : "cannot be migrated."}`);
  }
  const parsed = definitionSchema.safeParse(migrated);
  return parsed.success ? { ok: true, definition: parsed.data } : { ok: false, problems: problemsOf(parsed.error, migrated) };
}

import type { JsonObject } from "@journeyman/core";
import { definitionVersion } from "./schema.ts";

/** From version n of the document to n + 1. Versions are numbers in `definition`; a document without one is of version 1. */
const migrations: Readonly<Record<number, (document: JsonObject) => JsonObject>> = {};

/** The document in today's version. Throws when it is from a newer product. */
export function migrateDefinition(document: JsonObject): JsonObject {
  const from = document.definition ?? 1;
  if (typeof from !== "number" || !Number.isInteger(from) || from < 1) return document;
  if (from > definitionVersion) {
    throw new Error(`was written by a newer version of the product (definition ${from}; this one reads up to ${definitionVersion}).`);
  }
  let migrated = document;
  for (let version = from; version < definitionVersion; version++) {
    migrated = { ...(migrations[version]?.(migrated) ?? migrated), definition: version + 1 };
  }
  return migrated;
}

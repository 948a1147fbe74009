import type { JsonObject } from "@journeyman/core";

/** A draft with nothing in it; `check` says what it needs first. */
export function emptyDefinition(): JsonObject {
  return { definition: 1, entry: [], nodes: {} };
}

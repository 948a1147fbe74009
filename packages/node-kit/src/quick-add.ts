import type { JsonObject } from "@journeyman/core";
import type { CanvasRegistry } from "./registry.ts";

/** One thing that a text typed on the canvas may mean. `reading` is what is shown: "Wait for Order Completed, up to 1 hour". */
export type QuickAdd = { kind: string; settings: JsonObject; reading: string; exact: boolean };

/**
 * What a typed text may add, best first: steps that understand it as a phrase ("wait 1h"), then steps whose words begin with it, so that "wa" finds both waits.
 */
export function quickAdd(registry: CanvasRegistry, text: string): QuickAdd[] {
  const typed = text.trim().toLowerCase();
  if (typed === "") return [];
  const kinds = Object.keys(registry).sort();
  const found: QuickAdd[] = [];
  for (const kind of kinds) {
    const phrase = registry[kind]?.phrase?.(text);
    if (phrase) found.push({ kind, settings: phrase.settings as JsonObject, reading: phrase.reading, exact: true });
  }
  for (const kind of kinds) {
    const definition = registry[kind];
    if (!definition || found.some((one) => one.kind === kind)) continue;
    const words = [definition.label.toLowerCase(), ...definition.words];
    if (words.some((word) => word.startsWith(typed) || typed.startsWith(`${word} `) || typed === word)) {
      found.push({ kind, settings: definition.initial() as JsonObject, reading: definition.label, exact: false });
    }
  }
  return found;
}

import type { Duration } from "@journeyman/core";
import { describe, describeFilter, durationWords, type Expression, type Filter, pathWords } from "@journeyman/expressions";
import type { DraftDefinition } from "./document.ts";

/** An entry as a draft holds it; `maxAge` may be `none`. */
export type DraftEntry = { event?: string; where?: Filter; maxAge?: Duration };

export function entriesOf(definition: DraftDefinition): DraftEntry[] {
  return Array.isArray(definition.entry)
    ? definition.entry.filter((entry): entry is DraftEntry => entry !== null && typeof entry === "object" && !Array.isArray(entry))
    : [];
}

/** "Product Added", "Product Added or 2 more", or what to do about it. */
export function entryTitle(definition: DraftDefinition): string {
  const names = entriesOf(definition)
    .map((entry) => entry.event)
    .filter((name): name is string => typeof name === "string" && name !== "");
  if (names.length === 0) return "When does it start?";
  if (names.length === 1) return names[0] as string;
  return names.length === 2 ? names.join(" or ") : `${names[0]} or ${names.length - 1} more`;
}

/** "Price is at least 20, once every 7 days". Never throws. */
export function entrySentence(definition: DraftDefinition): string {
  try {
    return [...conditions(definition), reentryWords(definition)].filter(Boolean).join(", ");
  } catch {
    return reentryWords(definition);
  }
}

function conditions(definition: DraftDefinition): string[] {
  const entries = entriesOf(definition);
  if (entries.every((entry) => !entry.event)) return ["Choose an event to start with"];
  const parts: string[] = [];
  const filter = entries[0]?.where;
  if (entries.length === 1 && filter && Object.keys(filter).length > 0) parts.push(describeFilter(filter));
  if (definition.audience !== undefined && definition.audience !== null)
    parts.push(describe(definition.audience as unknown as Expression, plain));
  return parts;
}

const plain = { topic: (key: string) => key, node: (id: string) => id };

export function reentryWords(definition: DraftDefinition): string {
  const rule = definition.reentry;
  const key = typeof definition.key === "string" && definition.key !== "profile" ? ` per ${pathWords(definition.key).toLowerCase()}` : "";

  if (rule !== null && typeof rule === "object" && "after" in rule && typeof rule.after === "string")
    return `once every ${durationWords(rule.after)}${key}`;
  if (rule === "always") return `again once the last has ended${key}`;
  return `only once${key}`;
}

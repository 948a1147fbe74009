import type { JsonObject } from "@journeyman/core";
import { looksLikeContact } from "../fields/looks.ts";

/** What of an event's context is kept: enough to explain and to filter, nothing that reaches or tracks a person. */
const kept = [
  "locale",
  "timezone",
  "userAgent",
  "page",
  "campaign",
  "device",
  "os",
  "app",
  "screen",
  "library",
  "network",
  "referrer",
  "consent",
  "groupId",
  "active",
];
const droppedParts = new Set(["ip", "id", "advertisingid", "adtrackingenabled", "token", "traits"]);

export type KeptContext = { plain: JsonObject; sealed: JsonObject };

/** Parts the context: known keys stay, texts that look like a contact (an address in a page's URL) are sealed, all else is dropped. */
export function keepContext(context: JsonObject): KeptContext {
  const plain: JsonObject = {};
  const sealed: JsonObject = {};
  for (const name of kept) {
    const value = context[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== "object" || Array.isArray(value)) {
      if (typeof value === "string" && name !== "userAgent" && looksLikeContact(value)) sealed[name] = value;
      else if (!Array.isArray(value)) plain[name] = value;
      continue;
    }
    const rest: JsonObject = {};
    for (const [part, item] of Object.entries(value)) {
      if (droppedParts.has(part.toLowerCase())) continue;
      if (typeof item === "string" && looksLikeContact(item)) sealed[`${name}.${part}`] = item;
      else if (item === null || typeof item !== "object" || name === "consent") rest[part] = item;
    }
    plain[name] = rest;
  }
  return { plain, sealed };
}

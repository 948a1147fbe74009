import type { Json, JsonObject } from "@journeyman/core";
import type { SealedLeaf } from "../fields/types.ts";

/** What `event.sealed` holds: everything of an event that is not of class attribute. */
export type SealedEvent = {
  properties?: SealedLeaf[];
  traits?: JsonObject;
  context?: JsonObject;
  /** What an untrusted sender said of who this is; never applied. */
  claimed?: JsonObject;
};

export function sealedEventToJson(sealed: SealedEvent): Json | undefined {
  const entries = Object.entries(sealed).filter(
    ([, part]) => part !== undefined && (Array.isArray(part) ? part.length > 0 : Object.keys(part).length > 0),
  );
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Json);
}

export function sealedEventFromJson(json: Json): SealedEvent {
  return json as SealedEvent;
}

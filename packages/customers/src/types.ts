import type { Id, Instant, JsonObject } from "@journeyman/core";

export type IdentityKind = "user_id" | "anonymous_id" | "email" | "phone" | "external_id";

export type EventType = "track" | "identify" | "page" | "screen" | "group" | "alias" | "system";

/** What the collector hands in: one validated event, its classes not yet told apart. */
export type CollectedEvent = {
  /** Counts once in the environment, or in `messageScope` when the sender is not trusted with everyone's ids (a browser). */
  messageId: string;
  messageScope?: string;
  type: EventType;
  name: string;
  /** Its own time, corrected by `sentAt`. */
  at: Instant;
  /** Ids that are to be believed: without trust only the anonymous id is among them. */
  userId?: string;
  anonymousId?: string;
  /** alias: the id that was used before. `user`: it may be a user id too, which only a server may say. */
  previous?: { id: string; user: boolean };
  externalIds?: readonly { type: string; id: string }[];
  /** Track, page and screen: the event's; group: the group's traits and `groupId`. */
  properties: JsonObject;
  /** Identify's, or `context.traits`. */
  traits: JsonObject;
  /** Parts of the context that are kept: locale, timezone, page, userAgent, campaign, consent … never tokens. */
  context: JsonObject;
  /** Recorded under seal and never applied: what an untrusted sender claimed. */
  claimed?: JsonObject;
  sourceId: Id | null;
  historical: boolean;
  trusted: boolean;
  depth: number;
};

/** An identity as inbox rows carry it to the router. `value` is null where it must not be plain. */
export type IdentityRef = {
  kind: IdentityKind;
  /** Hex of the blind index. */
  hash: string;
  value: string | null;
  /** alias: the previous id, joined even if it is known. */
  previous?: true;
};

/** A row of `event`; times are epoch milliseconds. */
export type EventRow = {
  id: Id;
  profile_id: Id;
  type: EventType;
  name: string;
  at: Instant;
  received_at: Instant;
  source_id: Id | null;
  properties: JsonObject;
  sealed: Buffer | null;
  context: JsonObject;
  historical: boolean;
  trusted: boolean;
  depth: number;
  position: number | null;
};

/** Two people that became one: `from` redirects to `into`. `endRuns`: the younger of two open runs of one journey and key. */
export type Merge = { from: Id; into: Id; endRuns: readonly { runId: Id; journeyId: Id }[] };

export type Touched = { traits: readonly string[]; contactPoints: readonly Id[]; consent: readonly string[] };

export type Applied =
  | { kind: "applied"; profileId: Id; merged: readonly Merge[]; touched: Touched }
  | { kind: "lock"; profileIds: readonly Id[] }
  | { kind: "moved"; profileId: Id };

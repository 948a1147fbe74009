import type { Id, Instant } from "@journeyman/core";
import type { Reading } from "@journeyman/expressions";
import type { NewMail } from "../mail.ts";
import type { Door, WaitRow } from "./read.ts";

export type Conversion = {
  runId: Id;
  versionId: Id;
  eventId: Id;
  at: Instant;
  value?: number;
  currency?: string;
  first: boolean;
  readings: readonly Reading[];
};

export type Refusal = { journeyId: Id; versionId: Id; eventId: Id; reason: string; detail: Readonly<Record<string, unknown>> };

export type NewRun = { id: Id; door: Door; keyHash: string; triggerEventId: Id; fromPosition: number };

/** What routing some rows of a person's inbox comes to; written in one statement at the end. */
export type Effects = {
  /** Inbox rows that are done with. */
  done: Id[];
  positions: { eventId: Id; position: number }[];
  mail: NewMail[];
  satisfied: { wait: WaitRow; by: Id }[];
  conversions: Conversion[];
  refusals: Refusal[];
  runs: NewRun[];
};

export function noEffects(): Effects {
  return { done: [], positions: [], mail: [], satisfied: [], conversions: [], refusals: [], runs: [] };
}

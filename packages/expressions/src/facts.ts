import type { Instant, Json, JsonObject } from "@journeyman/core";

/** Something the person did, as expressions see it. `properties` are of class attribute only. */
export type EventFact = { id: string; name: string; at: Instant; position: number; properties: JsonObject };

/** What stands in the ledger for one message of this run. */
export type MessageFact = { node: string; state: string; delivered: boolean; opened: boolean; clicked: boolean; bounced: boolean };

export type ConsentAnswer = "granted" | "denied" | "none";

/**
 * Everything an expression may read about one person at one moment. Loaded by the runtime under the person lock
 * (only what `readsOf(expression)` names), invented by the simulator.
 */
export type Facts = {
  /** Traits of class attribute. A missing trait has no key. */
  traits: JsonObject;
  /** Known presence of sealed traits (e-mail, phone): set or unset can be asked, values cannot. */
  sealedTraits: readonly string[];
  /** The event that started the run: `{ properties, name, at }`; absent for a run without one. */
  trigger?: EventFact;
  /** The person's events by name, oldest first, for the names that are read. */
  events: Readonly<Record<string, readonly EventFact[]>>;
  /** Consent by topic, then channel. */
  consent: Readonly<Record<string, Readonly<Record<string, ConsentAnswer>>>>;
  messages: readonly MessageFact[];
  variables: JsonObject;
  /** The person's zone: dates relative to now are read in it. */
  zone: string;
};

/** What an expression needs loaded before it can be evaluated. */
export type Reads = { traits: string[]; events: string[]; topics: string[]; messages: string[]; trigger: boolean; variables: string[] };

/** One value that was read, for the trace: "total 140 ≥ 100 ✓". */
export type Reading = { what: string; value: Json | undefined; rule: string; held: boolean };

/** `until`: the earliest moment at which the answer may change without a new fact. */
export type Evaluation = { value: boolean; until?: Instant; readings: Reading[] };

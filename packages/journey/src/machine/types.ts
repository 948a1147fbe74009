import type { Instant, JsonObject } from "@journeyman/core";
import type { Facts } from "@journeyman/expressions";
import type { Because, MessageOutcome, MessageRequest, WaitRequest } from "@journeyman/node-kit";

/** Where a run stands. Stored as JSON with its schema version; no personal data. One token a path. */
export type RunState = {
  schema: 1;
  tokens: Readonly<Record<string, Token>>;
  /** How often each node was entered. */
  visits: Readonly<Record<string, number>>;
  steps: number;
  variables: JsonObject;
  enteredAt: Instant;
  paused: boolean;
  ended?: { reason: string; at: Instant };
};

export type Token = {
  node: string;
  visit: number;
  since: Instant;
  /** When to wake this token at the latest. */
  until?: Instant;
  /** What it stands for. */
  on: "wait" | "message";
};

/**
 * What happened to a run, in order of arrival. Only the run's own advance consumes it. The `event` of a satisfied wait is given for message facts too (its name
 * is the state): its own time is held against the deadline, and without it the mail's.
 */
export type Mail =
  | { id: string; at: Instant; kind: "entered" }
  | {
      id: string;
      at: Instant;
      kind: "satisfied";
      token: string;
      node: string;
      visit: number;
      name: string;
      event?: { id: string; name: string; at: Instant };
    }
  | { id: string; at: Instant; kind: "message"; node: string; visit: number; result: MessageOutcome }
  | { id: string; at: Instant; kind: "exit"; reason: string; because?: Because }
  | { id: string; at: Instant; kind: "pause" }
  | { id: string; at: Instant; kind: "resume" }
  | { id: string; at: Instant; kind: "cancel"; reason: string };

/** All a move may know besides the plan. `claims`: messages of this run between a claim and its outcome: an exit waits for them. */
export type World = { now: Instant; facts: Facts; claims: number };

export type TraceEntry = {
  node: string;
  visit: number;
  kind: "entered" | "left" | "waiting" | "message" | "exit" | "paused" | "resumed";
  port?: string;
  at: Instant;
  because: Because;
};

export type PlannedMessage = MessageRequest & { node: string; visit: number; token: string };
/**
 * `from` and `until` bound the event's own time. Where it was routed is bounded by `since`: `here`, after this advance; `entry`, after the run's start.
 * An event that lies between those bounds already when the wait is registered satisfies it at once.
 */
export type PlannedWait = WaitRequest & { node: string; visit: number; token: string; from: Instant; until?: Instant };

/** What a move wants done, all in the transaction that commits it. */
export type Advanced = {
  state: RunState;
  traces: readonly TraceEntry[];
  messages: readonly PlannedMessage[];
  waits: readonly PlannedWait[];
  /** Tokens whose waits are over: their wait rows go. */
  closed: readonly { token: string; node: string; visit: number }[];
  /**
   * Mail that could not be used yet and stays in the box: an exit while a claim is open and all that came after it; what would move a paused run. All
   * other mail is used up, whether it changed something or came too late.
   */
  kept: readonly string[];
  /** Earliest moment the run must be advanced again without mail; none while it is paused, or while an exit waits for a claim. */
  alarm?: Instant;
};

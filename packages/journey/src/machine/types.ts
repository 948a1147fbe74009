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

/** What happened to a run, in order of arrival. Only the run's own advance consumes it. */
export type Mail =
  | { id: string; at: Instant; kind: "entered" }
  | { id: string; at: Instant; kind: "satisfied"; token: string; node: string; visit: number; name: string; event?: { id: string; name: string; at: Instant } }
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
export type PlannedWait = WaitRequest & { node: string; visit: number; token: string; since: "here" | "entry"; from: Instant; until?: Instant };

/** What a move wants done, all in the transaction that commits it. */
export type Advanced = {
  state: RunState;
  traces: readonly TraceEntry[];
  messages: readonly PlannedMessage[];
  waits: readonly PlannedWait[];
  /** Tokens whose waits are over: their wait rows go. */
  closed: readonly { token: string; node: string; visit: number }[];
  /** Mail that could not be used yet (an exit while a claim is open) and stays in the box. */
  kept: readonly string[];
  /** Earliest moment any token must wake. */
  alarm?: Instant;
};

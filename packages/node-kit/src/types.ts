import type { Duration, Instant, JsonObject } from "@journeyman/core";
import type { Facts, Filter, Reading, Reads } from "@journeyman/expressions";
import type { z } from "zod";

/** The shape and colour a step has on the canvas. */
export type Family = "entry" | "message" | "wait" | "branch" | "test" | "data" | "exit";

/** A way out of a step. `label` is in words, as the canvas shows it. */
export type Port = { name: string; label: string };

/** Where the fused block ends: nothing stops at `none`; `wait` needs a timer or an event; `message` a delivery; `end` ends the path. */
export type Survives = "none" | "wait" | "message" | "end";

/** One thing wrong with a step: `path` is inside its settings (`for`, `cases.0.if`); `mend` is one click's change of settings. */
export type NodeProblem = {
  path: string;
  severity: "error" | "warning";
  code: string;
  /** A sentence: what is wrong and what to do. */
  message: string;
  mend?: { label: string; settings: JsonObject };
};

/** What the workspace knows, for checks: absent lists are not checked (a pure check without a workspace). */
export type CheckContext = {
  templates?: readonly {
    key: string;
    name: string;
    channel: string;
    published: boolean;
    transactional: boolean;
    archived: boolean;
    variables: readonly string[];
  }[];
  topics?: readonly { key: string; name: string; archived: boolean }[];
  channels?: readonly { channel: string; ready: boolean; problem?: string }[];
  events?: readonly { name: string; properties: readonly string[]; aDay: number }[];
  traits?: readonly { name: string; class: string; type: string | null }[];
  /** Properties of events, by their path without list positions. */
  properties?: readonly { name: string; class: string; type: string | null }[];
  /** Ids, kinds and titles of the journey's steps. */
  nodes: readonly { id: string; kind: string; title: string }[];
};

/** What a wait looks for among the person's later events. */
export type WaitSubject = { event: string; where?: Filter } | { message: string; state: "delivered" | "opened" | "clicked" | "bounced" };

export type WaitRequest = { name: string; subject: WaitSubject; since: "here" | "entry" };

export type MessageRequest = {
  channel: "email" | "sms";
  template: string;
  /** Absent: the template must be approved as transactional. */
  topic?: string;
  expiresAt?: Instant;
  quietHours: "hold" | "skip";
  overrides?: JsonObject;
};

/** How a message ended, as far as the journey is concerned. `unknown` follows `done`, marked. */
export type MessageOutcome = { outcome: "done" | "skipped" | "failed"; state: string; reason?: string };

/** Why a step went the way it went; kept with the trace. */
export type Because = { reason: string; readings?: readonly Reading[]; detail?: JsonObject };

/** A step's whole vocabulary. It never drives the engine. */
export type StepResult =
  | { do: "go"; port: string; because: Because }
  | { do: "stay"; until?: Instant; waits?: readonly WaitRequest[]; message?: MessageRequest; because: Because }
  | { do: "exit"; reason: string; because: Because };

/** What a step sees. Pure: the time is handed in, facts were loaded, nothing else can be reached. */
export type StepContext<Settings> = {
  settings: Settings;
  node: string;
  visit: number;
  /** When this token came to the node; equal to `now` on entering. */
  since: Instant;
  enteredAt: Instant;
  now: Instant;
  facts: Facts;
  /** Adds a duration by the person's clock (calendar parts) and elapsed time. */
  add: (from: Instant, duration: Duration) => Instant;
};

/** What woke a step that stayed. */
export type StepInput =
  | { kind: "alarm" }
  | { kind: "satisfied"; name: string; event?: { id: string; name: string; at: Instant } }
  | { kind: "message"; result: MessageOutcome };

export type NodeStep<Settings> = {
  enter(context: StepContext<Settings>): StepResult;
  /** Only steps that stay have one. */
  resume?(context: StepContext<Settings>, input: StepInput): StepResult;
};

/** A phrase typed into quick-add that this step understands: "wait 1h" → settings. */
export type Phrase<Settings> = { settings: Settings; reading: string };

/** What a step is, for the canvas, the checks and the compiler. No code of its own runs at run time: that is `step.ts`. */
export type NodeDefinition<Settings = unknown> = {
  kind: string;
  /** Of the settings' schema and the step's meaning; pinned in plans. */
  version: number;
  family: Family;
  /** "E-mail", "Wait for". */
  label: string;
  /** One sentence for the palette. */
  about: string;
  /** A lucide icon's name in kebab case. */
  icon: string;
  settings: z.ZodType<Settings>;
  /** From version n to n + 1. */
  migrations?: Readonly<Record<number, (settings: JsonObject) => JsonObject>>;
  survives: Survives;
  ports(settings: Settings): readonly Port[];
  /** Ports that follow another when nothing hangs on them (`skipped` and `failed` follow `done`). */
  follows?: Readonly<Record<string, string>>;
  /** The way out that people take while the step is switched off; without it, the first. */
  through?: string;
  initial(): Settings;
  /** "Wait for Order Completed, up to 1 hour". Never throws, whatever the draft holds. */
  sentence(settings: Settings, names: SentenceNames): string;
  /** A title for a fresh card. */
  title(settings: Settings, names: SentenceNames): string;
  /** For the quick-add: first words that find this step. */
  words: readonly string[];
  phrase?(text: string): Phrase<Settings> | undefined;
  /** How long people may stay for time alone, and where the settings say so. */
  waits?(settings: Settings): { path: string; for: Duration };
  check(settings: Settings, context: CheckContext): readonly NodeProblem[];
  /** What its step reads, so that the runtime loads it. */
  reads(settings: Settings): Reads;
};

/** Names for ids, so that a sentence says "topic Offers" and not a key. Each falls back to the key. */
export type SentenceNames = { template(key: string): string; topic(key: string): string; node(id: string): string };

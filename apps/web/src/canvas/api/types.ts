import type { Json, JsonObject } from "@journeyman/core";
import type { CheckContext } from "@journeyman/node-kit";

/** What `/api/v1` answers about journeys, as the canvas and the list read it. Ids carry their prefix, times are ISO 8601 in UTC. */
export type JourneyStatusName = "draft" | "live" | "paused" | "stopped";

export type By = { id: string; name: string } | null;

/** GET /journeys?archived= → { items } */
export type JourneyItem = {
  id: string;
  key: string;
  name: string;
  description: string;
  status: JourneyStatusName;
  liveVersion: number | null;
  draftIsAhead: boolean;
  updatedAt: string;
  archivedAt: string | null;
  /** The entry's event, with "or n more". */
  trigger: string | null;
  inside: number;
  paused: number;
  stuck: number;
  enteredToday: number;
  /** Entered a day, oldest first, today last; empty when nobody ever did. */
  entered14Days: number[];
  /** Null without a goal. */
  converted30Days: { entered: number; converted: number } | null;
};

/** `path` is inside the step's settings, or of the definition where there is no `node`. */
export type CanvasProblem = {
  node?: string;
  path: string;
  severity: "error" | "warning";
  code: string;
  message: string;
  mend?: { label: string; edits: readonly { path: readonly string[]; value?: Json }[] };
};

export type VersionItem = { id: string; number: number; note: string; publishedAt: string; publishedBy: By; live: boolean };

/** GET /journeys/:id */
export type JourneyBody = {
  id: string;
  key: string;
  name: string;
  status: JourneyStatusName;
  archivedAt: string | null;
  live: VersionItem | null;
  liveDefinition: JsonObject | null;
  liveLayout: JsonObject | null;
  draftIsAhead: boolean;
  draft: { revision: number; definition: JsonObject; layout: JsonObject; updatedAt: string; updatedBy: By };
  problems: CanvasProblem[];
};

/** PUT /journeys/:id/draft; 409 `stale_revision` when another was faster. */
export type SavedDraft = { revision: number; updatedAt: string; problems: CanvasProblem[] };

export type ChangeKind = "added" | "changed" | "removed" | "entry" | "settings";
export type Change = { kind: ChangeKind; node?: string; text: string };

/** GET /journeys/:id/review */
export type ReviewBody = {
  revision: number;
  nextNumber: number;
  firstPublish: boolean;
  problems: CanvasProblem[];
  changes: Change[];
  inside: { node: string; title: string; waiting: number; fate: string }[];
  enteringADay: number;
};

/** GET /versions/:id */
export type VersionBody = VersionItem & { definition: JsonObject; layout: JsonObject };

/** `entered`: how often people came here; `ports`: how often each way out was taken. */
export type StepCounts = { waiting: number; entered: number; ports: Record<string, number>; nextDue: string | null };

/** GET /journeys/:id/counts?version= */
export type CountsBody = {
  steps: Record<string, StepCounts>;
  inside: number;
  paused: number;
  stuck: number;
  ended: number;
  exits: Record<string, number>;
  refused: Record<string, number>;
  conversions: { people: number; values: { value: number; currency: string | null }[] };
  version: number | null;
  /** Every version that has people inside, latest first, whichever one is asked about. */
  versions: VersionInside[];
  at: string;
};

export type VersionInside = { id: string; number: number; inside: number };

export type RunStatus = "active" | "paused" | "stuck" | "ended";
export type PersonRef = { id: string; name: string | null; hint: string | null };

/** GET /journeys/:id/runs?node=&passed=&port=&status=&version= → { items, next } */
export type RunItem = {
  id: string;
  journey: { id: string; name: string };
  version: number;
  person: PersonRef;
  status: RunStatus;
  enteredAt: string;
  endedAt: string | null;
  exitReason: string | null;
  exitReasonText: string | null;
  wakeAt: string | null;
  stuck: { node: string; message: string; at: string } | null;
  standing: { node: string; title: string; kind: string; since: string; until: string | null }[];
};

export type Reading = { what: string; value?: unknown; rule: string; held: boolean };
export type RuleCheck = { rule: string; passed: boolean; detail: string; deciding?: boolean };

export type RunStep = {
  id: string;
  node: string;
  visit: number;
  kind: string;
  port: string | null;
  at: string;
  reason: string;
  reasonText: string;
  readings: Reading[];
  detail: Record<string, unknown>;
};

export type RunMessage = {
  id: string;
  node: string;
  visit: number;
  channel: string;
  state: string;
  reason: string | null;
  reasonText: string | null;
  checks: RuleCheck[];
  plannedAt: string;
  heldUntil: string | null;
  acceptedAt: string | null;
  deliveredAt: string | null;
  openedAt: string | null;
  clickedAt: string | null;
  bouncedAt: string | null;
  error: string | null;
};

/** GET /runs/:id */
export type RunBody = RunItem & {
  definition: JsonObject;
  layout: JsonObject;
  trigger: { id: string; name: string; at: string; properties: Record<string, unknown> } | null;
  steps: RunStep[];
  messages: RunMessage[];
  conversions: { eventId: string; value: string | null; currency: string | null; at: string }[];
};

/** GET /journeys/:id/refusals → { items, next } */
export type RefusalItem = {
  id: string;
  journey: { id: string; name: string };
  person: PersonRef;
  reason: string;
  /** Times in it are ISO 8601 in UTC. */
  reasonText: string;
  detail: Record<string, unknown>;
  at: string;
};

/** GET /authoring/context */
export type ContextBody = Omit<CheckContext, "nodes">;

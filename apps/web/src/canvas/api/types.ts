import type { Json, JsonObject } from "@journeyman/core";
import type { CheckContext } from "@journeyman/node-kit";

/** What `/api/v1` answers about journeys, as the canvas and the list read it. Ids carry their prefix, times are ISO 8601 in UTC. */
export type JourneyStatusName = "draft" | "live" | "paused" | "stopped";

export type By = { id: string; name: string } | null;

/** GET /journeys?status=&search=&archived= → { items, next } */
export type JourneyItem = {
  id: string;
  key: string;
  name: string;
  status: JourneyStatusName;
  archivedAt: string | null;
  /** "Product Added, price is at least 20": the entries in words. */
  startsWhen: string;
  liveNumber: number | null;
  draftIsAhead: boolean;
  inside: number;
  stuck: number;
  enteredToday: number;
  /** Entered a day, oldest first, today last. */
  entered14Days: number[];
  /** Null without a goal. */
  converted30Days: { entered: number; converted: number } | null;
  editedAt: string;
  editedBy: By;
};

export type DraftBody = { definition: JsonObject; layout: JsonObject; revision: number; updatedAt: string; updatedBy: By };

/** `path` is inside the step's settings, or of the definition where there is no `node`. */
export type CanvasProblem = {
  node?: string;
  path: string;
  severity: "error" | "warning";
  code: string;
  message: string;
  mend?: { label: string; edits: readonly { path: readonly string[]; value?: Json }[] };
};

export type VersionItem = { id: string; number: number; note: string; publishedAt: string; publishedBy: By };

/** GET /journeys/:id */
export type JourneyBody = {
  id: string;
  key: string;
  name: string;
  status: JourneyStatusName;
  archivedAt: string | null;
  draft: DraftBody;
  live: (VersionItem & { definition: JsonObject; layout: JsonObject }) | null;
  draftIsAhead: boolean;
  problems: CanvasProblem[];
};

/** PUT /journeys/:id/draft. 409 `stale_revision` carries `revision`, `updatedBy` (a name) and `updatedAt`. */
export type SavedDraft = { revision: number; updatedAt: string; problems: CanvasProblem[] };

export type Change = { kind: "added" | "changed" | "removed" | "settings"; node?: string; text: string };

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

/** GET /journeys/:id/versions → { items }; GET /journeys/:id/versions/:versionId adds definition and layout. */
export type VersionBody = VersionItem & { definition: JsonObject; layout: JsonObject };

export type NodeCounts = {
  waiting: number;
  passed: number;
  byPort: Record<string, number>;
  skipped: number;
  failed: number;
  nextDue: string | null;
  /** Of messages: how many of those accepted were clicked; null where it is not counted. */
  clicked?: number | null;
};

/** GET /journeys/:id/counts?version= */
export type CountsBody = {
  version: { id: string; number: number } | null;
  at: string;
  entered: number;
  enteredToday: number;
  inside: number;
  converted: number | null;
  refused: number;
  stuck: number;
  nodes: Record<string, NodeCounts>;
};

/** GET /journeys/:id/people?node=&version=&after= → { items, next } */
export type StandingPerson = {
  runId: string;
  person: { id: string; name: string | null; hint: string | null };
  status: "active" | "paused" | "stuck" | "ended";
  since: string;
  dueAt: string | null;
  version: number;
};

export type Reading = { what: string; value: unknown; rule: string; held: boolean };

export type RunStep = {
  seq: number;
  node: string;
  title: string;
  visit: number;
  kind: "entered" | "left" | "waiting" | "message" | "exit" | "paused" | "resumed";
  port: string | null;
  at: string;
  because: { reason: string; readings?: Reading[]; detail?: JsonObject };
  message?: {
    id: string;
    channel: "email" | "sms";
    state: string;
    reason: string | null;
    reasonText: string | null;
    checks: { rule: string; passed: boolean; detail: string; deciding?: boolean }[];
  };
};

/** GET /runs/:id */
export type RunBody = {
  id: string;
  journey: { id: string; name: string };
  version: { id: string; number: number };
  person: { id: string; name: string | null; hint: string | null };
  status: "active" | "paused" | "stuck" | "ended";
  enteredAt: string;
  endedAt: string | null;
  exitReason: string | null;
  stuck: { node: string; message: string } | null;
  trigger: { event: string; at: string; properties: JsonObject } | null;
  wakeAt: string | null;
  steps: RunStep[];
};

/** GET /authoring/context */
export type ContextBody = Omit<CheckContext, "nodes"> & { workspace?: { timeZone?: string } };

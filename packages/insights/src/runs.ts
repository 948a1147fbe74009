import { type Id, type Instant, JourneymanError, type JsonObject } from "@journeyman/core";
import type { Tx } from "@journeyman/store";

export type RunStatus = "active" | "paused" | "stuck" | "ended";

export type RunSummary = {
  id: Id;
  journey_id: Id;
  journey_name: string;
  version_id: Id;
  version_number: number;
  profile_id: Id;
  status: RunStatus;
  preview: boolean;
  entered_at: Instant;
  ended_at: Instant | null;
  exit_reason: string | null;
  wake_at: Instant | null;
  stuck: { node: string; message: string; at: Instant } | null;
  /** Where it stands, with the step as its version has it. */
  standing: { node: string; since: Instant; until?: Instant; settings: JsonObject | null }[] | null;
};

const columns = `
  r.id, r.journey_id, j.name AS journey_name, r.version_id, v.number AS version_number, r.profile_id, r.status, r.preview, r.entered_at, r.ended_at,
  r.exit_reason, r.wake_at, r.stuck,
  (SELECT jsonb_agg(token.value || jsonb_build_object('settings', v.definition #> ARRAY['nodes', token.value ->> 'node']))
   FROM jsonb_each(r.state -> 'tokens') AS token) AS standing`;

const tables = `
  run r
  JOIN journey j ON j.environment_id = r.environment_id AND j.id = r.journey_id
  JOIN version v ON v.environment_id = r.environment_id AND v.id = r.version_id`;

export type Trace = { id: Id; node: string; visit: number; kind: string; port: string | null; at: Instant; detail: JsonObject };

export type PathMessage = {
  id: Id;
  node: string;
  visit: number;
  channel: string;
  state: string;
  reason: string | null;
  decision: JsonObject | null;
  planned_at: Instant;
  held_until: Instant | null;
  accepted_at: Instant | null;
  delivered_at: Instant | null;
  opened_at: Instant | null;
  clicked_at: Instant | null;
  bounced_at: Instant | null;
  error: string | null;
};

export type RunPath = {
  run: RunSummary;
  definition: JsonObject;
  layout: JsonObject;
  trigger: { id: Id; name: string; at: Instant; properties: JsonObject } | null;
  traces: Trace[];
  messages: PathMessage[];
  conversions: { event_id: Id; value: string | null; currency: string | null; at: Instant }[];
};

/** One person's way through a journey, with the reason at every gate. Throws `not_found`. */
export async function runPath(tx: Tx, runId: Id): Promise<RunPath> {
  const values = [tx.environmentId, runId];
  const [row] = await tx.query<RunSummary & { definition: JsonObject; layout: JsonObject; trigger_event_id: Id | null }>(
    "insights_run",
    `SELECT ${columns}, v.definition, v.layout, r.trigger_event_id FROM ${tables} WHERE r.environment_id = $1 AND r.id = $2`,
    values,
  );
  if (!row) throw new JourneymanError("not_found", "There is no such run.", { context: { runId } });
  const { definition, layout, trigger_event_id, ...run } = row;
  const [trigger] = trigger_event_id
    ? await tx.query<NonNullable<RunPath["trigger"]>>(
        "insights_run_trigger",
        "SELECT id, name, at, properties FROM event WHERE environment_id = $1 AND id = $2",
        [tx.environmentId, trigger_event_id],
      )
    : [];
  const traces = await tx.query<Trace>(
    "insights_run_traces",
    "SELECT id, node, visit, kind, port, at, detail FROM trace WHERE environment_id = $1 AND run_id = $2 ORDER BY id",
    values,
  );
  const messages = await tx.query<PathMessage>(
    "insights_run_messages",
    `SELECT id, node, visit, channel, state, reason, decision, planned_at, held_until, accepted_at, delivered_at, opened_at, clicked_at, bounced_at, error
     FROM message WHERE environment_id = $1 AND run_id = $2 ORDER BY id`,
    values,
  );
  const conversions = await tx.query<RunPath["conversions"][number]>(
    "insights_run_conversions",
    "SELECT event_id, value, currency, at FROM conversion WHERE environment_id = $1 AND run_id = $2 ORDER BY at",
    values,
  );
  return { run, definition, layout, trigger: trigger ?? null, traces, messages, conversions };
}

export type RunsFilter = {
  journeyId: Id;
  versionId?: Id;
  /** Only those that stand there now. */
  node?: string;
  /** Only those that went on from there; `port`: by this way. */
  passed?: string;
  port?: string;
  /** `inside`: all that have not ended. */
  status?: RunStatus | "inside";
  after?: Id;
  limit: number;
};

/** Runs of a journey, latest first, paged by run id. */
export function runsOf(tx: Tx, filter: RunsFilter): Promise<RunSummary[]> {
  return filter.passed === undefined ? allRuns(tx, filter) : runsThatPassed(tx, filter, filter.passed);
}

const statusRule = "($4::text IS NULL OR r.status = $4 OR ($4 = 'inside' AND r.status IN ('active', 'paused', 'stuck')))";

function allRuns(tx: Tx, filter: RunsFilter): Promise<RunSummary[]> {
  return tx.query<RunSummary>(
    "insights_runs",
    `SELECT ${columns} FROM ${tables}
     WHERE r.environment_id = $1 AND r.journey_id = $2 AND NOT r.preview
       AND ($3::uuid IS NULL OR r.version_id = $3) AND ${statusRule} AND ($5::uuid IS NULL OR r.id < $5)
       AND ($6::text IS NULL OR (r.status <> 'ended' AND EXISTS (SELECT 1 FROM jsonb_each(r.state -> 'tokens') AS token WHERE token.value ->> 'node' = $6)))
     ORDER BY r.id DESC LIMIT $7`,
    [
      tx.environmentId,
      filter.journeyId,
      filter.versionId ?? null,
      filter.status ?? null,
      filter.after ?? null,
      filter.node ?? null,
      filter.limit,
    ],
  );
}

/** By the step's own traces: each version of the journey is a range of the index `trace_left`, read from its end until the page is full. */
function runsThatPassed(tx: Tx, filter: RunsFilter, passed: string): Promise<RunSummary[]> {
  return tx.query<RunSummary>(
    "insights_runs_passed",
    `SELECT ${columns} FROM ${tables}
     WHERE r.environment_id = $1 AND r.id IN (
       SELECT left_by.run_id FROM version of_journey CROSS JOIN LATERAL (
         SELECT DISTINCT t.run_id FROM trace t JOIN run r ON r.environment_id = t.environment_id AND r.id = t.run_id
         WHERE t.environment_id = $1 AND t.version_id = of_journey.id AND t.node = $6 AND t.kind = 'left'
           AND ($7::text IS NULL OR t.port = $7) AND ($5::uuid IS NULL OR t.run_id < $5) AND NOT r.preview AND ${statusRule}
         ORDER BY t.run_id DESC LIMIT $8) AS left_by
       WHERE of_journey.environment_id = $1 AND of_journey.journey_id = $2 AND ($3::uuid IS NULL OR of_journey.id = $3))
     ORDER BY r.id DESC LIMIT $8`,
    [
      tx.environmentId,
      filter.journeyId,
      filter.versionId ?? null,
      filter.status ?? null,
      filter.after ?? null,
      passed,
      filter.port ?? null,
      filter.limit,
    ],
  );
}

export function runsOfPerson(
  tx: Tx,
  profileId: Id,
  { journeyId, limit = 50 }: { journeyId?: Id; limit?: number } = {},
): Promise<RunSummary[]> {
  return tx.query<RunSummary>(
    "insights_person_runs",
    `SELECT ${columns} FROM ${tables} WHERE r.environment_id = $1 AND r.profile_id = $2 AND NOT r.preview
       AND ($4::uuid IS NULL OR r.journey_id = $4) ORDER BY r.id DESC LIMIT $3`,
    [tx.environmentId, profileId, limit, journeyId ?? null],
  );
}

export type Refusal = {
  id: Id;
  journey_id: Id;
  journey_name: string;
  profile_id: Id;
  event_id: Id | null;
  reason: string;
  detail: JsonObject;
  at: Instant;
};

/** Who came to the door and was not let in, and why; latest first. */
export function refusalsOf(tx: Tx, filter: { journeyId?: Id; profileId?: Id; after?: Id; limit: number }): Promise<Refusal[]> {
  return tx.query<Refusal>(
    "insights_refusals",
    `SELECT f.id, f.journey_id, j.name AS journey_name, f.profile_id, f.event_id, f.reason, f.detail, f.at
     FROM refusal f JOIN journey j ON j.environment_id = f.environment_id AND j.id = f.journey_id
     WHERE f.environment_id = $1 AND ($2::uuid IS NULL OR f.journey_id = $2) AND ($3::uuid IS NULL OR f.profile_id = $3) AND ($4::uuid IS NULL OR f.id < $4)
     ORDER BY f.id DESC LIMIT $5`,
    [tx.environmentId, filter.journeyId ?? null, filter.profileId ?? null, filter.after ?? null, filter.limit],
  );
}

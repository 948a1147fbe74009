import { type Id, type Instant, newId } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import { mailParts } from "../mail.ts";
import { instant, type Statement, statement } from "../statement.ts";
import type { Effects } from "./effects.ts";

/** Gives events their positions before the rest is written: an audience that is judged next counts them. */
export async function writePositions(tx: Tx, profileId: Id, positions: Effects["positions"]): Promise<void> {
  if (positions.length === 0) return;
  const writing = statement([tx.environmentId, profileId]);
  const last = placeParts(writing, positions);
  await writing.run(tx, "route_positions", last);
}

/**
 * Adds the events' part; answers the statement that moves the person on. By keys in an array, here and below, never by a join with what is
 * given: Postgres may choose to read all of a table that is small today for it, and keeps to that.
 */
function placeParts({ value, part }: Statement, positions: Effects["positions"]): string {
  const ids = value(positions.map((one) => one.eventId));
  const places = value(positions.map((one) => one.position));
  part(
    "placed",
    `UPDATE event SET position = (${places}::bigint[])[array_position(${ids}::uuid[], id)] WHERE environment_id = $1 AND id = ANY(${ids}::uuid[])`,
  );
  return `UPDATE profile SET position = ${value(positions.at(-1)?.position ?? 0)} WHERE environment_id = $1 AND id = $2`;
}

/** Writes all that the routed rows came to, and takes them out of the inbox. `positions`: those that are not written yet. */
export async function writeEffects(tx: Tx, profileId: Id, effects: Effects, positions: Effects["positions"], now: Instant): Promise<void> {
  const writing = statement([tx.environmentId, profileId, now]);
  const { value, json, part, run } = writing;
  if (positions.length > 0) part("moved", placeParts(writing, positions));
  if (effects.satisfied.length > 0) {
    const ids = value(effects.satisfied.map(({ wait }) => wait.id));
    const by = value(effects.satisfied.map((one) => one.by));
    const runs = value(effects.satisfied.map(({ wait }) => wait.runId));
    const tokens = value(effects.satisfied.map(({ wait }) => `${wait.runId} ${wait.token}`));
    part(
      "satisfied",
      `UPDATE wait SET satisfied_by = (${by}::uuid[])[array_position(${ids}::uuid[], id)], satisfied_at = ${instant("$3")}
      WHERE environment_id = $1 AND run_id = ANY(${runs}::uuid[]) AND id = ANY(${ids}::uuid[])`,
    );
    part(
      "lost",
      `DELETE FROM wait WHERE environment_id = $1 AND run_id = ANY(${runs}::uuid[])
      AND run_id::text || ' ' || token = ANY(${tokens}::text[]) AND id <> ALL(${ids}::uuid[])`,
    );
  }
  if (effects.runs.length > 0) {
    const rows = json(effects.runs.map(newRunRow));
    part("runs", newRunsSql(rows));
    part("doors", doorsSql(rows));
  }
  if (effects.refusals.length > 0) part("refusals", refusalsSql(json(effects.refusals.map((one) => ({ id: newId(now), ...one })))));
  if (effects.conversions.length > 0) {
    const rows = json(
      effects.conversions.map((one) => ({
        id: newId(now),
        ...one,
        detail: { reason: "goal", readings: one.readings, value: one.value, currency: one.currency },
      })),
    );
    part("conversions", conversionsSql(rows));
    part("traces", goalTracesSql(rows));
  }
  const tallies = talliesOf(effects, now);
  if (tallies.length > 0) part("tallies", talliesSql(json(tallies)));
  mailParts(writing, effects.mail, now);
  // The last condition only gives the parameter a type where no other part uses it.
  const done = value(effects.done);
  await run(
    tx,
    "route_write",
    `DELETE FROM inbox WHERE environment_id = $1 AND profile_id = $2 AND id = ANY(${done}::uuid[]) AND $3::float8 IS NOT NULL`,
  );
}

const newRunRow = (run: Effects["runs"][number]) => ({
  id: run.id,
  journey_id: run.door.journeyId,
  version_id: run.door.versionId,
  key_hash: run.keyHash,
  trigger_event_id: run.triggerEventId,
  from_position: run.fromPosition,
});

const newRunColumns = "id uuid, journey_id uuid, version_id uuid, key_hash text, trigger_event_id uuid, from_position bigint";

/** `wake_at` is now: a start that is lost is found by the sweep a minute later. */
const newRunsSql = (
  rows: string,
) => `INSERT INTO run (environment_id, id, journey_id, version_id, profile_id, key_hash, trigger_event_id, status, from_position, entered_at, wake_at)
  SELECT $1, x.id, x.journey_id, x.version_id, $2, decode(x.key_hash, 'hex'), x.trigger_event_id, 'active', x.from_position, ${instant("$3")}, ${instant("$3")}
  FROM jsonb_to_recordset(${rows}::jsonb) AS x(${newRunColumns})`;

const doorsSql = (rows: string) => `INSERT INTO entry (environment_id, journey_id, profile_id, key_hash, open_run_id, last_start, starts)
  SELECT $1, x.journey_id, $2, decode(x.key_hash, 'hex'), x.id, ${instant("$3")}, 1 FROM jsonb_to_recordset(${rows}::jsonb) AS x(${newRunColumns})
  ON CONFLICT (environment_id, journey_id, profile_id, key_hash)
  DO UPDATE SET open_run_id = excluded.open_run_id, last_start = excluded.last_start, starts = entry.starts + 1`;

const refusalsSql = (
  rows: string,
) => `INSERT INTO refusal (environment_id, id, journey_id, version_id, profile_id, event_id, reason, detail, at)
  SELECT $1, x.id, x."journeyId", x."versionId", $2, x."eventId", x.reason, x.detail, ${instant("$3")}
  FROM jsonb_to_recordset(${rows}::jsonb) AS x(id uuid, "journeyId" uuid, "versionId" uuid, "eventId" uuid, reason text, detail jsonb)`;

const conversionColumns = `id uuid, "runId" uuid, "versionId" uuid, "eventId" uuid, at float8, value numeric, currency text, detail jsonb`;

const conversionsSql = (
  rows: string,
) => `INSERT INTO conversion (environment_id, run_id, event_id, version_id, profile_id, value, currency, at)
  SELECT $1, x."runId", x."eventId", x."versionId", $2, x.value, x.currency, ${instant("x.at")} FROM jsonb_to_recordset(${rows}::jsonb) AS x(${conversionColumns})
  ON CONFLICT DO NOTHING`;

const goalTracesSql = (
  rows: string,
) => `INSERT INTO trace (environment_id, run_id, id, profile_id, version_id, node, visit, kind, at, detail)
  SELECT $1, x."runId", x.id, $2, x."versionId", '', 0, 'goal', ${instant("$3")}, x.detail FROM jsonb_to_recordset(${rows}::jsonb) AS x(${conversionColumns})`;

const talliesSql = (rows: string) => `INSERT INTO tally (environment_id, id, version_id, node, what, n, at)
  SELECT $1, x.id, x.version_id, '', x.what, x.n, ${instant("$3")} FROM jsonb_to_recordset(${rows}::jsonb) AS x(id uuid, version_id uuid, what text, n bigint)`;

/** For the version as a whole: who was refused, who converted. Who came in is counted by the first step. */
function talliesOf(effects: Effects, now: Instant): object[] {
  const counts = new Map<string, { version_id: Id; what: string; n: number }>();
  const count = (versionId: Id, what: string): void => {
    const key = `${versionId} ${what}`;
    const known = counts.get(key);
    if (known) known.n++;
    else counts.set(key, { version_id: versionId, what, n: 1 });
  };
  for (const refusal of effects.refusals) count(refusal.versionId, `refused:${refusal.reason}`);
  for (const conversion of effects.conversions) if (conversion.first) count(conversion.versionId, "goal");
  return [...counts.values()].map((row) => ({ id: newId(now), ...row }));
}

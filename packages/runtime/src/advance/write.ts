import { type Id, type Instant, JourneymanError, newId } from "@journeyman/core";
import type { RunState, TraceEntry } from "@journeyman/journey/machine";
import { sqlJson, type Tx } from "@journeyman/store";
import { instant, statement } from "../statement.ts";
import type { RegisteredWait } from "../waits/look-back.ts";
import type { KeptAnswer, RunRow } from "./read.ts";

export type RunTrace = Omit<TraceEntry, "kind"> & { kind: TraceEntry["kind"] | "stuck" };

/** What one move changes; all of it goes out in one statement. */
export type Changes = {
  runId: Id;
  run: RunRow;
  now: Instant;
  status: RunRow["status"];
  state: RunState | null;
  answer: KeptAnswer;
  wakeAt: Instant | null;
  stuck?: { node: string; message: string; at: Instant };
  traces: readonly RunTrace[];
  waits: readonly RegisteredWait[];
  closed: readonly { token: string; node: string; visit: number }[];
  consumed: readonly Id[];
};

/** Writes the move and answers the run's new seq. */
export async function writeChanges(tx: Tx, changes: Changes): Promise<number> {
  const { run, now } = changes;
  const ended = changes.status === "ended";
  const {
    value,
    json,
    part,
    run: send,
  } = statement([
    tx.environmentId,
    changes.runId,
    run.profileId,
    run.versionId,
    now,
    changes.status,
    sqlJson(changes.state),
    sqlJson(changes.answer),
    changes.wakeAt,
    sqlJson(changes.stuck),
    changes.state?.ended?.reason ?? null,
  ]);
  if (changes.traces.length > 0) {
    part("traced", traceSql(json(changes.traces.map((trace) => traceRow(trace, now)))));
    part("tallied", tallySql(json(tallyRows(changes.traces, now))));
  }
  if (changes.waits.length > 0 && !ended) part("waiting", waitSql(json(changes.waits.map((wait) => waitRow(wait, now)))));
  if (ended) {
    part("unwaiting", "DELETE FROM wait WHERE environment_id = $1 AND run_id = $2");
    part("unread", "DELETE FROM mail WHERE environment_id = $1 AND run_id = $2");
    part("unpoked", "DELETE FROM poke WHERE environment_id = $1 AND run_id = $2");
    part("door", leaveSql(value(run.journeyId), value(run.keyHash)));
  } else {
    if (changes.closed.length > 0) part("closed", closeSql(json(changes.closed)));
    if (changes.consumed.length > 0) part("consumed", consumeSql(value(changes.consumed)));
  }
  const [row] = await send<{ seq: number }>(tx, "advance_write", runSql);
  if (!row) throw new JourneymanError("not_found", "The run's row is gone.", { context: { runId: changes.runId } });
  return row.seq;
}

const runSql = `UPDATE run SET status = $6, state = $7::jsonb, answer = $8::jsonb, wake_at = ${instant("$9")}, stuck = $10::jsonb, seq = seq + 1,
  exit_reason = $11, ended_at = CASE WHEN $6::text = 'ended' THEN ${instant("$5")} ELSE NULL END
WHERE environment_id = $1 AND id = $2 RETURNING seq, $3::uuid AS profile_id, $4::uuid AS version_id`;

const traceSql = (
  rows: string,
) => `INSERT INTO trace (environment_id, run_id, id, profile_id, version_id, node, visit, kind, port, at, detail)
  SELECT $1, $2, x.id, $3, $4, x.node, x.visit, x.kind, x.port, ${instant("x.at")}, x.detail
  FROM jsonb_to_recordset(${rows}::jsonb) AS x(id uuid, node text, visit int, kind text, port text, at float8, detail jsonb)`;

const tallySql = (rows: string) => `INSERT INTO tally (environment_id, id, version_id, node, what, n, at)
  SELECT $1, x.id, $4, x.node, x.what, x.n, ${instant("$5")} FROM jsonb_to_recordset(${rows}::jsonb) AS x(id uuid, node text, what text, n bigint)`;

const waitSql = (
  rows: string,
) => `INSERT INTO wait (environment_id, profile_id, id, run_id, token, node, visit, name, subject, filter, from_position, since, until)
  SELECT $1, $3, x.id, $2, x.token, x.node, x.visit, x.name, x.subject, x.filter, x.from_position, ${instant("x.since")}, ${instant("x.until")}
  FROM jsonb_to_recordset(${rows}::jsonb)
    AS x(id uuid, token text, node text, visit int, name text, subject text, filter jsonb, from_position bigint, since float8, until float8)`;

const closeSql = (rows: string) => `DELETE FROM wait w USING jsonb_to_recordset(${rows}::jsonb) AS x(token text, node text, visit int)
  WHERE w.environment_id = $1 AND w.run_id = $2 AND w.token = x.token AND w.node = x.node AND w.visit = x.visit`;

const consumeSql = (ids: string) => `DELETE FROM mail WHERE environment_id = $1 AND run_id = $2 AND id = ANY(${ids}::uuid[])`;

/** The door is open again for this person and key. */
const leaveSql = (journeyId: string, keyHash: string) => `UPDATE entry SET open_run_id = NULL, last_end = ${instant("$5")}
  WHERE environment_id = $1 AND journey_id = ${journeyId} AND profile_id = $3 AND key_hash = decode(${keyHash}, 'hex') AND open_run_id = $2`;

function traceRow(trace: RunTrace, now: Instant): object {
  const { because } = trace;
  const detail = { reason: because.reason, readings: because.readings, ...because.detail };
  return { id: newId(now), node: trace.node, visit: trace.visit, kind: trace.kind, port: trace.port ?? null, at: trace.at, detail };
}

/** How counts move: `entered` and `left:<port>` at a step, `exit:<reason>` for the version as a whole. */
function tallyRows(traces: readonly RunTrace[], now: Instant): object[] {
  const counts = new Map<string, { node: string; what: string; n: number }>();
  for (const trace of traces) {
    const what = tallied(trace);
    if (!what) continue;
    const node = trace.kind === "exit" ? "" : trace.node;
    const key = `${node}\n${what}`;
    const count = counts.get(key);
    if (count) count.n++;
    else counts.set(key, { node, what, n: 1 });
  }
  return [...counts.values()].map((count) => ({ id: newId(now), ...count }));
}

function tallied(trace: RunTrace): string | undefined {
  if (trace.kind === "entered") return "entered";
  if (trace.kind === "left") return `left:${trace.port ?? ""}`;
  if (trace.kind === "exit") return `exit:${trace.because.reason}`;
  return undefined;
}

function waitRow(wait: RegisteredWait, now: Instant): object {
  return {
    id: newId(now),
    token: wait.token,
    node: wait.node,
    visit: wait.visit,
    name: wait.name,
    subject: wait.subjectKey,
    filter: "event" in wait.subject ? (wait.subject.where ?? null) : null,
    from_position: wait.fromPosition,
    since: wait.earliest,
    until: wait.until ?? null,
  };
}

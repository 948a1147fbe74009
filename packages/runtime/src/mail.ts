import { type Id, type Instant, newId } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import { instant, type Statement, statement } from "./statement.ts";

export type NewMail = { runId: Id; profileId: Id; kind: string; payload: Readonly<Record<string, unknown>>; at: Instant };

/**
 * Puts mail into runs' boxes and makes sure that each run is poked once. A poke that waits already is stamped anew (whoever sends it now
 * must not delete it) and becomes a signal: a start that is under way may have read the box before this mail.
 */
export async function addMail(tx: Tx, mail: readonly NewMail[], now: Instant): Promise<void> {
  if (mail.length === 0) return;
  const adding = statement([tx.environmentId]);
  mailPart(adding, mail, now);
  await adding.run(tx, "mail_add", pokeSql);
}

/** The same as parts of a larger statement, whose first parameter is the environment. */
export function mailParts(of: Statement, mail: readonly NewMail[], now: Instant): void {
  if (mail.length === 0) return;
  mailPart(of, mail, now);
  of.part("poked", pokeSql);
}

function mailPart(of: Statement, mail: readonly NewMail[], now: Instant): void {
  const rows = mail.map((one) => ({
    id: newId(now),
    run_id: one.runId,
    profile_id: one.profileId,
    stamp: newId(now),
    kind: one.kind,
    payload: one.payload,
    at: one.at,
  }));
  of.part(
    "letters",
    `SELECT * FROM jsonb_to_recordset(${of.json(rows)}::jsonb) AS x(id uuid, run_id uuid, profile_id uuid, stamp uuid, kind text, payload jsonb, at float8)`,
  );
  of.part(
    "mailed",
    `INSERT INTO mail (environment_id, run_id, id, kind, payload, at) SELECT $1::uuid, run_id, id, kind, payload, ${instant("at")} FROM letters`,
  );
}

const pokeSql = `INSERT INTO poke (environment_id, run_id, profile_id, kind, stamp, due_at)
  SELECT DISTINCT ON (run_id) $1::uuid, run_id, profile_id, CASE kind WHEN 'entered' THEN 'start' ELSE 'signal' END, stamp, now() FROM letters ORDER BY run_id, id
  ON CONFLICT (environment_id, run_id) DO UPDATE SET kind = 'signal', stamp = excluded.stamp, due_at = excluded.due_at, attempts = 0`;

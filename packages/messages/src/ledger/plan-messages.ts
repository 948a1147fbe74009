import { type Id, newId } from "@journeyman/core";
import type { PlanSettings } from "@journeyman/journey";
import type { PlannedMessage } from "@journeyman/journey/machine";
import { nilId, sqlJson, type Tx } from "@journeyman/store";
import type { MessageSettings } from "./settings.ts";
import { type MessageState, outcomeOf } from "./states.ts";

/** The run that a plan is made for, as its advance holds it. */
export type PlanningRun = {
  runId: Id;
  profileId: Id;
  journeyId: Id;
  versionId: Id;
  /** The plan's: what it says of the workspace's quiet hours and cap. */
  settings?: Pick<PlanSettings, "quietHours" | "cap" | "timeZone">;
};

/** A planned message. `state` is `planned`, or `suppressed` when the person has no address: then its mail lies in the run's box. */
export type PlannedRow = { id: Id; node: string; visit: number; channel: string; state: MessageState; endpoint: Id };

/**
 * Writes the ledger rows of what an advance wants sent, in the advance's own transaction and before anything is called. One row a
 * (run, node, visit, channel, endpoint), whatever happens: planning again finds the row that is there. A run whose message
 * has no address gets its mail, and a poke, at once.
 *
 * A message of a step without a topic is transactional when its template is approved as such now; else it is marketing without a
 * topic, which consent refuses, and says so.
 */
export async function planMessages(tx: Tx, run: PlanningRun, planned: readonly PlannedMessage[]): Promise<PlannedRow[]> {
  if (planned.length === 0) return [];
  const now = tx.now();
  const rows = planned.map((message) => ({
    id: newId(now),
    mail_id: newId(now),
    node: message.node,
    visit: message.visit,
    channel: message.channel,
    contact: message.channel === "sms" ? "phone" : "email",
    template: message.template,
    topic: message.topic ?? null,
    expires_at: message.expiresAt ?? null,
    settings: {
      quietHours: message.quietHours,
      ...(message.overrides ? { overrides: message.overrides } : {}),
      ...(run.settings ? { journey: journeyOf(run.settings) } : {}),
    } satisfies MessageSettings,
  }));
  return tx.query<PlannedRow>("message_plan", sql, [
    tx.environmentId,
    run.runId,
    run.profileId,
    run.journeyId,
    run.versionId,
    sqlJson(rows),
    now,
    nilId,
    sqlJson(outcomeOf("suppressed", "no-address")),
    newId(now),
  ]);
}

function journeyOf({ quietHours, cap, timeZone }: NonNullable<PlanningRun["settings"]>): MessageSettings["journey"] {
  return { quietHours, cap, ...(timeZone === undefined ? {} : { timeZone }) };
}

const sql = `
WITH wanted AS (
  SELECT x.*, coalesce(c.id, $8::uuid) AS endpoint, t.id AS template_id, t.current_version_id,
    CASE WHEN x.topic IS NULL AND t.transactional THEN 'transactional' ELSE 'marketing' END AS class
  FROM jsonb_to_recordset($6::jsonb)
    AS x(id uuid, mail_id uuid, node text, visit int, channel text, contact text, template text, topic text, expires_at float8, settings jsonb)
  LEFT JOIN template t ON t.environment_id = $1 AND t.key = x.template
  LEFT JOIN LATERAL (
    SELECT c.id FROM contact_point c
    WHERE c.environment_id = $1 AND c.profile_id = $3 AND c.kind = x.contact AND c.active
    ORDER BY c.created_at DESC, c.id DESC LIMIT 1
  ) c ON true
), planned AS (
  INSERT INTO message (environment_id, run_id, id, node, visit, channel, endpoint, profile_id, journey_id, version_id, template_id,
    template_version_id, topic, class, state, reason, settings, expires_at, planned_at, final_at)
  SELECT $1, $2, id, node, visit, channel, endpoint, $3, $4, $5, template_id, current_version_id, topic, class,
    CASE WHEN endpoint = $8 THEN 'suppressed' ELSE 'planned' END, CASE WHEN endpoint = $8 THEN 'no-address' END,
    settings, to_timestamp(expires_at / 1000), to_timestamp($7::float8 / 1000), CASE WHEN endpoint = $8 THEN to_timestamp($7::float8 / 1000) END
  FROM wanted
  ON CONFLICT (environment_id, run_id, node, visit, channel, endpoint) DO NOTHING
  RETURNING id, node, visit, channel, state, endpoint
), mailed AS (
  INSERT INTO mail (environment_id, run_id, id, kind, payload, at)
  SELECT $1, $2, w.mail_id, 'message', jsonb_build_object('node', w.node, 'visit', w.visit, 'result', $9::jsonb), to_timestamp($7::float8 / 1000)
  FROM wanted w JOIN planned p ON p.id = w.id WHERE p.state = 'suppressed'
  RETURNING id
), poked AS (
  INSERT INTO poke (environment_id, run_id, profile_id, kind, stamp, due_at)
  SELECT $1, $2, $3, 'signal', $10, now() FROM mailed LIMIT 1
  ON CONFLICT (environment_id, run_id) DO UPDATE SET kind = 'signal', stamp = excluded.stamp, due_at = excluded.due_at, attempts = 0
  RETURNING run_id
)
SELECT id, node, visit, channel, state, endpoint, (SELECT count(pg_notify('journeyman_poke', $1::text || ':' || run_id)) FROM poked) AS poked
FROM planned
UNION ALL
SELECT m.id, m.node, m.visit, m.channel, m.state, m.endpoint, 0
FROM wanted w JOIN message m ON m.environment_id = $1 AND m.run_id = $2 AND m.node = w.node AND m.visit = w.visit AND m.channel = w.channel
  AND m.endpoint = w.endpoint`;

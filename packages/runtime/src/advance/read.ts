import type { Id, Instant, JsonObject } from "@journeyman/core";
import type { EventFact } from "@journeyman/expressions";
import type { Mail, RunState } from "@journeyman/journey/machine";
import type { Tx } from "@journeyman/store";

/** A message of the run as the advance needs it: where it stands, and when it may move. */
export type LedgerRow = {
  id: Id;
  node: string;
  visit: number;
  channel: string;
  state: string;
  heldUntil: Instant | null;
  leaseUntil: Instant | null;
  delivered: boolean;
  opened: boolean;
  clicked: boolean;
  bounced: boolean;
};

/** What is kept of the last answer; durations are made of it when it is given. */
export type KeptAnswer = {
  next: "wait" | "exit" | "closed";
  /** When to look again. */
  alarm?: Instant;
  /** The part of it that is the machine's own: a timeout, the end of the longest life. */
  machine?: Instant;
};

export type RunRow = {
  journeyId: Id;
  versionId: Id;
  profileId: Id;
  keyHash: string;
  status: "active" | "paused" | "stuck" | "ended";
  state: RunState | null;
  seq: number;
  answer: KeptAnswer | null;
  wakeAt: Instant | null;
  fromPosition: number;
  enteredAt: Instant;
};

export type ProfileRow = {
  traits: JsonObject;
  /** There are traits that only the person's key opens. */
  hasSealed: boolean;
  time_zone: string | null;
  locale: string | null;
  country: string | null;
  position: number;
};

/** All that one move reads, at one moment after the lock. */
export type Scene = {
  runId: Id;
  now: Instant;
  run: RunRow;
  profile: ProfileRow;
  workspaceZone: string;
  trigger: EventFact | null;
  mail: Mail[];
  messages: LedgerRow[];
  /** Events of this person that are committed and not yet routed. */
  inbox: boolean;
};

/**
 * Nothing is joined: each row is looked up by its key. Given two tables to join, Postgres may choose by the statistics of a day when they were
 * empty, and start with everybody.
 */
const sql = `
WITH r AS MATERIALIZED (SELECT * FROM run WHERE environment_id = $1 AND id = $2)
SELECT
  jsonb_build_object(
    'journeyId', r.journey_id, 'versionId', r.version_id, 'profileId', r.profile_id, 'keyHash', encode(r.key_hash, 'hex'), 'status', r.status,
    'state', r.state, 'seq', r.seq, 'answer', r.answer, 'wakeAt', floor(extract(epoch FROM r.wake_at) * 1000),
    'fromPosition', r.from_position, 'enteredAt', floor(extract(epoch FROM r.entered_at) * 1000)) AS run,
  (SELECT jsonb_build_object('traits', p.traits, 'time_zone', p.time_zone, 'locale', p.locale, 'country', p.country, 'position', p.position,
       'hasSealed', p.sealed IS NOT NULL) FROM profile p WHERE p.environment_id = $1 AND p.id = $3) AS profile,
  (SELECT w.time_zone FROM workspace w WHERE w.id = (SELECT n.workspace_id FROM environment n WHERE n.id = $1)) AS "workspaceZone",
  (SELECT jsonb_build_object('id', e.id, 'name', e.name, 'at', floor(extract(epoch FROM e.at) * 1000), 'position', e.position, 'properties', e.properties)
     FROM event e WHERE e.environment_id = $1 AND e.id = r.trigger_event_id) AS trigger,
  (SELECT jsonb_agg(m.payload || jsonb_build_object('id', m.id, 'kind', m.kind, 'at', floor(extract(epoch FROM m.at) * 1000)) ORDER BY m.id)
     FROM mail m WHERE m.environment_id = $1 AND m.run_id = $2) AS mail,
  (SELECT jsonb_agg(jsonb_build_object('id', l.id, 'node', l.node, 'visit', l.visit, 'channel', l.channel, 'state', l.state,
       'heldUntil', ceil(extract(epoch FROM l.held_until) * 1000), 'leaseUntil', ceil(extract(epoch FROM l.lease_until) * 1000),
       'delivered', l.delivered_at IS NOT NULL, 'opened', l.opened_at IS NOT NULL, 'clicked', l.clicked_at IS NOT NULL,
       'bounced', l.bounced_at IS NOT NULL) ORDER BY l.id)
     FROM message l WHERE l.environment_id = $1 AND l.run_id = $2) AS messages,
  EXISTS (SELECT 1 FROM inbox i WHERE i.environment_id = $1 AND i.profile_id = $3 AND i.failed_at IS NULL) AS inbox
FROM r`;

type Row = Omit<Scene, "now" | "runId" | "profile" | "mail" | "messages"> & {
  profile: ProfileRow | null;
  mail: Mail[] | null;
  messages: LedgerRow[] | null;
};

/** As it is for this person; undefined when the run or the person is gone. Only `run` counts when the run is another's by now. */
export async function readScene(tx: Tx, runId: Id, profileId: Id): Promise<Scene | undefined> {
  const [row] = await tx.query<Row>("advance_read", sql, [tx.environmentId, runId, profileId]);
  if (!row?.profile) return undefined;
  return { ...row, runId, now: tx.now(), profile: row.profile, mail: row.mail ?? [], messages: row.messages ?? [] };
}

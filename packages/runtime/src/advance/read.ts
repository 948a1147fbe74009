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
  sealed: Buffer | null;
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

const sql = `
SELECT
  jsonb_build_object(
    'journeyId', r.journey_id, 'versionId', r.version_id, 'profileId', r.profile_id, 'keyHash', encode(r.key_hash, 'hex'), 'status', r.status,
    'state', r.state, 'seq', r.seq, 'answer', r.answer, 'wakeAt', floor(extract(epoch FROM r.wake_at) * 1000),
    'fromPosition', r.from_position, 'enteredAt', floor(extract(epoch FROM r.entered_at) * 1000)) AS run,
  jsonb_build_object('traits', p.traits, 'time_zone', p.time_zone, 'locale', p.locale, 'country', p.country, 'position', p.position) AS profile,
  p.sealed,
  w.time_zone AS "workspaceZone",
  (SELECT jsonb_build_object('id', e.id, 'name', e.name, 'at', floor(extract(epoch FROM e.at) * 1000), 'position', e.position, 'properties', e.properties)
     FROM event e WHERE e.environment_id = $1 AND e.id = r.trigger_event_id) AS trigger,
  (SELECT jsonb_agg(m.payload || jsonb_build_object('id', m.id, 'kind', m.kind, 'at', floor(extract(epoch FROM m.at) * 1000)) ORDER BY m.id)
     FROM mail m WHERE m.environment_id = $1 AND m.run_id = $2) AS mail,
  (SELECT jsonb_agg(jsonb_build_object('id', l.id, 'node', l.node, 'visit', l.visit, 'channel', l.channel, 'state', l.state,
       'heldUntil', floor(extract(epoch FROM l.held_until) * 1000), 'leaseUntil', ceil(extract(epoch FROM l.lease_until) * 1000),
       'delivered', l.delivered_at IS NOT NULL, 'opened', l.opened_at IS NOT NULL, 'clicked', l.clicked_at IS NOT NULL,
       'bounced', l.bounced_at IS NOT NULL) ORDER BY l.id)
     FROM message l WHERE l.environment_id = $1 AND l.run_id = $2) AS messages,
  EXISTS (SELECT 1 FROM inbox i WHERE i.environment_id = $1 AND i.profile_id = r.profile_id AND i.failed_at IS NULL) AS inbox
FROM run r
JOIN profile p ON p.environment_id = $1 AND p.id = r.profile_id
JOIN environment n ON n.id = $1
JOIN workspace w ON w.id = n.workspace_id
WHERE r.environment_id = $1 AND r.id = $2`;

type Row = Omit<Scene, "now" | "runId" | "profile" | "mail" | "messages"> & {
  profile: Omit<ProfileRow, "sealed">;
  sealed: Buffer | null;
  mail: Mail[] | null;
  messages: LedgerRow[] | null;
};

/** Undefined when the run or its person is gone. */
export async function readScene(tx: Tx, runId: Id): Promise<Scene | undefined> {
  const [row] = await tx.query<Row>("advance_read", sql, [tx.environmentId, runId]);
  if (!row) return undefined;
  const { sealed, ...rest } = row;
  return { ...rest, runId, now: tx.now(), profile: { ...row.profile, sealed }, mail: row.mail ?? [], messages: row.messages ?? [] };
}

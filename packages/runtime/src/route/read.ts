import type { Id, Instant } from "@journeyman/core";
import type { EventRow, IdentityRef, PlacedProfile } from "@journeyman/customers";
import type { Filter } from "@journeyman/expressions";
import type { Tx } from "@journeyman/store";

export type InboxRow = {
  id: Id;
  kind: "event" | "fact";
  factId: Id | null;
  identities: readonly IdentityRef[] | null;
  attempts: number;
  event: EventRow | null;
};

/** A person's inbox, oldest first, and where their events stand. */
export type Inbox = { position: number; redirectTo: Id | null; rows: InboxRow[] };

/** So many rows are routed in one transaction: it holds the person's lock. */
export const inboxBatch = 100;

type JsonEvent = Omit<EventRow, "sealed">;
type InboxQueryRow = Omit<InboxRow, "event"> & { event: JsonEvent | null; sealed: Buffer | null };

export async function readInbox(tx: Tx, profileId: Id): Promise<Inbox | undefined> {
  const rows = await tx.query<Partial<InboxQueryRow> & { position: number; redirectTo: Id | null }>("route_inbox", inboxSql, [
    tx.environmentId,
    profileId,
    inboxBatch,
  ]);
  const [first] = rows;
  if (!first) return undefined;
  const waiting = rows.flatMap((row): InboxRow[] => {
    if (row.id === undefined || row.id === null) return [];
    const { id, kind = "event", factId = null, identities = null, attempts = 0, event = null, sealed = null } = row;
    return [{ id, kind, factId, identities, attempts, event: event && { ...event, sealed } }];
  });
  return { position: first.position, redirectTo: first.redirectTo, rows: waiting };
}

const inboxSql = `SELECT p.position, p.redirect_to AS "redirectTo", i.id, i.kind, i.fact_id AS "factId", i.identities, i.attempts, e.sealed,
  CASE WHEN e.id IS NULL THEN NULL ELSE jsonb_build_object('id', e.id, 'profile_id', e.profile_id, 'type', e.type, 'name', e.name,
    'at', floor(extract(epoch FROM e.at) * 1000), 'received_at', floor(extract(epoch FROM e.received_at) * 1000), 'source_id', e.source_id,
    'properties', e.properties, 'context', e.context, 'historical', e.historical, 'trusted', e.trusted, 'depth', e.depth, 'position', e.position) END AS event
FROM profile p
LEFT JOIN LATERAL (
  SELECT id, kind, event_id, fact_id, identities, attempts FROM inbox
  WHERE environment_id = $1 AND profile_id = $2 AND failed_at IS NULL ORDER BY id LIMIT $3
) i ON true
LEFT JOIN event e ON e.environment_id = $1 AND e.id = i.event_id
WHERE p.environment_id = $1 AND p.id = $2
ORDER BY i.id`;

export type OpenRun = {
  id: Id;
  journeyId: Id;
  versionId: Id;
  status: "active" | "paused" | "stuck" | "ended";
  /** By events' own time: the trigger's, or when the run began if that is earlier. */
  since: Instant;
  /** On its way out: nothing else is to happen to it. */
  exiting: boolean;
  converted: boolean;
};

export type WaitRow = {
  id: Id;
  runId: Id;
  token: string;
  node: string;
  visit: number;
  name: string;
  subject: string;
  filter: Filter | null;
  fromPosition: number;
  since: Instant;
  until: Instant | null;
};

/** A live or paused journey that the event's name may concern. `open`, `lastStart`: of the person's door without a key. */
export type Door = { eventName: string; journeyId: Id; versionId: Id; status: "live" | "paused"; open: boolean; lastStart: Instant | null };

/** What of a person's journeys the events of a batch may concern. */
export type Surroundings = { place: PlacedProfile; workspaceZone: string; runs: OpenRun[]; waits: WaitRow[]; doors: Door[] };

export async function readSurroundings(
  tx: Tx,
  profileId: Id,
  eventNames: readonly string[],
  subjects: readonly string[],
): Promise<Surroundings> {
  const [row] = await tx.query<{
    place: PlacedProfile;
    workspaceZone: string;
    runs: OpenRun[] | null;
    waits: WaitRow[] | null;
    doors: Door[] | null;
  }>("route_surroundings", surroundingsSql, [tx.environmentId, profileId, eventNames, subjects]);
  return {
    place: row?.place ?? { time_zone: null, country: null },
    workspaceZone: row?.workspaceZone ?? "UTC",
    runs: row?.runs ?? [],
    waits: row?.waits ?? [],
    doors: row?.doors ?? [],
  };
}

/** Waits of a visit that nothing has satisfied, in the order in which they were registered. */
const waitsSql = (
  subjects: string,
) => `SELECT jsonb_agg(jsonb_build_object('id', a.id, 'runId', a.run_id, 'token', a.token, 'node', a.node, 'visit', a.visit,
      'name', a.name, 'subject', a.subject, 'filter', a.filter, 'fromPosition', a.from_position, 'since', floor(extract(epoch FROM a.since) * 1000),
      'until', floor(extract(epoch FROM a.until) * 1000)) ORDER BY a.id)
    FROM wait a WHERE a.environment_id = $1 AND a.profile_id = $2 AND a.subject = ANY (${subjects}::text[]) AND a.satisfied_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM wait s WHERE s.environment_id = $1 AND s.run_id = a.run_id AND s.token = a.token AND s.satisfied_at IS NOT NULL)
      AND NOT EXISTS (SELECT 1 FROM mail m WHERE m.environment_id = $1 AND m.run_id = a.run_id AND m.kind IN ('exit', 'cancel'))`;

export async function readWaits(tx: Tx, profileId: Id, subjects: readonly string[]): Promise<WaitRow[]> {
  const [row] = await tx.query<{ waits: WaitRow[] | null }>("route_waits", `SELECT (${waitsSql("$3")}) AS waits`, [
    tx.environmentId,
    profileId,
    subjects,
  ]);
  return row?.waits ?? [];
}

/** Ended runs come along only where one of the events may still convert them. */
const surroundingsSql = `SELECT
  jsonb_build_object('time_zone', p.time_zone, 'country', p.country) AS place,
  w.time_zone AS "workspaceZone",
  (SELECT jsonb_agg(jsonb_build_object('id', r.id, 'journeyId', r.journey_id, 'versionId', r.version_id, 'status', r.status,
      'since', floor(extract(epoch FROM least(r.entered_at, (SELECT t.at FROM event t WHERE t.environment_id = $1 AND t.id = r.trigger_event_id))) * 1000),
      'exiting', EXISTS (SELECT 1 FROM mail m WHERE m.environment_id = $1 AND m.run_id = r.id AND m.kind IN ('exit', 'cancel')),
      'converted', EXISTS (SELECT 1 FROM conversion c WHERE c.environment_id = $1 AND c.run_id = r.id)) ORDER BY r.id)
    FROM run r
    WHERE r.environment_id = $1 AND r.profile_id = $2 AND NOT r.preview AND (r.status <> 'ended' OR EXISTS (
      SELECT 1 FROM version v WHERE v.environment_id = $1 AND v.id = r.version_id AND v.plan -> 'goal' ->> 'event' = ANY ($3::text[])))) AS runs,
  (${waitsSql("$4")}) AS waits,
  (SELECT jsonb_agg(jsonb_build_object('eventName', g.event_name, 'journeyId', g.journey_id, 'versionId', g.version_id, 'status', j.status,
      'open', d.open_run_id IS NOT NULL, 'lastStart', floor(extract(epoch FROM d.last_start) * 1000)) ORDER BY j.created_at, j.id)
    FROM trigger g JOIN journey j ON j.environment_id = $1 AND j.id = g.journey_id
    LEFT JOIN entry d ON d.environment_id = $1 AND d.journey_id = g.journey_id AND d.profile_id = $2 AND d.key_hash = sha256(''::bytea)
    WHERE g.environment_id = $1 AND g.event_name = ANY ($3::text[]) AND j.status IN ('live', 'paused') AND j.live_version_id = g.version_id) AS doors
FROM profile p
JOIN environment n ON n.id = $1
JOIN workspace w ON w.id = n.workspace_id
WHERE p.environment_id = $1 AND p.id = $2`;

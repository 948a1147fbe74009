import type { Id, Instant, JsonObject } from "@journeyman/core";
import type { ConsentAnswer, EventFact, Facts, MessageFact, Reads } from "@journeyman/expressions";
import type { Tx } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";
import { type PlacedTraits, traitsWithPlace } from "../people/place-traits.ts";
import { openTraits } from "../people/profile-row.ts";
import { zoneOf } from "../people/zones.ts";

export type FactsOptions = {
  /** The run whose trigger, messages and variables are read. */
  run?: { id: Id; trigger_event_id: Id | null; variables?: JsonObject };
  journeyZone?: string;
  workspaceZone: string;
};

/** So many of a person's events of one name are looked at, the newest. */
const mostEvents = 10_000;

type Row = PlacedTraits & {
  sealed: Buffer | null;
  events: EventRow[];
  trigger: EventRow | null;
  consent: { subject: string; kind: "email" | "phone"; state: "granted" | "denied" }[];
  messages: MessageFact[];
};
type EventRow = { id: Id; name: string; at: Instant; position: number | null; properties: JsonObject };

/**
 * What `reads` names of one person, in one query (and one more for a person's key that is not in memory, where a sealed trait is asked
 * for). Consent is that of the current contact points: `email` for the e-mail address, `sms` for the phone.
 */
export async function factsFor(tx: Tx, vault: Vault, profileId: Id, reads: Reads, options: FactsOptions): Promise<Facts> {
  const { run } = options;
  const [row] = await tx.query<Row>("customers.facts", sql, [
    tx.environmentId,
    profileId,
    reads.events,
    mostEvents,
    reads.trigger ? (run?.trigger_event_id ?? null) : null,
    reads.topics,
    reads.messages.length > 0 ? (run?.id ?? null) : null,
  ]);
  const events: Record<string, EventFact[]> = Object.fromEntries(reads.events.map((name) => [name, []]));
  for (const event of row?.events ?? []) events[event.name]?.push(fact(event));
  const consent: Record<string, Record<string, ConsentAnswer>> = Object.fromEntries(
    reads.topics.map((topic) => [topic, { email: "none", sms: "none" }]),
  );
  for (const { subject, kind, state } of row?.consent ?? []) {
    const answers = consent[subject];
    if (answers) answers[kind === "email" ? "email" : "sms"] = state;
  }
  const traits = row ? await traitsWithPlace(tx, row) : {};
  const asksSealed = row !== undefined && row.sealed !== null && reads.traits.some((name) => !Object.hasOwn(traits, name));
  return {
    traits,
    sealedTraits: asksSealed ? Object.keys(await openTraits(tx, vault, { id: profileId, sealed: row.sealed })) : [],
    ...(row?.trigger ? { trigger: fact(row.trigger) } : {}),
    events,
    consent,
    messages: row?.messages ?? [],
    variables: run?.variables ?? {},
    zone: zoneOf({ time_zone: row?.time_zone ?? null, country: row?.country ?? null }, options.journeyZone, options.workspaceZone),
  };
}

/** Not routed yet means it has no position; only an event that is being routed is read in that state. */
function fact(row: EventRow): EventFact {
  return {
    id: row.id,
    name: row.name,
    at: Math.floor(row.at),
    position: row.position ?? Number.MAX_SAFE_INTEGER,
    properties: row.properties,
  };
}

const eventJson =
  "json_build_object('id', e.id, 'name', e.name, 'at', extract(epoch FROM e.at) * 1000, 'position', e.position, 'properties', e.properties)";

const sql = `
SELECT p.traits, p.sealed, p.time_zone, p.locale, p.country,
  CASE WHEN cardinality($3::text[]) = 0 THEN '[]'::json ELSE coalesce((
    SELECT json_agg(${eventJson} ORDER BY e.at, e.id)
      FROM unnest($3::text[]) AS n(name)
      CROSS JOIN LATERAL (
        SELECT id, name, at, position, properties FROM event
         WHERE environment_id = $1 AND profile_id = $2 AND name = n.name AND position IS NOT NULL
         ORDER BY at DESC, id DESC LIMIT $4) e), '[]'::json) END AS events,
  CASE WHEN $5::uuid IS NULL THEN NULL ELSE (
    SELECT ${eventJson} FROM event e WHERE e.environment_id = $1 AND e.id = $5) END AS trigger,
  CASE WHEN cardinality($6::text[]) = 0 THEN '[]'::json ELSE coalesce((
    SELECT json_agg(json_build_object('subject', s.subject, 'kind', c.kind,
             'state', CASE WHEN s.expires_at <= clock_timestamp() THEN 'none' ELSE s.state END))
      FROM contact_point c JOIN consent_state s ON s.environment_id = $1 AND s.contact_point_id = c.id AND s.subject = ANY($6)
     WHERE c.environment_id = $1 AND c.profile_id = $2 AND c.active), '[]'::json) END AS consent,
  CASE WHEN $7::uuid IS NULL THEN '[]'::json ELSE coalesce((
    SELECT json_agg(json_build_object('node', m.node, 'state', m.state, 'delivered', m.delivered_at IS NOT NULL, 'opened', m.opened_at IS NOT NULL,
             'clicked', m.clicked_at IS NOT NULL, 'bounced', m.bounced_at IS NOT NULL) ORDER BY m.planned_at)
      FROM message m WHERE m.environment_id = $1 AND m.run_id = $7), '[]'::json) END AS messages
FROM profile p WHERE p.environment_id = $1 AND p.id = $2`;

/** The zone of the workspace the transaction's environment belongs to. */
export async function workspaceZone(tx: Tx): Promise<string> {
  const rows = await tx.query<{ time_zone: string }>(
    "customers.workspace_zone",
    "SELECT w.time_zone FROM environment e JOIN workspace w ON w.id = e.workspace_id WHERE e.id = $1",
    [tx.environmentId],
  );
  return rows[0]?.time_zone ?? "UTC";
}

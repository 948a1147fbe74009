import type { Id, Json, JsonObject } from "@journeyman/core";
import { sqlTime, type Tx } from "@journeyman/store";
import { cleanText } from "../fields/clean.ts";
import type { CollectedEvent, IdentityRef } from "../types.ts";

export type NewEvent = {
  id: Id;
  profileId: Id;
  messageHash: Buffer;
  event: CollectedEvent;
  properties: JsonObject;
  context: JsonObject;
  sealed: Buffer | null;
  identities: readonly IdentityRef[] | null;
};

export type Written = { rows: readonly NewEvent[]; created: readonly Id[]; claims: readonly { ref: IdentityRef; profileId: Id }[] };

/**
 * One statement for all of a batch: people, their identities, event keys, events, inbox. Answers the ids of the events that count; an event
 * whose key was there before leaves nothing. Where another batch bound an identity at the same moment, the event stays with its own new
 * person and the router joins the two. Keys are sorted, so that two batches never wait for each other.
 */
export async function writeEvents(tx: Tx, { rows, created, claims }: Written): Promise<Set<Id>> {
  const sortedClaims = claims.toSorted((a, b) => compare(a.ref.kind + a.ref.hash, b.ref.kind + b.ref.hash));
  const sorted = rows.toSorted((a, b) => Buffer.compare(a.messageHash, b.messageHash) || compare(a.id, b.id));
  const newPeople = new Set(created);
  const column = <T>(read: (row: NewEvent) => T): T[] => sorted.map(read);
  const written = await tx.query<{ event_id: Id }>("customers.write_events", sql, [
    tx.environmentId,
    sqlTime(tx.now()),
    sortedClaims.map(({ ref }) => ref.kind),
    sortedClaims.map(({ ref }) => Buffer.from(ref.hash, "hex")),
    sortedClaims.map(({ profileId }) => profileId),
    sortedClaims.map(({ ref }) => ref.value),
    column((row) => row.messageHash),
    column((row) => row.id),
    column((row) => row.profileId),
    column((row) => newPeople.has(row.profileId)),
    column((row) => row.event.type),
    column((row) => cleanText(row.event.name)),
    column((row) => sqlTime(row.event.at)),
    column((row) => row.event.sourceId),
    column((row) => text(row.properties)),
    column((row) => row.sealed),
    column((row) => text(row.context)),
    column((row) => row.event.historical),
    column((row) => row.event.trusted),
    column((row) => row.event.depth),
    column((row) => (row.identities === null ? null : JSON.stringify(row.identities))),
  ]);
  return new Set(written.map((row) => row.event_id));
}

// `IN (…) IS TRUE` is looked up in a hash; as a plain join a prepared plan takes the lists for ten rows long and compares each with each.
const sql = `
WITH given AS (
  SELECT * FROM unnest($7::bytea[], $8::uuid[], $9::uuid[], $10::boolean[], $11::text[], $12::text[], $13::timestamptz[], $14::uuid[], $15::text[],
                       $16::bytea[], $17::text[], $18::boolean[], $19::boolean[], $20::int[], $21::text[])
    AS g(message_hash, id, profile_id, new_person, type, name, at, source_id, properties, sealed, context, historical, trusted, depth, identities)
), counted AS (
  INSERT INTO event_key (environment_id, message_hash, event_id)
  SELECT $1, message_hash, id FROM given
  ON CONFLICT DO NOTHING
  RETURNING event_id
), fresh AS MATERIALIZED (
  SELECT * FROM given WHERE (id IN (SELECT event_id FROM counted)) IS TRUE
), people AS (
  INSERT INTO profile (environment_id, id, created_at, first_seen_at, last_seen_at)
  SELECT $1, profile_id, $2, min(at), max(at) FROM fresh WHERE new_person GROUP BY profile_id
), bound AS (
  INSERT INTO identity (environment_id, kind, value_hash, profile_id, value)
  SELECT $1, b.kind, b.value_hash, b.profile_id, b.value
    FROM unnest($3::text[], $4::bytea[], $5::uuid[], $6::text[]) AS b(kind, value_hash, profile_id, value)
   WHERE (b.profile_id IN (SELECT profile_id FROM fresh)) IS TRUE
  ON CONFLICT DO NOTHING
), kept AS (
  INSERT INTO event (environment_id, id, profile_id, type, name, at, received_at, source_id, properties, sealed, context, historical, trusted, depth)
  SELECT $1, id, profile_id, type, name, at, $2, source_id, properties::jsonb, sealed, context::jsonb, historical, trusted, depth FROM fresh
), queued AS (
  INSERT INTO inbox (environment_id, profile_id, id, kind, event_id, identities, created_at)
  SELECT $1, profile_id, id, 'event', id, identities::jsonb, $2 FROM fresh
)
SELECT event_id FROM counted`;

function text(value: Json): string {
  return JSON.stringify(value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

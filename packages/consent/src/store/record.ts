import { type Id, type Instant, newId } from "@journeyman/core";
import { sqlJson, type Tx } from "@journeyman/store";

export type ConsentMethod = "api" | "category-preferences" | "one-click" | "unsubscribe-page" | "stop" | "start" | "staff";

/** The subject of a refusal of a whole channel: STOP, or "nothing by e-mail at all". */
export const channelSubject = "channel";

/** What a person said, with its proof. `at` is when they said so. */
export type ConsentRecord = {
  profileId: Id;
  /** Null: said before any address was known; recorded, never applied. */
  contactPointId: Id | null;
  /** A topic's key, or `channel`. */
  subject: string;
  state: "granted" | "denied";
  basis: "consent" | "legitimate-interest" | "contract";
  wording?: string | null;
  wordingVersion?: number | null;
  language?: string | null;
  method: ConsentMethod;
  sourceId?: Id | null;
  actorId?: Id | null;
  eventId?: Id | null;
  at: Instant;
  expiresAt?: Instant | null;
};

export type RecordedConsent = { id: Id; contactPointId: Id | null; subject: string; changed: boolean };

/**
 * Appends records and brings the answer that they give up to date, in one statement. Call it under the person lock: that, and the claim's
 * reading under the same lock, is why no message is claimed after a withdrawal was committed.
 *
 * The later `at` wins; at the same moment a refusal wins. A moment that has not come yet (a clock that is ahead) counts as now, or
 * a grant from tomorrow would beat today's withdrawal. `changed`: whether the answer is this record's now.
 */
export async function recordConsent(tx: Tx, records: readonly ConsentRecord[]): Promise<RecordedConsent[]> {
  if (records.length === 0) return [];
  const now = tx.now();
  const rows = records.map((record) => ({
    id: newId(now),
    profile_id: record.profileId,
    contact_point_id: record.contactPointId,
    subject: record.subject,
    state: record.state,
    basis: record.basis,
    wording: record.wording ?? null,
    wording_version: record.wordingVersion ?? null,
    language: record.language ?? null,
    method: record.method,
    source_id: record.sourceId ?? null,
    actor_id: record.actorId ?? null,
    event_id: record.eventId ?? null,
    at: Math.min(record.at, now),
    expires_at: record.expiresAt ?? null,
  }));
  const changed = new Set(
    (await tx.query<{ consent_id: Id }>("consent_record", sql, [tx.environmentId, sqlJson(rows), now])).map((row) => row.consent_id),
  );
  return rows.map((row) => ({ id: row.id, contactPointId: row.contact_point_id, subject: row.subject, changed: changed.has(row.id) }));
}

const sql = `
WITH said AS (
  SELECT x.*, to_timestamp(x.at / 1000) AS said_at, to_timestamp(x.expires_at / 1000) AS ends_at
  FROM jsonb_to_recordset($2::jsonb) AS x(id uuid, profile_id uuid, contact_point_id uuid, subject text, state text, basis text, wording text,
    wording_version int, language text, method text, source_id uuid, actor_id uuid, event_id uuid, at float8, expires_at float8)
), appended AS (
  INSERT INTO consent (environment_id, id, profile_id, contact_point_id, subject, state, basis, wording, wording_version, language, method,
    source_id, actor_id, event_id, at, recorded_at, expires_at)
  SELECT $1, id, profile_id, contact_point_id, subject, state, basis, wording, wording_version, language, method, source_id, actor_id, event_id,
    said_at, to_timestamp($3::float8 / 1000), ends_at
  FROM said
)
INSERT INTO consent_state AS now (environment_id, contact_point_id, subject, state, consent_id, at, expires_at)
SELECT DISTINCT ON (contact_point_id, subject) $1::uuid, contact_point_id, subject, state, id, said_at, ends_at
FROM said WHERE contact_point_id IS NOT NULL
ORDER BY contact_point_id, subject, said_at DESC, state = 'denied' DESC, id DESC
ON CONFLICT (environment_id, contact_point_id, subject) DO UPDATE
SET state = excluded.state, consent_id = excluded.consent_id, at = excluded.at, expires_at = excluded.expires_at
WHERE excluded.at > now.at OR (excluded.at = now.at AND (excluded.state = 'denied' OR now.state = 'granted'))
RETURNING consent_id`;

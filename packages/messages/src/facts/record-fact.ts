import type { FactKind } from "@journeyman/channels/providers";
import { type Id, type Instant, type JsonObject, newId } from "@journeyman/core";
import { nilId, sqlJson, sqlTime, type Tx } from "@journeyman/store";

/** Something a provider or a person told us of a message. */
export type NewFact = {
  /** Absent: one of our own links. */
  providerId?: Id;
  /** Unique with the provider; a fact told twice is one fact. */
  providerEventId: string;
  kind: FactKind;
  /** Our ids, where the teller knows them. */
  messageId?: Id;
  runId?: Id;
  providerMessageId?: string;
  /** A scanner's click, a privacy proxy's open: kept and not counted. */
  automatic?: boolean;
  /** Without personal data. `permanent: true` on a bounce means that the address takes no mail at all. */
  detail?: JsonObject;
  at?: Instant;
  /** Of a message without a person: it is kept, and no inbox takes it. */
  ofNobody?: boolean;
};

export type RecordedFact = { factId: Id; duplicate: boolean; runId: Id | null; messageId: Id | null; profileId: Id | null };

/**
 * Keeps a fact and puts it into its person's inbox, from where it is applied in the order of arrival with everything else that happens to
 * that person. One that comes before we know its message (the provider was quicker than our own outcome) is kept and matched later.
 */
export async function recordFact(tx: Tx, fact: NewFact): Promise<RecordedFact> {
  const now = tx.now();
  const id = newId(now);
  const [row] = await tx.query<{ runId: Id | null; messageId: Id | null; profileId: Id | null; fresh: boolean }>(
    "message_record_fact",
    sql,
    [
      tx.environmentId,
      id,
      fact.providerId ?? nilId,
      fact.providerEventId,
      fact.kind,
      fact.messageId ?? null,
      fact.providerMessageId ?? null,
      fact.automatic ?? false,
      sqlJson(fact.detail ?? {}),
      sqlTime(Math.min(fact.at ?? now, now)),
      sqlTime(now),
      fact.runId ?? null,
      fact.ofNobody ?? false,
    ],
  );
  return {
    factId: id,
    duplicate: !row?.fresh,
    runId: row?.runId ?? null,
    messageId: row?.messageId ?? null,
    profileId: row?.profileId ?? null,
  };
}

// A provider's id counts for the messages of that provider only. The inbox row takes the fact's id: it is of the same moment.
const sql = `
WITH message_of AS (
  SELECT run_id, id, profile_id FROM message
  WHERE environment_id = $1 AND ($12::uuid IS NULL OR run_id = $12) AND $6::uuid IS NOT NULL AND id = $6
  UNION ALL
  SELECT run_id, id, profile_id FROM message
  WHERE environment_id = $1 AND $6::uuid IS NULL AND provider_message_id = $7 AND provider_id = $3
  LIMIT 1
), kept AS (
  INSERT INTO message_fact (environment_id, id, provider_id, provider_event_id, kind, run_id, message_id, provider_message_id, automatic, detail, at, received_at)
  SELECT $1, $2, $3, $4, $5, m.run_id, m.id, $7, $8, $9::jsonb, $10::timestamptz, $11::timestamptz
  FROM (SELECT 1) one LEFT JOIN message_of m ON true
  ON CONFLICT (environment_id, provider_id, provider_event_id) DO NOTHING
  RETURNING id
), boxed AS (
  INSERT INTO inbox (environment_id, profile_id, id, kind, fact_id) SELECT $1, m.profile_id, kept.id, 'fact', kept.id FROM kept, message_of m WHERE NOT $13
  RETURNING profile_id
)
SELECT m.run_id AS "runId", m.id AS "messageId", m.profile_id AS "profileId", EXISTS (SELECT 1 FROM kept) AS fresh,
  (SELECT count(pg_notify('journeyman_inbox', $1::text || ':' || profile_id)) FROM boxed) AS told
FROM (SELECT 1) one LEFT JOIN message_of m ON true`;

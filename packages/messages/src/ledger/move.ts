import type { Decision } from "@journeyman/consent";
import { type Id, type Instant, newId } from "@journeyman/core";
import { sqlJson, sqlTime, type Tx } from "@journeyman/store";
import type { MessageMail } from "./mail.ts";
import { isFinal, type MessageState, outcomeOf, sourcesOf } from "./states.ts";

/** One message's step from state to state, with what it brings along. Everything left out stays as it is. */
export type Move = {
  runId: Id;
  id: Id;
  to: MessageState;
  /** The database's clock. */
  at: Instant;
  reason: string | null;
  /** Narrower than the table of moves. */
  from?: readonly MessageState[];
  /** Only while this claim is the last one. */
  claimId?: Id;
  /** Only while it belongs to this person: whose lock is held. */
  profileId?: Id;
  /** Only while the run is active, nothing in its mailbox ends or pauses it, and the message's time has come. */
  runnable?: boolean;
  /** When to decide anew (held) or to try again (planned). */
  heldUntil?: Instant;
  claim?: { id: Id; leaseUntil: Instant };
  class?: "marketing" | "transactional";
  decision?: Decision;
  /** Claims so far count one more, or one less when a claim was given back unused. */
  attempts?: 1 | -1;
  providerId?: Id;
  providerMessageId?: string;
  templateVersionId?: Id;
  /** Sealed. */
  rendered?: Uint8Array;
  subject?: Uint8Array;
  error?: string;
  /** The run's next advance is made by the caller, so nobody needs to be woken. */
  inline?: boolean;
};

export type Moved = {
  was: MessageState;
  state: MessageState;
  node: string;
  visit: number;
  profileId: Id;
  attempts: number;
  mail?: MessageMail;
};

/**
 * The only statement that changes a message's state. Answers undefined when the move is not legal from where the message stands, or
 * one of the conditions does not hold; then nothing was changed.
 *
 * In the same statement the run gets its `message` mail when the message ends for it (once: from `unknown` on, the run has gone on),
 * a poke unless the caller advances inline, and facts that came before the provider's id was known are put into the person's inbox.
 */
export async function move(tx: Tx, change: Move): Promise<Moved | undefined> {
  const result = outcomeOf(change.to, change.reason);
  const mailId = newId(change.at);
  const [row] = await tx.query<Omit<Moved, "mail" | "state"> & { mailed: boolean }>("message_move", sql, [
    tx.environmentId,
    change.runId,
    change.id,
    change.to,
    legal(change),
    sqlTime(change.at),
    change.reason,
    sqlTime(change.heldUntil),
    change.claimId ?? null,
    change.profileId ?? null,
    change.runnable ?? false,
    change.claim?.id ?? null,
    sqlTime(change.claim?.leaseUntil),
    change.class ?? null,
    sqlJson(change.decision),
    change.attempts ?? 0,
    change.providerId ?? null,
    change.providerMessageId ?? null,
    change.templateVersionId ?? null,
    change.rendered ?? null,
    change.subject ?? null,
    change.error ?? null,
    isFinal(change.to),
    mailId,
    sqlJson(result),
    newId(change.at),
    !change.inline,
  ]);
  if (!row) return undefined;
  const { mailed, ...rest } = row;
  const mail =
    mailed && result ? { id: mailId, at: change.at, kind: "message" as const, node: row.node, visit: row.visit, result } : undefined;
  return { ...rest, state: change.to, ...(mail ? { mail } : {}) };
}

function legal(change: Move): readonly MessageState[] {
  const sources = sourcesOf(change.to);
  return change.from ? sources.filter((state) => change.from?.includes(state)) : sources;
}

const sql = `
WITH moved AS (
  UPDATE message m SET
    state = $4, reason = $7, held_until = $8::timestamptz,
    claim_id = CASE WHEN $4::text = 'planned' THEN NULL ELSE coalesce($12, m.claim_id) END,
    claimed_at = CASE WHEN $4::text = 'claimed' THEN $6::timestamptz ELSE m.claimed_at END,
    lease_until = CASE WHEN $4::text = 'claimed' THEN $13::timestamptz WHEN $4::text = 'planned' THEN NULL ELSE m.lease_until END,
    class = coalesce($14, m.class), decision = coalesce($15::jsonb, m.decision), attempts = m.attempts + $16::int,
    provider_id = coalesce($17, m.provider_id), provider_message_id = coalesce($18, m.provider_message_id),
    template_version_id = coalesce($19, m.template_version_id),
    rendered = CASE WHEN $23::boolean THEN NULL ELSE coalesce($20::bytea, m.rendered) END, subject_sealed = coalesce($21::bytea, m.subject_sealed),
    error = CASE WHEN $4::text = 'accepted' THEN NULL ELSE coalesce($22, m.error) END,
    accepted_at = CASE WHEN $4::text = 'accepted' THEN $6::timestamptz ELSE m.accepted_at END,
    final_at = CASE WHEN $23::boolean THEN $6::timestamptz ELSE m.final_at END
  FROM message o
  JOIN run r ON r.environment_id = $1 AND r.id = $2
  WHERE o.environment_id = $1 AND o.run_id = $2 AND o.id = $3
    AND m.environment_id = $1 AND m.run_id = $2 AND m.id = $3
    AND m.state = ANY($5::text[])
    AND ($9::uuid IS NULL OR m.claim_id = $9)
    AND ($10::uuid IS NULL OR m.profile_id = $10)
    AND (NOT $11::boolean OR (
      r.status = 'active' AND (m.held_until IS NULL OR m.held_until <= $6::timestamptz)
      AND NOT EXISTS (SELECT 1 FROM mail x WHERE x.environment_id = $1 AND x.run_id = $2 AND x.kind IN ('exit', 'cancel'))
      AND coalesce((SELECT x.kind FROM mail x WHERE x.environment_id = $1 AND x.run_id = $2 AND x.kind IN ('pause', 'resume')
        ORDER BY x.id DESC LIMIT 1), 'resume') = 'resume'))
  RETURNING o.state AS was, m.node, m.visit, m.profile_id, m.provider_id, m.attempts, (r.status <> 'ended' AND NOT r.preview) AS running
), mailed AS (
  INSERT INTO mail (environment_id, run_id, id, kind, payload, at)
  SELECT $1, $2, $24, 'message', jsonb_build_object('node', node, 'visit', visit, 'result', $25::jsonb), $6::timestamptz
  FROM moved WHERE $25::jsonb IS NOT NULL AND running AND was IN ('planned', 'held', 'claimed')
  RETURNING id
), poked AS (
  INSERT INTO poke (environment_id, run_id, profile_id, kind, stamp, due_at)
  SELECT $1, $2, moved.profile_id, 'signal', $26, now() FROM moved, mailed WHERE $27::boolean
  ON CONFLICT (environment_id, run_id) DO UPDATE SET kind = 'signal', stamp = excluded.stamp, due_at = excluded.due_at, attempts = 0
  RETURNING run_id
), matched AS (
  UPDATE message_fact f SET message_id = $3, run_id = $2
  FROM moved WHERE f.environment_id = $1 AND f.provider_message_id = $18 AND f.provider_id = moved.provider_id AND f.message_id IS NULL
  RETURNING f.id, moved.profile_id
), inboxed AS (
  INSERT INTO inbox (environment_id, profile_id, id, kind, fact_id) SELECT $1, profile_id, id, 'fact', id FROM matched
  ON CONFLICT (environment_id, id) DO NOTHING RETURNING profile_id
)
SELECT was, node, visit, profile_id AS "profileId", attempts, EXISTS (SELECT 1 FROM mailed) AS mailed,
  (SELECT count(pg_notify('journeyman_poke', $1::text || ':' || run_id)) FROM poked) AS poked,
  (SELECT count(pg_notify('journeyman_inbox', $1::text || ':' || profile_id)) FROM inboxed) AS inboxed
FROM moved`;

import { randomBytes } from "node:crypto";
import { type Id, JourneymanError, type Json } from "@journeyman/core";
import { nilId, sqlJson, sqlTime, type Tx } from "@journeyman/store";
import { type ChainedRow, chainHash, chainStart, commit } from "./chain.ts";

export type AuditEntry = {
  actorKind: "user" | "api_key" | "system";
  actorId: Id | null;
  /** `journey.publish`, `session.create`, `profile.view` … */
  action: string;
  subjectKind?: string | null;
  subjectId?: string | null;
  /** Ids and settings, no contact data. Lies apart and can be shredded. */
  detail?: { [key: string]: Json | undefined };
};

/**
 * Appends to the organisation's chain, inside the transaction of what it tells about: both are kept, or neither. It takes the chain's lock
 * until the commit, so call it last.
 */
export async function audit(tx: Tx, entry: AuditEntry): Promise<void> {
  if (tx.organisationId === nilId) throw new JourneymanError("internal", "audit() needs a transaction of a tenant or an organisation.");
  await tx.query("access_audit_lock", "SELECT pg_advisory_xact_lock(hashtextextended('journeyman audit ' || $1::text, 0))", [
    tx.organisationId,
  ]);
  // A statement of its own: it must see what was committed while we waited for the lock.
  const [head] = await tx.query<{ seq: number; hash: string }>(
    "access_audit_head",
    "SELECT seq, hash FROM audit WHERE organisation_id = $1 ORDER BY seq DESC LIMIT 1",
    [tx.organisationId],
  );
  // As the database will give it back: no undefined, dates as text.
  const detail: unknown = JSON.parse(JSON.stringify(entry.detail ?? {}));
  const salt = randomBytes(32).toString("base64url");
  const row: ChainedRow = {
    organisation_id: tx.organisationId,
    seq: (head?.seq ?? 0) + 1,
    environment_id: tx.environmentId === nilId ? null : tx.environmentId,
    at: tx.now(),
    actor_kind: entry.actorKind,
    actor_id: entry.actorId,
    action: entry.action,
    subject_kind: entry.subjectKind ?? null,
    subject_id: entry.subjectId ?? null,
  };
  const previous = head?.hash ?? chainStart;
  const commitment = commit(salt, detail);
  await tx.query(
    "access_audit_append",
    `WITH entry AS (
       INSERT INTO audit (organisation_id, seq, environment_id, at, actor_kind, actor_id, action, subject_kind, subject_id, commitment, previous, hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     )
     INSERT INTO audit_detail (organisation_id, seq, salt, detail) VALUES ($1, $2, $13, $14)`,
    [
      row.organisation_id,
      row.seq,
      row.environment_id,
      sqlTime(row.at),
      row.actor_kind,
      row.actor_id,
      row.action,
      row.subject_kind,
      row.subject_id,
      commitment,
      previous,
      chainHash(previous, row, commitment),
      salt,
      sqlJson(detail),
    ],
  );
}

import { JourneymanError, type Json } from "@journeyman/core";
import { nilId, type Tx } from "@journeyman/store";
import { type ChainedRow, chainHash, chainStart, commit } from "./chain.ts";

export type AuditHead = { seq: number; hash: string };

/** `brokenAt`: the number of the first entry that does not fit. `shredded`: entries whose payload was destroyed; the chain holds without it. */
export type AuditVerdict = { ok: boolean; length: number; brokenAt: string | null; shredded: number };

type Row = ChainedRow & { commitment: string; previous: string; hash: string; salt: string | null; detail: Json };

const batch = 1000;

/**
 * Recomputes the whole chain of the transaction's organisation: every entry follows the one before, says what was hashed, and its payload is
 * what was committed to. That the newest entries were cut off can only be seen against a head that was kept elsewhere: hand it in as `expected`.
 */
export async function verifyAudit(tx: Tx, expected?: AuditHead): Promise<AuditVerdict> {
  if (tx.organisationId === nilId)
    throw new JourneymanError("internal", "verifyAudit() needs a transaction of a tenant or an organisation.");
  let length = 0;
  let shredded = 0;
  let previous = chainStart;
  let reached = expected === undefined;
  const broken = (seq: number): AuditVerdict => ({ ok: false, length, brokenAt: String(seq), shredded });
  for (;;) {
    const rows = await tx.query<Row>(
      "access_audit_verify",
      `SELECT a.organisation_id, a.seq, a.environment_id, a.at, a.actor_kind, a.actor_id, a.action, a.subject_kind, a.subject_id,
              a.commitment, a.previous, a.hash, d.salt, d.detail
       FROM audit a LEFT JOIN audit_detail d ON d.organisation_id = a.organisation_id AND d.seq = a.seq
       WHERE a.organisation_id = $1 AND a.seq > $2 ORDER BY a.seq LIMIT $3`,
      [tx.organisationId, length, batch],
    );
    for (const row of rows) {
      const follows = row.seq === length + 1 && row.previous === previous && row.hash === chainHash(previous, row, row.commitment);
      const intact = row.salt === null || row.commitment === commit(row.salt, row.detail);
      if (!follows || !intact) return broken(length + 1);
      if (row.salt === null) shredded++;
      if (expected?.seq === row.seq) {
        if (expected.hash !== row.hash) return broken(row.seq);
        reached = true;
      }
      previous = row.hash;
      length = row.seq;
    }
    if (rows.length < batch) break;
  }
  return reached ? { ok: true, length, brokenAt: null, shredded } : broken(length + 1);
}

/** The newest entry: keep it somewhere else, and the chain cannot be cut or written anew unseen. Undefined: nothing was audited yet. */
export async function auditHead(tx: Tx): Promise<AuditHead | undefined> {
  const rows = await tx.query<AuditHead>(
    "access_audit_head",
    "SELECT seq, hash FROM audit WHERE organisation_id = $1 ORDER BY seq DESC LIMIT 1",
    [tx.organisationId],
  );
  return rows[0];
}

import { type ConsentMethod, type ConsentRecord, recordConsent } from "@journeyman/consent/store";
import type { Id, Instant } from "@journeyman/core";
import { sqlTime, type Tx } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";

type Row = { id: Id; kind: string; sealed: Buffer; active: boolean; twin: Id | null; rival: boolean };

/**
 * Moves `from`'s addresses to `into`, sealed anew. An address `into` has already stays with `from`, inactive, as the holder of its consent
 * records; a withdrawal on it is recorded on `into`'s, an agreement is not (no proof passes over). Where `into` has a current address of a
 * kind, `from`'s is no longer current.
 */
export async function mergeContactPoints(tx: Tx, vault: Vault, from: Id, into: Id): Promise<void> {
  const rows = await tx.query<Row>(
    "customers.contact_points_to_merge",
    `SELECT c.id, c.kind, c.sealed, c.active, t.id AS twin,
            EXISTS (SELECT 1 FROM contact_point r WHERE r.environment_id = $1 AND r.profile_id = $3 AND r.kind = c.kind AND r.active) AS rival
       FROM contact_point c
       LEFT JOIN contact_point t ON t.environment_id = $1 AND t.profile_id = $3 AND t.kind = c.kind AND t.address_hash = c.address_hash
      WHERE c.environment_id = $1 AND c.profile_id = $2`,
    [tx.environmentId, from, into],
  );
  for (const row of rows) {
    if (row.twin !== null) {
      await carryWithdrawals(tx, row.id, { contactPointId: row.twin, profileId: into });
      await tx.query(
        "customers.retire_twin",
        "UPDATE contact_point SET active = false, replaced_at = coalesce(replaced_at, $3) WHERE environment_id = $1 AND id = $2",
        [tx.environmentId, row.id, sqlTime(tx.now())],
      );
      await tx.query(
        "customers.repoint_messages",
        "UPDATE message SET endpoint = $4 WHERE environment_id = $1 AND profile_id = $2 AND endpoint = $3",
        [tx.environmentId, from, row.id, row.twin],
      );
      continue;
    }
    const active = row.active && !row.rival;
    await tx.query(
      "customers.move_contact_point",
      `UPDATE contact_point SET profile_id = $3, sealed = $4, active = $5, replaced_at = CASE WHEN $5 THEN NULL ELSE coalesce(replaced_at, $6) END
        WHERE environment_id = $1 AND id = $2`,
      [tx.environmentId, row.id, into, await vault.reseal(tx, from, into, row.sealed), active, sqlTime(tx.now())],
    );
  }
}

async function carryWithdrawals(tx: Tx, fromContactPoint: Id, to: { contactPointId: Id; profileId: Id }): Promise<void> {
  const denied = await tx.query<{
    subject: string;
    at: Instant;
    method: ConsentMethod;
    basis: ConsentRecord["basis"];
    event_id: Id | null;
    actor_id: Id | null;
  }>(
    "customers.withdrawals_at",
    `SELECT s.subject, s.at, c.method, c.basis, c.event_id, c.actor_id
       FROM consent_state s JOIN consent c ON c.environment_id = $1 AND c.id = s.consent_id
      WHERE s.environment_id = $1 AND s.contact_point_id = $2 AND s.state = 'denied'`,
    [tx.environmentId, fromContactPoint],
  );
  await recordConsent(
    tx,
    denied.map(({ subject, at, method, basis, event_id, actor_id }) => ({
      ...to,
      subject,
      state: "denied",
      basis,
      method,
      at,
      eventId: event_id,
      actorId: actor_id,
    })),
  );
}

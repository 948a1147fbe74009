import { type Id, JourneymanError } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import type { SuppressionReason } from "../types.ts";

/** An address by the organisation's keyed hash of it: suppression knows no plain ones, and outlives the person's erasure. */
export type SuppressedAddress = { kind: "email" | "phone"; organisationHash: Uint8Array };

/**
 * Puts an address on the organisation's list, for every environment of this one's kind. The graver reason stays: a complaint above
 * all, then an objection (the person's will, which no bounce may hide), then bounces and what the team listed by hand.
 */
export async function suppress(tx: Tx, address: SuppressedAddress, reason: SuppressionReason, messageId?: Id): Promise<void> {
  await tx.query(
    "consent_suppress",
    `INSERT INTO suppression AS s (organisation_id, environment_kind, kind, organisation_hash, reason, environment_id, message_id, at)
     SELECT e.organisation_id, e.kind, $2, $3, $4, e.id, $5, now() FROM environment e WHERE e.id = $1
     ON CONFLICT (organisation_id, environment_kind, kind, organisation_hash) DO UPDATE
     SET reason = excluded.reason, environment_id = excluded.environment_id, message_id = excluded.message_id, at = excluded.at
     WHERE array_position($6::text[], excluded.reason) < array_position($6::text[], s.reason)`,
    [tx.environmentId, address.kind, address.organisationHash, reason, messageId ?? null, gravest],
  );
}

const gravest: readonly SuppressionReason[] = ["complaint", "objection", "hard-bounce", "manual"];

/** Takes an address off the list. Throws `conflict` for a complaint, which nobody may take back for the person who made it. */
export async function unsuppress(tx: Tx, address: SuppressedAddress): Promise<{ removed: boolean }> {
  const [row] = await tx.query<{ reason: SuppressionReason }>(
    "consent_unsuppress",
    `WITH here AS (
       SELECT s.organisation_id, s.environment_kind, s.kind, s.organisation_hash, s.reason
       FROM suppression s JOIN environment e ON e.organisation_id = s.organisation_id AND e.kind = s.environment_kind
       WHERE e.id = $1 AND s.kind = $2 AND s.organisation_hash = $3
     ), gone AS (
       DELETE FROM suppression s USING here
       WHERE here.reason <> 'complaint' AND s.organisation_id = here.organisation_id AND s.environment_kind = here.environment_kind
         AND s.kind = here.kind AND s.organisation_hash = here.organisation_hash
     )
     SELECT reason FROM here`,
    [tx.environmentId, address.kind, address.organisationHash],
  );
  if (row?.reason === "complaint") {
    throw new JourneymanError(
      "conflict",
      "This person reported a message as spam. The address stays on the suppression list; nobody can take it off for them.",
    );
  }
  return { removed: row !== undefined };
}

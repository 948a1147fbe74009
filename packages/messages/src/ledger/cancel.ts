import type { Id } from "@journeyman/core";
import { sqlTime, type Tx } from "@journeyman/store";
import { sourcesOf } from "./states.ts";

/** Cancels what a run has not claimed yet, in the transaction that ends it. Claims settle by themselves. Answers how many were cancelled. */
export async function cancelOpen(tx: Tx, runId: Id, reason = "run-ended"): Promise<number> {
  const rows = await tx.query(
    "message_cancel_open",
    `UPDATE message SET state = 'cancelled', reason = $3, held_until = NULL, rendered = NULL, final_at = $4
     WHERE environment_id = $1 AND run_id = $2 AND state = ANY($5::text[]) RETURNING id`,
    [tx.environmentId, runId, reason, sqlTime(tx.now()), sourcesOf("cancelled")],
  );
  return rows.length;
}

import type { Id } from "@journeyman/core";
import { retryOnConflict, type Store } from "@journeyman/store";
import { locked } from "./locked.ts";
import { type Moved, move } from "./move.ts";

type Spent = { environment_id: Id; run_id: Id; id: Id; profile_id: Id; claim_id: Id };

/**
 * Claims whose lease has run out become `unknown`: their holder died, or will say later what came of it. The run goes on by `done`,
 * marked. Answers how many; call it from a loop, of any number of workers.
 */
export async function expireClaims(store: Store, limit = 200): Promise<number> {
  const spent = await store.engine((tx) =>
    tx.query<Spent>(
      "message_spent_claims",
      `SELECT environment_id, run_id, id, profile_id, claim_id FROM message
       WHERE state = 'claimed' AND lease_until < now() ORDER BY lease_until LIMIT $1`,
      [limit],
    ),
  );
  let moved = 0;
  let failure: unknown;
  for (const claim of spent) {
    try {
      if (await retryOnConflict(() => giveUp(store, claim))) moved++;
    } catch (error) {
      // One that cannot be moved must not keep the others from it.
      failure = error;
    }
  }
  if (failure !== undefined) throw failure;
  return moved;
}

function giveUp(store: Store, claim: Spent): Promise<Moved | undefined> {
  return locked(store, claim.environment_id, claim.profile_id, (tx) =>
    move(tx, {
      runId: claim.run_id,
      id: claim.id,
      to: "unknown",
      reason: "lease-spent",
      at: tx.now(),
      from: ["claimed"],
      claimId: claim.claim_id,
      profileId: claim.profile_id,
    }),
  );
}

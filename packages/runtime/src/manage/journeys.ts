import { type Id, JourneymanError } from "@journeyman/core";
import { channels, notify, type Tx } from "@journeyman/store";

/**
 * From now on nobody enters (refused, with the reason) and nothing leaves a step; people inside are told by the worker, batch by batch.
 * Throws `conflict` when the journey is not live.
 */
export async function pauseJourney(tx: Tx, journeyId: Id): Promise<void> {
  await turn(tx, journeyId, ["live"], "paused", "Only a live journey can be paused.");
}

/** People inside go on, at the rate of the worker's rounds; what fell due meanwhile happens then. Throws `conflict` when it is not paused. */
export async function resumeJourney(tx: Tx, journeyId: Id): Promise<void> {
  await turn(tx, journeyId, ["paused"], "live", "Only a paused journey can be resumed.");
}

/** Nobody enters any more and everyone inside leaves with the reason `stopped`, once their claims have settled. */
export async function stopJourney(tx: Tx, journeyId: Id): Promise<void> {
  await turn(tx, journeyId, ["live", "paused"], "stopped", "Only a live or paused journey can be stopped.");
  await tx.query("runtime_stop_triggers", "DELETE FROM trigger WHERE environment_id = $1 AND journey_id = $2", [
    tx.environmentId,
    journeyId,
  ]);
}

async function turn(tx: Tx, journeyId: Id, from: readonly string[], to: string, otherwise: string): Promise<void> {
  const turned = await tx.query(
    "runtime_turn_journey",
    "UPDATE journey SET status = $4, updated_at = now() WHERE environment_id = $1 AND id = $2 AND status = ANY($3::text[]) RETURNING id",
    [tx.environmentId, journeyId, from, to],
  );
  if (turned.length === 0) {
    const known = await tx.query("runtime_journey", "SELECT 1 FROM journey WHERE environment_id = $1 AND id = $2", [
      tx.environmentId,
      journeyId,
    ]);
    if (known.length === 0)
      throw new JourneymanError("not_found", "There is no such journey in this environment.", { context: { journeyId } });
    throw new JourneymanError("conflict", otherwise, { context: { journeyId } });
  }
  // The worker's rounds look at the journey's status; this only makes them look now.
  await notify(tx, channels.poke, `${tx.environmentId}:${journeyId}`);
}

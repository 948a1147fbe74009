import type { Store } from "@journeyman/store";
import type { ProofJourney } from "./prepare.ts";

/** Nothing new for so long means that something stands still. */
const patienceMs = 60_000;

/** Until the inbox is empty and `wanted` runs are there. Answers the milliseconds it took. */
export function waitForEntries(store: Store, journey: ProofJourney, wanted: number, say: (line: string) => void): Promise<number> {
  return until("entered", wanted, say, async () => {
    const [row] = await store.tenant(journey.environmentId, (tx) =>
      tx.query<{ done: number; waiting: boolean }>(
        "proof.entered",
        `SELECT (SELECT count(*) FROM run WHERE environment_id = $1 AND journey_id = $2)::int AS done,
                EXISTS (SELECT 1 FROM inbox WHERE environment_id = $1 AND failed_at IS NULL) AS waiting`,
        [journey.environmentId, journey.journeyId],
      ),
    );
    return { done: row?.done ?? 0, waiting: row?.waiting ?? true };
  });
}

/** Until `wanted` runs have ended. */
export function waitForRuns(store: Store, journey: ProofJourney, wanted: number, say: (line: string) => void): Promise<number> {
  return until("ended", wanted, say, async () => {
    const [row] = await store.tenant(journey.environmentId, (tx) =>
      tx.query<{ done: number }>(
        "proof.ended",
        "SELECT count(*)::int AS done FROM run WHERE environment_id = $1 AND journey_id = $2 AND status = 'ended'",
        [journey.environmentId, journey.journeyId],
      ),
    );
    return { done: row?.done ?? 0, waiting: false };
  });
}

async function until(
  what: string,
  wanted: number,
  say: (line: string) => void,
  look: () => Promise<{ done: number; waiting: boolean }>,
): Promise<number> {
  const since = performance.now();
  let [most, movedAt, saidAt] = [-1, since, since];
  for (;;) {
    const { done, waiting } = await look();
    const now = performance.now();
    if (done >= wanted && !waiting) return now - since;
    if (done > most) [most, movedAt] = [done, now];
    if (now - movedAt > patienceMs) throw new Error(`Only ${done} of ${wanted} have ${what}, and nothing moved for a minute.`);
    if (now - saidAt > 15_000) {
      say(`            … ${done} of ${wanted} ${what}`);
      saidAt = now;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

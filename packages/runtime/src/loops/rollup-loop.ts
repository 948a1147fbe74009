import type { Store } from "@journeyman/store";
import { createLoop, type Loop } from "./loop.ts";

export type RollupLoopOptions = { batch?: number; idleMs?: number; onError(error: unknown, name: string): void };

/**
 * Folds tally rows into the counts that the canvas reads. Rows are moved, never copied: a row counts once, in `tally` or in `step_count`,
 * whenever the process dies. Counters are touched in key order, so that two workers never wait for each other in a ring.
 */
export function createRollupLoop(store: Store, options: RollupLoopOptions): Loop {
  const batch = options.batch ?? 5_000;
  return createLoop({
    name: "rollup",
    idleMs: options.idleMs ?? 2_000,
    onError: options.onError,
    async tick() {
      return (await rollUp(store, batch)) === batch ? "more" : "idle";
    },
  });
}

/** One round; answers how many rows were folded. */
export async function rollUp(store: Store, batch = 5_000): Promise<number> {
  return store.engine(async (tx) => {
    const [row] = await tx.query<{ n: number }>("tally_roll_up", sql, [batch]);
    return row?.n ?? 0;
  });
}

const sql = `WITH moved AS (
  DELETE FROM tally WHERE ctid = ANY (ARRAY(SELECT ctid FROM tally LIMIT $1 FOR UPDATE SKIP LOCKED))
  RETURNING environment_id, version_id, node, what, date_trunc('hour', at) AS hour, n
), folded AS (
  INSERT INTO step_count (environment_id, version_id, node, what, hour, n)
  SELECT environment_id, version_id, node, what, hour, sum(n) FROM moved GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (environment_id, version_id, node, what, hour) DO UPDATE SET n = step_count.n + excluded.n
)
SELECT count(*)::int AS n FROM moved`;

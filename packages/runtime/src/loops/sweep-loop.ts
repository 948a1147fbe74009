import { expireClaims, matchFacts } from "@journeyman/messages";
import type { Store } from "@journeyman/store";
import { createLoop, type Loop } from "./loop.ts";

export type SweepLoopOptions = {
  idleMs?: number;
  /** How late a run may be before somebody looks after it, in milliseconds; default a minute. */
  overdueMs?: number;
  batch?: number;
  onError(error: unknown, name: string): void;
  /** Told when pokes were added, so that they are sent at once. */
  onPokes?(): void;
};

/**
 * Finds what was lost: starts that never arrived, drivers that were terminated, signals of a Temporal that was restored, leases that ran
 * out. Keeps the house too: next months' partitions, statistics of what has grown.
 */
export function createSweepLoop(store: Store, options: SweepLoopOptions): Loop {
  let partitionsAt = 0;
  return createLoop({
    name: "sweep",
    idleMs: options.idleMs ?? 5_000,
    onError: options.onError,
    async tick() {
      await expireClaims(store);
      await matchFacts(store);
      const pokes = await sweep(store, options.overdueMs ?? 60_000, options.batch ?? 500);
      if (pokes > 0) options.onPokes?.();
      // A month's partitions are made months ahead; once an hour is often enough.
      if (Date.now() - partitionsAt > 3_600_000) {
        await store.engine((tx) => tx.query("sweep_partitions", "SELECT ensure_partitions()"));
        partitionsAt = Date.now();
      }
      // Last: housekeeping that fails keeps nobody from being found.
      await store.engine((tx) => tx.query("sweep_statistics", "SELECT refresh_statistics()"));
      return "idle";
    },
  });
}

/** One round; answers how many pokes were added. */
export async function sweep(store: Store, overdueMs: number, batch: number): Promise<number> {
  return store.engine(async (tx) => {
    const late = await tx.query<{ n: number }>("sweep_overdue", overdueSql, [overdueMs, batch]);
    const unread = await tx.query<{ n: number }>("sweep_unread", unreadSql, [overdueMs, batch]);
    return (late[0]?.n ?? 0) + (unread[0]?.n ?? 0);
  });
}

/** Runs whose time has come and gone. Their wake time is set to now: they are overdue anew a minute later, not at every round. */
const overdueSql = `WITH late AS (
  SELECT environment_id, id FROM run WHERE status = 'active' AND wake_at < now() - $1::float8 * interval '1 millisecond'
  ORDER BY wake_at LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED
), touched AS (
  UPDATE run r SET wake_at = now() FROM late WHERE r.environment_id = late.environment_id AND r.id = late.id
  RETURNING r.environment_id, r.id, r.profile_id
), poked AS (
  INSERT INTO poke (environment_id, run_id, profile_id, kind, stamp, due_at)
  SELECT environment_id, id, profile_id, 'signal', gen_random_uuid(), now() FROM touched
  ON CONFLICT (environment_id, run_id) DO NOTHING RETURNING 1
)
SELECT count(*)::int AS n FROM poked`;

/** Runs with mail that nobody has read for a minute. Paused and stuck runs keep most of theirs on purpose. */
const unreadSql = `WITH unread AS (
  SELECT DISTINCT m.environment_id, m.run_id FROM mail m
  WHERE m.at < now() - $1::float8 * interval '1 millisecond'
    AND NOT EXISTS (SELECT 1 FROM poke p WHERE p.environment_id = m.environment_id AND p.run_id = m.run_id)
    AND EXISTS (SELECT 1 FROM run r WHERE r.environment_id = m.environment_id AND r.id = m.run_id
      AND (r.status = 'active' OR (r.status IN ('paused', 'stuck') AND m.kind IN ('resume', 'exit', 'cancel'))))
  LIMIT $2
), poked AS (
  INSERT INTO poke (environment_id, run_id, profile_id, kind, stamp, due_at)
  SELECT u.environment_id, u.run_id, r.profile_id, 'signal', gen_random_uuid(), now()
  FROM unread u JOIN run r ON r.environment_id = u.environment_id AND r.id = u.run_id
  ON CONFLICT (environment_id, run_id) DO NOTHING RETURNING 1
)
SELECT count(*)::int AS n FROM poked`;

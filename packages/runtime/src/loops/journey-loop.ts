import { type Id, newId } from "@journeyman/core";
import type { Store } from "@journeyman/store";
import { createLoop, type Loop } from "./loop.ts";

export type JourneyLoopOptions = {
  /** Runs told in one round, and the pause between rounds: together the rate at which a large journey is paused or woken. */
  batch?: number;
  idleMs?: number;
  onError(error: unknown, name: string): void;
  onPokes?(): void;
};

/**
 * Brings runs in line with their journey: pauses those of a paused one, resumes those of a live one, ends those of a stopped one, a
 * batch at a time. It compares and then adds what is missing, so it may die at any moment, and a change of mind needs no bookkeeping.
 */
export function createJourneyLoop(store: Store, options: JourneyLoopOptions): Loop {
  const batch = options.batch ?? 200;
  return createLoop({
    name: "journey",
    idleMs: options.idleMs ?? 1_000,
    onError: options.onError,
    async tick(signal) {
      const told = await tellRuns(store, batch);
      if (told > 0) options.onPokes?.();
      if (told < batch || signal.aborted) return "idle";
      return "more";
    },
  });
}

type Lagging = { environment_id: Id; run_id: Id; profile_id: Id; kind: "pause" | "resume" | "cancel" };

/** One round; answers how many runs were told. */
export async function tellRuns(store: Store, batch: number): Promise<number> {
  return store.engine(async (tx) => {
    const lagging = await tx.query<Lagging>("journey_lagging", laggingSql, [batch]);
    if (lagging.length === 0) return 0;
    const now = tx.now();
    const rows = lagging.map((run) => ({ ...run, id: newId(now), stamp: newId(now) }));
    await tx.query("journey_tell", tellSql, [JSON.stringify(rows), now]);
    return lagging.length;
  });
}

/** The run's row is locked, so that two workers tell different runs; an advance that holds it is met in the next round. */
const laggingSql = `SELECT r.environment_id, r.id AS run_id, r.profile_id,
  CASE j.status WHEN 'paused' THEN 'pause' WHEN 'live' THEN 'resume' ELSE 'cancel' END AS kind
FROM journey j
JOIN version v ON v.environment_id = j.environment_id AND v.journey_id = j.id
JOIN run r ON r.environment_id = v.environment_id AND r.version_id = v.id
  AND r.status = ANY (CASE j.status WHEN 'paused' THEN ARRAY['active'] WHEN 'live' THEN ARRAY['paused'] ELSE ARRAY['active', 'paused', 'stuck'] END)
WHERE j.status IN ('paused', 'live', 'stopped') AND NOT r.preview
  AND NOT EXISTS (SELECT 1 FROM mail m WHERE m.environment_id = r.environment_id AND m.run_id = r.id
    AND m.kind = CASE j.status WHEN 'paused' THEN 'pause' WHEN 'live' THEN 'resume' ELSE 'cancel' END)
LIMIT $1 FOR NO KEY UPDATE OF r SKIP LOCKED`;

const tellSql = `WITH x AS (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS x(environment_id uuid, run_id uuid, profile_id uuid, kind text, id uuid, stamp uuid)
), m AS (
  INSERT INTO mail (environment_id, run_id, id, kind, payload, at)
  SELECT environment_id, run_id, id, kind, CASE kind WHEN 'cancel' THEN '{"reason":"stopped"}'::jsonb ELSE '{}'::jsonb END, to_timestamp($2::float8 / 1000) FROM x
)
INSERT INTO poke (environment_id, run_id, profile_id, kind, stamp, due_at)
SELECT environment_id, run_id, profile_id, 'signal', stamp, now() FROM x
ON CONFLICT (environment_id, run_id) DO UPDATE SET kind = 'signal', stamp = excluded.stamp, due_at = excluded.due_at, attempts = 0`;

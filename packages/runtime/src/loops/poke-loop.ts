import type { Id } from "@journeyman/core";
import type { Store } from "@journeyman/store";
import type { Waker } from "../types.ts";
import { createLoop, type Loop } from "./loop.ts";

export type PokeLoopOptions = {
  /** Calls to Temporal under way at once; default 40. */
  concurrency?: number;
  idleMs?: number;
  onError(error: unknown, name: string): void;
};

type Poke = {
  environment_id: Id;
  run_id: Id;
  profile_id: Id;
  kind: "start" | "signal";
  stamp: Id;
  attempts: number;
  journey_name: string;
};

/**
 * Sends pokes. A poke is taken by moving its due time ahead, so that no other worker sends it too and a dead worker's are sent again; it
 * is deleted once sent, unless mail stamped it anew meanwhile. As many are taken as can be sent at once: a call that hangs holds up its
 * own poke and no other.
 */
export function createPokeLoop(store: Store, waker: Waker, options: PokeLoopOptions): Loop {
  const concurrency = options.concurrency ?? 40;
  const flights = new Set<Promise<void>>();
  let sent: Poke[] = [];

  const send = async (poke: Poke): Promise<void> => {
    const run = {
      environmentId: poke.environment_id,
      runId: poke.run_id,
      profileId: poke.profile_id,
      journeyName: poke.journey_name,
    };
    try {
      await (poke.kind === "start" ? waker.start(run) : waker.poke(run));
      sent.push(poke);
    } catch (error) {
      // Not sure whether it arrived: it stays, and is due again when its pause is over.
      options.onError(error, "poke");
    }
  };

  const forget = async (): Promise<void> => {
    const done = sent;
    sent = [];
    if (done.length === 0) return;
    const column = <T>(read: (poke: Poke) => T): T[] => done.map(read);
    await store.engine((tx) =>
      tx.query("poke_sent", sentSql, [column((poke) => poke.environment_id), column((poke) => poke.run_id), column((poke) => poke.stamp)]),
    );
  };

  const loop = createLoop({
    name: "poke",
    idleMs: options.idleMs ?? 1_000,
    onError: options.onError,
    async tick() {
      await forget();
      const free = concurrency - flights.size;
      if (free <= 0) return "idle";
      const pokes = await store.engine((tx) => tx.query<Poke>("poke_take", takeSql, [free]));
      for (const poke of pokes) {
        const flight: Promise<void> = send(poke).finally(() => {
          flights.delete(flight);
          loop.wake();
        });
        flights.add(flight);
      }
      return "idle";
    },
  });

  return {
    start: loop.start,
    wake: loop.wake,
    async stop() {
      await loop.stop();
      await Promise.allSettled(flights);
      // What is not forgotten now is sent once more by somebody, which does no harm.
      await forget().catch((error: unknown) => options.onError(error, "poke"));
    },
  };
}

/** By row addresses and keys in arrays: a join might read all pokes there are for each few that are taken. */
const takeSql = `WITH taken AS (
  UPDATE poke p SET due_at = now() + least(300, 15 * 2 ^ least(p.attempts, 5)) * interval '1 second', attempts = p.attempts + 1
  WHERE p.ctid = ANY (ARRAY(SELECT ctid FROM poke WHERE due_at <= now() ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED))
  RETURNING p.environment_id, p.run_id, p.profile_id, p.kind, p.stamp, p.attempts
)
SELECT t.*, coalesce((SELECT j.name FROM journey j WHERE j.environment_id = t.environment_id
    AND j.id = (SELECT r.journey_id FROM run r WHERE r.environment_id = t.environment_id AND r.id = t.run_id)), '') AS journey_name
FROM taken t`;

const sentSql = `DELETE FROM poke WHERE environment_id = ANY ($1::uuid[]) AND run_id = ANY ($2::uuid[]) AND stamp = ANY ($3::uuid[])`;

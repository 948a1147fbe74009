import { type Id, isJourneymanError } from "@journeyman/core";
import { route } from "../route/route.ts";
import type { RuntimeDeps } from "../types.ts";
import { createLoop, type Loop } from "./loop.ts";

export type RouteLoopOptions = {
  /** People routed at once; each takes a connection. Default 8. */
  concurrency?: number;
  /** How often to look for what no notification told of. */
  idleMs?: number;
  onError(error: unknown, name: string): void;
  /** Told when runs got mail, so that pokes are sent at once. */
  onPokes?(): void;
};

export type RouteLoop = Loop & {
  /** Somebody's inbox has something new. */
  hint(environmentId: Id, profileId: Id): void;
  /** Several people's inboxes have something new: look now. */
  look(): void;
};

type Person = { environmentId: Id; profileId: Id };
type State = Person & { again: boolean; failures: number; notBefore: number };

const lookAhead = 500;

/**
 * Routes people as they are hinted at, several at a time and each by one at a time, and looks into the inbox itself for those nobody hinted
 * at: a notification is lost with its connection, and another worker may have died over a person.
 */
export function createRouteLoop(deps: RuntimeDeps, options: RouteLoopOptions): RouteLoop {
  const concurrency = options.concurrency ?? 8;
  const waiting = new Map<string, State>();
  const running = new Map<string, State>();
  const flights = new Set<Promise<void>>();
  const keyOf = (person: Person) => `${person.environmentId}/${person.profileId}`;
  let lookedAt = 0;
  /** The last look found as many as it may: there are more. */
  let crowded = false;

  const add = (person: Person, notBefore = 0, failures = 0): void => {
    const key = keyOf(person);
    const known = running.get(key);
    if (known) known.again = true;
    else if (!waiting.has(key)) waiting.set(key, { ...person, again: false, failures, notBefore });
  };

  const fly = (key: string, state: State): void => {
    waiting.delete(key);
    running.set(key, state);
    const flight = routeOne(state).finally(() => {
      running.delete(key);
      flights.delete(flight);
      loop.wake();
    });
    flights.add(flight);
  };

  const routeOne = async (state: State): Promise<void> => {
    let retryInMs: number | undefined;
    try {
      const result = await route(deps, state.environmentId, state.profileId);
      if (result.pokes) options.onPokes?.();
      for (const profileId of result.also) add({ environmentId: state.environmentId, profileId });
      if (!result.done) retryInMs = pauseAfter(state.failures);
    } catch (error) {
      // Their person was erased or merged away meanwhile; the next look finds what is left.
      if (!isJourneymanError(error) || error.code !== "not_found") options.onError(error, "route");
      retryInMs = pauseAfter(state.failures);
    }
    running.delete(keyOf(state));
    if (retryInMs !== undefined) add(state, performance.now() + retryInMs, state.failures + 1);
    else if (state.again) add(state);
  };

  /** The engine's role sees every environment; the person's own lock decides who routes. */
  const look = async (): Promise<boolean> => {
    const rows = await deps.store.engine((tx) =>
      tx.query<{ environment_id: Id; profile_id: Id; looked: number }>("route_look", lookSql, [lookAhead]),
    );
    for (const row of rows) add({ environmentId: row.environment_id, profileId: row.profile_id });
    return rows[0]?.looked === lookAhead;
  };

  const idleMs = options.idleMs ?? 1_000;
  const loop = createLoop({
    name: "route",
    idleMs: Math.min(100, idleMs),
    onError: options.onError,
    async tick(signal) {
      const due = performance.now() - lookedAt >= idleMs || (crowded && waiting.size < concurrency);
      if (due && waiting.size < lookAhead) {
        lookedAt = performance.now();
        crowded = await look();
      }
      const now = performance.now();
      for (const [key, state] of waiting) {
        if (signal.aborted || running.size >= concurrency) break;
        if (state.notBefore <= now) fly(key, state);
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
    },
    hint(environmentId, profileId) {
      add({ environmentId, profileId });
      loop.wake();
    },
    look() {
      lookedAt = Number.NEGATIVE_INFINITY;
      loop.wake();
    },
  };
}

function pauseAfter(failures: number): number {
  return Math.min(30_000, 200 * 2 ** failures);
}

/** Oldest first, by the partial index; a person with many rows appears once. */
const lookSql = `WITH oldest AS (
  SELECT environment_id, profile_id FROM inbox WHERE failed_at IS NULL ORDER BY id LIMIT $1
)
SELECT DISTINCT environment_id, profile_id, (SELECT count(*) FROM oldest) AS looked FROM oldest`;

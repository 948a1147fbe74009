import { channels, type Listener, listen } from "@journeyman/store";
import type { RuntimeDeps, Waker } from "../types.ts";
import { createJourneyLoop } from "./journey-loop.ts";
import { createPokeLoop } from "./poke-loop.ts";
import { createRollupLoop } from "./rollup-loop.ts";
import { createRouteLoop, type RouteLoop } from "./route-loop.ts";
import { createSweepLoop } from "./sweep-loop.ts";

export type LoopsOptions = {
  routeConcurrency?: number;
  pokeConcurrency?: number;
  sweepMs?: number;
  overdueMs?: number;
  onError(error: unknown, name: string): void;
};

export type Loops = { route: RouteLoop; start(): Promise<void>; stop(): Promise<void> };

/** All that a worker does beside running drivers: route, poke, sweep, bring runs in line with their journey, fold counts. */
export function createLoops(deps: RuntimeDeps, waker: Waker, options: LoopsOptions): Loops {
  const { store } = deps;
  const { onError } = options;
  const onPokes = (): void => poke.wake();
  const poke = createPokeLoop(store, waker, {
    onError,
    ...(options.pokeConcurrency === undefined ? {} : { concurrency: options.pokeConcurrency }),
  });
  const route = createRouteLoop(deps, {
    onError,
    onPokes,
    ...(options.routeConcurrency === undefined ? {} : { concurrency: options.routeConcurrency }),
  });
  const journey = createJourneyLoop(store, { onError, onPokes });
  const sweep = createSweepLoop(store, {
    onError,
    onPokes,
    ...(options.sweepMs === undefined ? {} : { idleMs: options.sweepMs }),
    ...(options.overdueMs === undefined ? {} : { overdueMs: options.overdueMs }),
  });
  const rollup = createRollupLoop(store, { onError });
  const all = [route, poke, journey, sweep, rollup];
  let listener: Listener | undefined;

  const told = (channel: string, payload: string): void => {
    if (channel === channels.inbox) {
      const [environmentId, profileId] = payload.split(":");
      // One commit that concerns several people names none of them.
      if (profileId === "*") route.look();
      else if (environmentId && profileId) route.hint(environmentId, profileId);
      return;
    }
    poke.wake();
    journey.wake();
  };

  return {
    route,
    async start() {
      // After a lost connection nobody knows what was told meanwhile: everything looks for itself.
      const onConnected = (): void => all.forEach((loop) => loop.wake());
      listener = await listen(store, [channels.inbox, channels.poke], told, { onConnected, onError: (error) => onError(error, "listen") });
      for (const loop of all) loop.start();
    },
    async stop() {
      await listener?.close();
      await Promise.all(all.map((loop) => loop.stop()));
    },
  };
}

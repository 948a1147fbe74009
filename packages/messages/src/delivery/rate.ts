import type { Id } from "@journeyman/core";

/**
 * Turns under a provider's rate, evenly spaced. In memory: each worker keeps the whole rate for itself, so with several workers set a
 * provider's rate to its share. (A limit over all of them is the task queue's, for what is not delivered inline.)
 */
export type Turns = {
  /** Takes the next turn and answers how long to wait for it; or, when that is longer than `mostMs`, takes none and answers when to ask again. */
  take(provider: Id, perSecond: number | null, mostMs: number): { waitMs: number } | { againInMs: number };
};

export function createTurns(clock: () => number = () => performance.now()): Turns {
  const next = new Map<Id, number>();
  return {
    take(provider, perSecond, mostMs) {
      if (perSecond === null || !(perSecond > 0)) return { waitMs: 0 };
      const now = clock();
      const turn = Math.max(now, next.get(provider) ?? 0);
      if (turn - now > mostMs) return { againInMs: Math.ceil(turn - now) };
      next.set(provider, turn + 1000 / perSecond);
      return { waitMs: turn - now };
    },
  };
}

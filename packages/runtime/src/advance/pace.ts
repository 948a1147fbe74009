import type { Id } from "@journeyman/core";

/** What this process has seen of its channels lately. Slow or refusing ones are not called inline, so that no driver waits on them. */
export type Pace = {
  mayInline(environmentId: Id, channel: string): boolean;
  took(environmentId: Id, channel: string, ms: number): void;
  refused(environmentId: Id, channel: string, forMs: number): void;
};

/** A provider that takes longer holds up the workflow task in which the run moves; Temporal's queue holds up nobody. */
const slowMs = 1_500;
const restMs = 15_000;

export function createPace(clock: () => number = () => performance.now()): Pace {
  const restingUntil = new Map<string, number>();
  const key = (environmentId: Id, channel: string) => `${environmentId}/${channel}`;
  return {
    mayInline: (environmentId, channel) => (restingUntil.get(key(environmentId, channel)) ?? 0) <= clock(),
    took(environmentId, channel, ms) {
      if (ms > slowMs) restingUntil.set(key(environmentId, channel), clock() + restMs);
    },
    refused(environmentId, channel, forMs) {
      restingUntil.set(key(environmentId, channel), clock() + Math.min(restMs, Math.max(1_000, forMs)));
    },
  };
}

/** A moment: milliseconds since 1970-01-01T00:00:00Z. Pure code gets it handed in and never asks for it. */
export type Instant = number;

export type Clock = { now(): Instant };

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until moved; for the simulator and for tests. */
export function virtualClock(start: Instant): Clock & { set(at: Instant): void; add(ms: number): void } {
  let at = start;
  return { now: () => at, set: (next) => (at = next), add: (ms) => (at += ms) };
}

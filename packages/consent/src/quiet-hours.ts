import { type Instant, localAt, minutesOfDay } from "@journeyman/core";
import type { QuietHours } from "./types.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/** Whether any clock in `zones` shows a quiet time at that moment. */
export function isQuiet(quiet: QuietHours, zones: readonly string[], at: Instant): boolean {
  return zones.some((zone) => firstQuiet(quiet, zone, at, at) !== undefined);
}

/**
 * The first moment from `from` on at which something may start that takes `leaseMs` and must not touch quiet hours in any of the
 * zones. Undefined when there is none: the zones' allowed hours have nothing in common, or the lease is longer than they are.
 *
 * A moment is quiet when the clock on the wall shows a quiet time, whatever the date: an hour that comes twice in autumn is judged
 * twice, and clocks that jump into quiet hours in spring are in them.
 */
export function nextAllowed(quiet: QuietHours, zones: readonly string[], from: Instant, leaseMs: number): Instant | undefined {
  let at = from;
  // Each round of the loop moves forward by at least a minute's part; what is not free within three days is never free,
  // but for a change of clocks, which a message does not wait for.
  while (at - from <= 3 * day) {
    const before = at;
    for (const zone of zones) {
      const blocked = firstQuiet(quiet, zone, at, at + leaseMs);
      if (blocked !== undefined) at = quietEnd(quiet, zone, blocked);
    }
    if (at === before) return at;
  }
  return undefined;
}

/** The first quiet moment in [start, end], both included. */
function firstQuiet(quiet: QuietHours, zone: string, start: Instant, end: Instant): Instant | undefined {
  const window = windowOf(quiet);
  if (window.length === 0) return undefined;
  let at = start;
  for (;;) {
    const offset = offsetAt(at, zone);
    const into = positive(at + offset - window.from);
    if (into < window.length) return at;
    const change = changeOfClocks(zone, at, Math.min(end, at + day));
    const next = at + (day - into);
    if (next < (change ?? Number.POSITIVE_INFINITY)) return next <= end ? next : undefined;
    if (change === undefined || change > end) return undefined;
    at = change;
  }
}

/** The first moment after `at`, which is quiet, that is not. */
function quietEnd(quiet: QuietHours, zone: string, at: Instant): Instant {
  const window = windowOf(quiet);
  let now = at;
  for (;;) {
    const into = positive(now + offsetAt(now, zone) - window.from);
    if (into >= window.length) return now;
    const end = now + (window.length - into);
    const change = changeOfClocks(zone, now, end);
    if (change === undefined) return end;
    now = change;
  }
}

function windowOf(quiet: QuietHours): { from: number; length: number } {
  const from = minutesOfDay(quiet.from) * minute;
  return { from, length: positive(minutesOfDay(quiet.to) * minute - from) };
}

function positive(ms: number): number {
  return ((ms % day) + day) % day;
}

/** Local minus UTC. Offsets of our time are whole minutes. */
function offsetAt(at: Instant, zone: string): number {
  const local = localAt(at, zone);
  return Date.parse(`${local.date}T00:00:00Z`) + local.minutes * minute - Math.floor(at / minute) * minute;
}

/** The first moment in (start, end] with another offset than `start`; the two are at most a day apart, so there is one change at most. */
function changeOfClocks(zone: string, start: Instant, end: Instant): Instant | undefined {
  const offset = offsetAt(start, zone);
  if (end <= start || offsetAt(end, zone) === offset) return undefined;
  let [same, other] = [start, end];
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (offsetAt(middle, zone) === offset) same = middle;
    else other = middle;
  }
  return other;
}

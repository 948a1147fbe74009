import type { Instant } from "@journeyman/core";

/** Differences below this are the network's, not the clock's. */
const networkMs = 2000;

/**
 * When an event happened, by our clock: its own time, moved by how far the sender's clock is off (what `sentAt` says against when it
 * arrived). Never later than its arrival.
 */
export function eventTime(
  times: { originalTimestamp?: Instant | undefined; timestamp?: Instant | undefined; sentAt?: Instant | undefined },
  receivedAt: Instant,
): Instant {
  const skew = times.sentAt === undefined ? 0 : receivedAt - times.sentAt;
  const own = times.originalTimestamp ?? times.timestamp;
  if (own === undefined) return receivedAt;
  return Math.max(0, Math.min(receivedAt, Math.abs(skew) < networkMs ? own : own + skew));
}

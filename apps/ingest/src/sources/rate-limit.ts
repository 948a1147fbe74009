import type { Id } from "@journeyman/core";
import { LRUCache } from "lru-cache";

export type RateLimit = {
  /** Takes `events` from the source's allowance: undefined when they may come in, else the seconds after which to try again. */
  take(sourceId: Id, events: number, nowMs: number): number | undefined;
};

/** A bucket a source, in this process: `perSecond` over time, four seconds' worth at once. A batch larger than that empties the bucket. */
export function createRateLimit(perSecond: number): RateLimit {
  const most = perSecond * 4;
  const buckets = new LRUCache<Id, { left: number; at: number }>({ max: 10_000 });
  return {
    take(sourceId, events, nowMs) {
      const bucket = buckets.get(sourceId) ?? { left: most, at: nowMs };
      // Times may come out of order: a slow request does not turn the bucket's clock back.
      bucket.left = Math.min(most, bucket.left + (Math.max(0, nowMs - bucket.at) / 1000) * perSecond);
      bucket.at = Math.max(bucket.at, nowMs);
      buckets.set(sourceId, bucket);
      const wanted = Math.min(events, most);
      if (bucket.left < wanted) return Math.max(1, Math.ceil((wanted - bucket.left) / perSecond));
      bucket.left -= wanted;
      return undefined;
    },
  };
}

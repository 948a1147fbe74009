import type { Instant } from "@journeyman/core";
import type { Store } from "@journeyman/store";
import { LRUCache } from "lru-cache";
import type { Source } from "./source-cache.ts";

const everyMs = 30_000;

export type LastSeen = {
  /** The source sent something. Written down at most every half minute, apart from the request. */
  note(source: Source): void;
  idle(): Promise<void>;
};

export function createLastSeen(store: Store, onError: (error: unknown) => void): LastSeen {
  const written = new LRUCache<string, Instant>({ max: 10_000 });
  const writing = new Set<Promise<void>>();
  return {
    note(source) {
      const now = Date.now();
      if (now - (written.get(source.id) ?? 0) < everyMs) return;
      written.set(source.id, now);
      const write: Promise<void> = store
        .tenant(source.environmentId, (tx) =>
          tx.query("ingest.source_seen", "UPDATE source SET last_seen_at = clock_timestamp() WHERE environment_id = $1 AND id = $2", [
            source.environmentId,
            source.id,
          ]),
        )
        .then(() => undefined, onError)
        .finally(() => writing.delete(write));
      writing.add(write);
    },
    async idle() {
      await Promise.all(writing);
    },
  };
}

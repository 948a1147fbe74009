import type { Id } from "@journeyman/core";
import type { Store } from "@journeyman/store";
import type { Source } from "./source-cache.ts";

export type RefusedCount = {
  /** Counts events of this source that were refused, and why the last one was. Resolves when it is written down, or `onError` was told. */
  note(source: Source, events: number, reason: string): Promise<void>;
  idle(): Promise<void>;
};

type Entry = { events: number; reason: string; written: Promise<void> };

/** One write at a time for each source: what is noted meanwhile is added up for the next, so that a flood of wrong events is no flood of updates. */
export function createRefusedCount(store: Store, onError: (error: unknown) => void): RefusedCount {
  const gathering = new Map<Id, Entry>();
  const last = new Map<Id, Promise<void>>();

  async function write(source: Source, { events, reason }: Entry): Promise<void> {
    await store
      .tenant(source.environmentId, (tx) =>
        tx.query(
          "ingest.source_refused",
          `UPDATE source SET refused_events = refused_events + $3, refused_at = clock_timestamp(), refused_reason = $4
            WHERE environment_id = $1 AND id = $2`,
          [source.environmentId, source.id, events, reason],
        ),
      )
      .catch(onError);
  }

  function gather(source: Source, events: number, reason: string): Entry {
    const entry: Entry = { events, reason, written: Promise.resolve() };
    entry.written = (last.get(source.id) ?? Promise.resolve())
      .then(() => {
        gathering.delete(source.id);
        return write(source, entry);
      })
      .finally(() => {
        if (last.get(source.id) === entry.written) last.delete(source.id);
      });
    gathering.set(source.id, entry);
    last.set(source.id, entry.written);
    return entry;
  }

  return {
    note(source, events, reason) {
      const entry = gathering.get(source.id);
      if (!entry) return gather(source, events, reason).written;
      entry.events += events;
      entry.reason = reason;
      return entry.written;
    },
    async idle() {
      await Promise.all(last.values());
    },
  };
}

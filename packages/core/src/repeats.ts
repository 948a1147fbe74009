export type Repeats = {
  /**
   * Says a trouble at once, and while it comes again at most once a minute: `say` then gets how often it was kept quiet since the last time, as a
   * field for the log. `key`: what makes two troubles one.
   */
  note(key: string, say: (kept: { times?: number }) => void): void;
};

type Kept = { times: number; timer: ReturnType<typeof setTimeout> };

/** So that a database that is away for a minute is two lines in a log, and not one for each request. */
export function createRepeats(everyMs = 60_000): Repeats {
  const kept = new Map<string, Kept>();
  const hold = (key: string, say: (kept: { times?: number }) => void): void => {
    const timer = setTimeout(() => {
      const times = kept.get(key)?.times ?? 0;
      kept.delete(key);
      if (times === 0) return;
      say({ times });
      hold(key, say);
    }, everyMs);
    // Nobody stays up for a line in a log.
    if (typeof timer === "object" && "unref" in timer) timer.unref();
    kept.set(key, { times: 0, timer });
  };
  return {
    note(key, say) {
      const known = kept.get(key);
      if (known) known.times++;
      else {
        say({});
        hold(key, say);
      }
    },
  };
}

import pg from "pg";

export type Counted = { queries: number; ms: number; byName: Map<string, { n: number; ms: number }> };

let current: Counted | undefined;

/** Counts and times all queries of this process from now on; `take` answers what came since and begins anew. */
export function countRoundTrips(): { take(): Counted } {
  const fresh = (): Counted => ({ queries: 0, ms: 0, byName: new Map() });
  if (!current) {
    const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
    pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]): unknown {
      const began = performance.now();
      const result = query.apply(this, args);
      const first = args[0];
      const name =
        typeof first === "string"
          ? first.slice(0, 6) === "COMMIT"
            ? "COMMIT"
            : "BEGIN…"
          : ((first as { name?: string }).name ?? "unnamed");
      void Promise.resolve(result as Promise<unknown>)
        .catch(() => {})
        .then(() => {
          if (!current) return;
          const took = performance.now() - began;
          current.queries++;
          current.ms += took;
          const known = current.byName.get(name) ?? { n: 0, ms: 0 };
          current.byName.set(name, { n: known.n + 1, ms: known.ms + took });
        });
      return result;
    } as typeof pg.Client.prototype.query;
    current = fresh();
  }
  return {
    take() {
      const taken = current ?? fresh();
      current = fresh();
      return taken;
    },
  };
}

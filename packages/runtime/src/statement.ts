import type { QueryResultRow, Tx } from "@journeyman/store";

/**
 * One statement of several parts, of which only those that are needed are there: a whole transaction's writes in one round trip. Each
 * combination of parts is a named statement of its own, so that Postgres plans it once; a part's name must stand for one text.
 */
export type Statement = {
  /** Adds a parameter and answers its placeholder. */
  value(value: unknown): string;
  json(value: unknown): string;
  /** Adds a data-changing part. */
  part(name: string, sql: string): void;
  readonly empty: boolean;
  run<R extends QueryResultRow>(tx: Tx, name: string, last: string): Promise<R[]>;
};

export function statement(values: unknown[]): Statement {
  const parts: { name: string; sql: string }[] = [];
  const value = (given: unknown): string => `$${values.push(given)}`;
  return {
    value,
    json: (given) => value(JSON.stringify(given ?? null)),
    part: (name, sql) => {
      parts.push({ name, sql });
    },
    get empty() {
      return parts.length === 0;
    },
    run(tx, name, last) {
      const ctes = parts.map((part) => `${part.name} AS (${part.sql})`).join(",\n");
      const full = [name, ...parts.map((part) => part.name)].join("_");
      return tx.query(full, ctes === "" ? last : `WITH ${ctes}\n${last}`, values);
    },
  };
}

/** A parameter or column of epoch milliseconds as a `timestamptz`. */
export function instant(sql: string): string {
  return `to_timestamp(${sql}::float8 / 1000)`;
}

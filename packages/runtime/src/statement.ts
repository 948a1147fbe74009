import { sha256Hex } from "@journeyman/core";
import type { QueryResultRow, Tx } from "@journeyman/store";

/**
 * One statement of several parts, of which only those that are needed are there: a whole transaction's writes in one round trip. Each
 * combination of parts is a named statement of its own, so that Postgres plans it once. The texts must not vary otherwise: values go into parameters.
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
      const sql = ctes === "" ? last : `WITH ${ctes}\n${last}`;
      return tx.query(nameOf(name, sql), sql, values);
    },
  };
}

const names = new Map<string, string>();

/** Postgres allows 63 characters for a name, so the combination is told by a digest. */
function nameOf(name: string, sql: string): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const made = `${name}_${sha256Hex(sql).slice(0, 12)}`;
  names.set(sql, made);
  return made;
}

/** A parameter or column of epoch milliseconds as a `timestamptz`. */
export function instant(sql: string): string {
  return `to_timestamp(${sql}::float8 / 1000)`;
}

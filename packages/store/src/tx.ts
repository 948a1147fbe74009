import type { Id, Instant } from "@journeyman/core";
import type { QueryResultRow } from "pg";

/** One open transaction. Made by the store only, and dead once its function has returned. */
export type Tx = {
  /** The tenant; the nil UUID in `store.organisation` and `store.engine`, where no single environment is meant. */
  readonly environmentId: Id;
  /** The organisation whose rows (users, suppression, audit) are seen; the nil UUID in `store.engine`. */
  readonly organisationId: Id;
  /** The database's clock when the transaction began (in `lockPerson`: once it had the lock). */
  now(): Instant;
  /** Runs a named prepared statement. A name stands for one text, everywhere: two texts under one name are refused. */
  query<R extends QueryResultRow = QueryResultRow>(name: string, sql: string, values?: readonly unknown[]): Promise<R[]>;
  /** Runs a statement without preparing it, and returns how many rows it touched. */
  run(sql: string, values?: readonly unknown[]): Promise<number>;
};

export const nilId: Id = "00000000-0000-0000-0000-000000000000";

export type { QueryResultRow };

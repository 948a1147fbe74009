import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { type Id, type Instant, JourneymanError } from "@journeyman/core";
import { Pool, type PoolClient, type QueryResult } from "pg";
import { beginSql, beginWithLockSql, type Scope, type TransactionLimits } from "./begin.ts";
import { cleanError, isSilence, unreachable } from "./errors.ts";
import { nilId, type QueryResultRow, type Tx } from "./tx.ts";
import { rowTypes } from "./types.ts";

export type StoreOptions = {
  /** The restricted role: everything of one tenant. */
  appUrl: string;
  /** The role that sees every environment; without it `store.engine` throws. */
  engineUrl?: string;
  /** The owner; only kept for whoever needs to migrate through the store. */
  ownerUrl?: string;
  /** A URL for LISTEN that does not go through a pooling proxy; default: `engineUrl`, else `appUrl`. */
  directUrl?: string;
  /** Connections of each of the two pools; default 10. */
  max?: number;
  applicationName?: string;
  limits?: Partial<TransactionLimits> & {
    /** How long a query may stay without any answer before its connection is given up (Postgres is frozen, or the network swallows it); default: `statementMs` and two seconds. */
    silenceMs?: number;
  };
  /** Told of errors on idle connections; they are replaced by themselves. */
  onIdleError?: (error: Error) => void;
};

export type Store = {
  /** One transaction of one environment, in the restricted role, READ COMMITTED: BEGIN with its settings is one round trip, COMMIT another. */
  tenant<T>(environmentId: Id, fn: (tx: Tx) => Promise<T>): Promise<T>;
  /** The same, holding the lock of the person (or of several, in id order), taken in the BEGIN's round trip. Throws `not_found` when one is missing. */
  lockPerson<T>(environmentId: Id, profileIds: Id | readonly Id[], fn: (tx: Tx) => Promise<T>): Promise<T>;
  /** One transaction over the organisation's own rows: users, members, sessions, suppression, audit. */
  organisation<T>(organisationId: Id, fn: (tx: Tx) => Promise<T>): Promise<T>;
  /** One transaction that sees every environment. For the worker's loops, and for look-ups before the tenant is known. Always name the tenant in SQL. */
  engine<T>(fn: (tx: Tx) => Promise<T>): Promise<T>;
  /** The organisation of an environment (kept in memory: it never changes). Throws `not_found`. */
  organisationOf(environmentId: Id): Promise<Id>;
  /** Resolves when the database answers within `withinMs` (default 3 s), else throws `unavailable`. */
  ping(withinMs?: number): Promise<void>;
  readonly urls: { app: string; engine?: string; owner?: string; direct: string };
  close(): Promise<void>;
};

/** Opens the pools; connects at first use. Whoever creates a store closes it. */
export function createStore(options: StoreOptions): Store {
  const { silenceMs, ...others } = options.limits ?? {};
  const limits: TransactionLimits = { statementMs: 30_000, idleMs: 30_000, ...others };
  const open = (url: string): Pool => openPool(url, options, silenceMs ?? limits.statementMs + 2_000);
  const app = open(options.appUrl);
  const engine = options.engineUrl === undefined ? undefined : open(options.engineUrl);
  const organisations = new Map<Id, Id>();

  const organisationOf = async (environmentId: Id): Promise<Id> => {
    const known = organisations.get(environmentId);
    if (known !== undefined) return known;
    const rows = await inTransaction(app, beginSql({ environmentId }, limits), { environmentId }, (tx) =>
      tx.query<{ organisation_id: Id }>("store_organisation_of", "SELECT organisation_id FROM environment WHERE id = $1", [environmentId]),
    );
    const found = rows[0]?.organisation_id;
    if (found === undefined) throw new JourneymanError("not_found", "There is no such environment.", { context: { environmentId } });
    organisations.set(environmentId, found);
    return found;
  };
  const scopeOf = async (environmentId: Id): Promise<Scope> => {
    refuseNested();
    return { environmentId, organisationId: await organisationOf(environmentId) };
  };

  return {
    organisationOf,
    async tenant(environmentId, fn) {
      const scope = await scopeOf(environmentId);
      return inTransaction(app, beginSql(scope, limits), scope, fn);
    },
    async lockPerson(environmentId, profileIds, fn) {
      const scope = await scopeOf(environmentId);
      const people = typeof profileIds === "string" ? [profileIds] : profileIds;
      return inTransaction(app, beginWithLockSql(scope, people, limits), scope, fn, new Set(people).size);
    },
    async organisation(organisationId, fn) {
      return inTransaction(app, beginSql({ organisationId }, limits), { organisationId }, fn);
    },
    async engine(fn) {
      if (engine === undefined)
        throw new JourneymanError("internal", "This process has no ENGINE_DATABASE_URL, so it cannot look across environments.");
      return inTransaction(engine, beginSql({}, limits), {}, fn);
    },
    async ping(withinMs = 3_000) {
      const answer = inTransaction(engine ?? app, beginSql({}, limits), {}, (tx) => tx.query("store_ping", "SELECT 1"));
      // Late, and whoever asked has gone.
      answer.catch(() => {});
      const over = new AbortController();
      const silent = sleep(withinMs, undefined, { signal: over.signal }).then(() =>
        Promise.reject(unreachable(new Error("It did not answer in time."))),
      );
      try {
        await Promise.race([answer, silent]);
      } finally {
        silent.catch(() => {});
        over.abort();
      }
    },
    urls: {
      app: options.appUrl,
      direct: options.directUrl ?? options.engineUrl ?? options.appUrl,
      ...(options.engineUrl === undefined ? {} : { engine: options.engineUrl }),
      ...(options.ownerUrl === undefined ? {} : { owner: options.ownerUrl }),
    },
    async close() {
      await Promise.all([app.end(), engine?.end()]);
    },
  };
}

function openPool(url: string, options: StoreOptions, silenceMs: number): Pool {
  const pool = new Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? "journeyman",
    connectionTimeoutMillis: Math.min(10_000, silenceMs),
    // A connection has its statements planned, which costs about as much as a hundred transactions; it is kept over a quiet spell.
    idleTimeoutMillis: 300_000,
    keepAlive: true,
    query_timeout: silenceMs,
    types: rowTypes,
  });
  // Without a listener an error on an idle connection (the server restarts) ends the process.
  pool.on("error", (error) => options.onIdleError?.(error));
  // Nor does anybody listen to a connection that is lost in the moment between being made and being handed over.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** Set while a function holds a client. Asking any pool for a second one meanwhile can empty it for good, so it is refused. */
const holding = new AsyncLocalStorage<{ open: boolean }>();

function refuseNested(): void {
  if (holding.getStore()?.open) {
    throw new JourneymanError(
      "internal",
      "A transaction was opened inside another one. Pass the outer `tx` on; a second client could exhaust the pool.",
    );
  }
}

async function inTransaction<T>(pool: Pool, begin: string, scope: Scope, fn: (tx: Tx) => Promise<T>, people?: number): Promise<T> {
  refuseNested();
  const client = await pool.connect().catch((error: unknown) => {
    throw cleanError(error);
  });
  let broken: Error | undefined;
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on("error", onError);
  const state = { open: true };
  try {
    const began = await client.query(begin);
    const results = began as unknown as QueryResult<{ now: number }>[];
    if (people !== undefined && results.at(-2)?.rowCount !== people) {
      throw new JourneymanError("not_found", "There is no such person in this environment.", {
        context: { environmentId: scope.environmentId },
      });
    }
    const tx = transaction(client, scope, results.at(-1)?.rows[0]?.now ?? Number.NaN, state);
    const value = await holding.run(state, () => fn(tx));
    state.open = false;
    const committed = await client.query("COMMIT");
    // After a failed statement that somebody swallowed, Postgres answers COMMIT with ROLLBACK, politely.
    if (committed.command !== "COMMIT") {
      throw new JourneymanError(
        "internal",
        "The transaction was rolled back, because a statement in it had failed and the failure was ignored.",
      );
    }
    return value;
  } catch (error) {
    state.open = false;
    // Nothing more is asked of a connection that has gone silent.
    if (isSilence(error)) broken = error;
    if (broken === undefined) {
      await client.query("ROLLBACK").catch((failure: unknown) => {
        broken = failure instanceof Error ? failure : new Error(String(failure));
      });
    }
    throw cleanError(error);
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

function transaction(client: PoolClient, scope: Scope, now: Instant, state: { open: boolean }): Tx {
  const alive = (): void => {
    if (!state.open) throw new JourneymanError("internal", "A transaction was used after it had ended; was an await forgotten?");
  };
  return {
    environmentId: scope.environmentId ?? nilId,
    organisationId: scope.organisationId ?? nilId,
    now: () => now,
    async query<R extends QueryResultRow>(name: string, text: string, values: readonly unknown[] = []): Promise<R[]> {
      alive();
      const result = await client.query<R>({ name, text, values: [...values] });
      return result.rows;
    },
    async run(text, values = []) {
      alive();
      const result = await client.query(text, [...values]);
      return result.rowCount ?? 0;
    },
  };
}

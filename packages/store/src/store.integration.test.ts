import { getEventListeners } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { newId } from "@journeyman/core";
import { seedWorkspace, type TestDatabase, testDatabase } from "@journeyman/testing";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { channels, createStore, isUniqueViolation, listen, notify, retryOnConflict, sqlJson, sqlTime } from "./index.ts";

let database: TestDatabase;
let a: string;
let b: string;
let organisationId: string;

beforeAll(async () => {
  database = await testDatabase();
  const seeded = await seedWorkspace(database.owner);
  ({ environmentId: a, liveEnvironmentId: b, organisationId } = seeded);
});
afterAll(() => database?.drop());

async function person(environmentId: string): Promise<string> {
  const id = newId();
  await database.store.tenant(environmentId, (tx) =>
    tx.run("INSERT INTO profile (environment_id, id) VALUES ($1, $2)", [environmentId, id]),
  );
  return id;
}

describe("a tenant's transaction", () => {
  it("sees and writes the tenant's rows only", async () => {
    const mine = await person(a);
    const theirs = await person(b);
    const seen = await database.store.tenant(a, (tx) => tx.query<{ id: string }>("t_people", "SELECT id FROM profile"));
    expect(seen.map((row) => row.id)).toContain(mine);
    expect(seen.map((row) => row.id)).not.toContain(theirs);
    await expect(
      database.store.tenant(a, (tx) => tx.run("INSERT INTO profile (environment_id, id) VALUES ($1, $2)", [b, newId()])),
    ).rejects.toMatchObject({ code: "42501" });
  });

  it("knows its organisation, so that suppression is readable", async () => {
    const hash = Buffer.from(newId());
    await database.store.organisation(organisationId, (tx) =>
      tx.run(
        "INSERT INTO suppression (organisation_id, environment_kind, kind, organisation_hash, reason) VALUES ($1, 'test', 'email', $2, 'manual')",
        [organisationId, hash],
      ),
    );
    const rows = await database.store.tenant(a, (tx) =>
      tx.query("t_supp", "SELECT 1 FROM suppression WHERE organisation_hash = $1", [hash]),
    );
    expect(rows).toHaveLength(1);
  });

  it("keeps nothing when its function throws, and the connection is good again", async () => {
    const id = newId();
    await expect(
      database.store.tenant(a, async (tx) => {
        await tx.run("INSERT INTO profile (environment_id, id) VALUES ($1, $2)", [a, id]);
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow("changed my mind");
    const rows = await database.store.tenant(a, (tx) => tx.query("t_one", "SELECT id FROM profile WHERE id = $1", [id]));
    expect(rows).toEqual([]);
  });

  it("refuses to pretend that it committed after a swallowed failure", async () => {
    await expect(
      database.store.tenant(a, async (tx) => {
        await tx.run("SELECT 1 / 0").catch(() => {});
      }),
    ).rejects.toThrow(/rolled back/);
  });

  it("refuses a second transaction inside, in any pool, and allows it afterwards", async () => {
    await expect(database.store.tenant(a, () => database.store.tenant(a, async () => 1))).rejects.toThrow(/inside another/);
    await expect(database.store.tenant(a, () => database.store.engine(async () => 1))).rejects.toThrow(/inside another/);
    expect(await database.store.engine(async () => 1)).toBe(1);
  });

  it("refuses a transaction that is used after its end", async () => {
    const leaked = await database.store.tenant(a, async (tx) => tx);
    await expect(leaked.query("t_late", "SELECT 1")).rejects.toThrow(/after it had ended/);
  });

  it("refuses whatever is not an id before it becomes SQL", async () => {
    await expect(database.store.tenant("x'; DROP TABLE profile; --", async () => 1)).rejects.toMatchObject({ code: "invalid_id" });
    await expect(database.store.lockPerson(a, "' OR true --", async () => 1)).rejects.toMatchObject({ code: "invalid_id" });
    await expect(database.store.tenant(newId(), async () => 1)).rejects.toMatchObject({ code: "not_found" });
  });

  it("leaves no tenant on the connection for the next user", async () => {
    const store = createStore({ appUrl: database.appUrl, max: 1 });
    try {
      await store.tenant(a, (tx) => tx.query("t_left", "SELECT 1 FROM profile"));
      const seen = await store.organisation(newId(), (tx) =>
        tx.query<{ n: number; setting: string }>(
          "t_left2",
          "SELECT count(*) AS n, current_setting('app.environment', true) AS setting FROM profile",
        ),
      );
      expect(seen).toEqual([{ n: 0, setting: "" }]);
    } finally {
      await store.close();
    }
  });

  it("never tells values of rows in an error", async () => {
    await database.store.organisation(organisationId, (tx) =>
      tx.run("INSERT INTO user_account (id, organisation_id, email, name) VALUES ($1, $2, 'anna@example.com', 'Anna')", [
        newId(),
        organisationId,
      ]),
    );
    const twice = database.store.organisation(organisationId, (tx) =>
      tx.run("INSERT INTO user_account (id, organisation_id, email, name) VALUES ($1, $2, 'anna@example.com', 'Anna')", [
        newId(),
        organisationId,
      ]),
    );
    const error = await twice.catch((caught: unknown) => caught);
    expect(isUniqueViolation(error, "user_account_email_key")).toBe(true);
    expect(JSON.stringify(error) + String(error)).not.toContain("anna@");
    // Row security makes Postgres itself keep quiet about the row; a table without it does not.
    const detailed = await database.store
      .tenant(a, async (tx) => {
        await tx.run("CREATE TEMP TABLE loud (email text UNIQUE) ON COMMIT DROP");
        for (let i = 0; i < 2; i++) await tx.run("INSERT INTO loud VALUES ($1)", ["anna@example.com"]);
      })
      .catch((caught: unknown) => caught);
    expect(isUniqueViolation(detailed)).toBe(true);
    expect(JSON.stringify(detailed) + String(detailed)).not.toContain("anna@");
    const cast = await database.store.tenant(a, (tx) => tx.run("SELECT $1::uuid", ["anna@example.com"])).catch((caught: unknown) => caught);
    expect(JSON.stringify(cast) + String(cast)).not.toContain("anna@");
  });
});

describe("the person lock", () => {
  it("lets one at a time judge a person, and tells a time after the lock", async () => {
    const id = await person(a);
    const order: string[] = [];
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    let held = (): void => {};
    const holding = new Promise<void>((resolve) => (held = resolve));
    const first = database.store.lockPerson(a, id, async (tx) => {
      order.push("first in");
      held();
      await gate;
      order.push("first out");
      return tx.now();
    });
    await holding;
    const second = database.store.lockPerson(a, id, async (tx) => {
      order.push("second in");
      return tx.now();
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    release();
    const [one, two] = await Promise.all([first, second]);
    expect(order).toEqual(["first in", "first out", "second in"]);
    expect(two - one).toBeGreaterThanOrEqual(100);
  });

  it("does not deadlock over two people, whatever the order they are named in", async () => {
    const [one, two] = [await person(a), await person(a)];
    const runs = Array.from({ length: 20 }, (_, i) => database.store.lockPerson(a, i % 2 ? [one, two] : [two, one], async () => 1));
    expect(await Promise.all(runs)).toHaveLength(20);
  });

  it("says so when the person is not there, or is another tenant's", async () => {
    const theirs = await person(b);
    await expect(database.store.lockPerson(a, newId(), async () => 1)).rejects.toMatchObject({ code: "not_found" });
    await expect(database.store.lockPerson(a, theirs, async () => 1)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("values", () => {
  it("reads timestamps as epoch milliseconds, int8 as number, numeric as text, in any session zone", async () => {
    const at = Date.UTC(2026, 2, 29, 1, 30, 15, 123);
    const rows = await database.store.tenant(a, async (tx) => {
      await tx.run("SET LOCAL TIME ZONE 'Australia/Adelaide'");
      return tx.query(
        "t_values",
        `SELECT $1::timestamptz AS at, ARRAY[$1::timestamptz, NULL] AS ats, 9007199254740991::int8 AS big, '12.30'::numeric AS amount,
                $2::jsonb AS list, $3::jsonb AS nothing, '1850-01-01 00:00:00.5+00'::timestamptz AS old`,
        [sqlTime(at), sqlJson([1, { b: null }]), sqlJson(undefined)],
      );
    });
    expect(rows).toEqual([
      {
        at,
        ats: [at, null],
        big: Number.MAX_SAFE_INTEGER,
        amount: "12.30",
        list: [1, { b: null }],
        nothing: null,
        old: Date.UTC(1850, 0, 1, 0, 0, 0, 500),
      },
    ]);
  });

  it("fails rather than round an int8", async () => {
    await expect(database.store.tenant(a, (tx) => tx.query("t_big", "SELECT 9007199254740993::int8 AS n"))).rejects.toThrow(/too large/);
  });

  it("tells the database's time", async () => {
    const now = await database.store.engine(async (tx) => tx.now());
    expect(Math.abs(now - Date.now())).toBeLessThan(2000);
  });
});

describe("limits", () => {
  it("stops a statement that takes too long, and one that idles in its transaction", async () => {
    const store = createStore({ appUrl: database.appUrl, limits: { statementMs: 200, idleMs: 200 } });
    try {
      await expect(store.tenant(a, (tx) => tx.run("SELECT pg_sleep(5)"))).rejects.toMatchObject({ code: "57014" });
      const idle = store.tenant(a, async (tx) => {
        await new Promise((resolve) => setTimeout(resolve, 600));
        await tx.run("SELECT 1");
      });
      await expect(idle).rejects.toMatchObject({ code: "unavailable" });
      expect(await store.tenant(a, async () => "well again")).toBe("well again");
    } finally {
      await store.close();
    }
  });

  it("gives up a connection on which nothing comes back, and says so of the database", async () => {
    const swallower = await swallowingProxy(database.appUrl);
    const store = createStore({ appUrl: swallower.url, limits: { silenceMs: 300 } });
    try {
      expect(await store.tenant(a, async (tx) => tx.query("t_one", "SELECT 1 AS one"))).toEqual([{ one: 1 }]);
      await store.ping();
      swallower.swallow(true);
      await expect(store.ping(50)).rejects.toMatchObject({ code: "unavailable" });
      await expect(store.tenant(a, async (tx) => tx.run("SELECT 1"))).rejects.toMatchObject({ code: "unavailable", retryable: true });
      swallower.swallow(false);
      expect(await store.tenant(a, async () => "well again")).toBe("well again");
    } finally {
      await store.close();
      await swallower.close();
    }
  });

  it("calls a database that is away unavailable", async () => {
    const store = createStore({ appUrl: "postgresql://nobody:x@127.0.0.1:1/none" });
    await expect(store.organisation(newId(), async () => 1)).rejects.toMatchObject({ code: "unavailable", retryable: true });
    await store.close();
  });
});

describe("retryOnConflict", () => {
  it("runs the loser of a deadlock again", async () => {
    const [one, two] = [await person(a), await person(a)];
    let attempts = 0;
    const touch = (first: string, second: string) =>
      retryOnConflict(() =>
        database.store.tenant(a, async (tx) => {
          attempts++;
          await tx.run("UPDATE profile SET locale = 'pl' WHERE id = $1", [first]);
          await new Promise((resolve) => setTimeout(resolve, 100));
          await tx.run("UPDATE profile SET locale = 'pl' WHERE id = $1", [second]);
        }),
      );
    await Promise.all([touch(one, two), touch(two, one)]);
    expect(attempts).toBeGreaterThan(2);
  });
});

describe("listen", () => {
  async function killListener(): Promise<void> {
    const killer = new Client({ connectionString: database.ownerUrl });
    await killer.connect();
    await killer.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'journeyman listen' AND datname = current_database()",
    );
    await killer.end();
  }

  it("hears what is committed, nothing of what is rolled back, and goes on after its connection was killed", async () => {
    const heard: string[] = [];
    let connections = 0;
    const listener = await listen(database.store, [channels.inbox], (_, payload) => heard.push(payload), {
      onConnected: () => connections++,
    });
    try {
      await database.store.tenant(a, (tx) => notify(tx, channels.inbox, "first"));
      await database.store
        .tenant(a, async (tx) => {
          await notify(tx, channels.inbox, "never");
          throw new Error("no");
        })
        .catch(() => {});
      await expect.poll(() => heard).toEqual(["first"]);
      await killListener();
      await expect.poll(() => connections, { timeout: 5000 }).toBe(2);
      await database.store.tenant(a, (tx) => notify(tx, channels.inbox, "second"));
      await expect.poll(() => heard).toEqual(["first", "second"]);
    } finally {
      await listener.close();
    }
  });

  it("leaves nothing behind of the connections that it lost", async () => {
    const signals: AbortSignal[] = [];
    vi.stubGlobal(
      "AbortController",
      class extends AbortController {
        constructor() {
          super();
          signals.push(this.signal);
        }
      },
    );
    const waiting = () => signals.flatMap((signal) => getEventListeners(signal, "abort")).length;
    let connections = 0;
    const listener = await listen(database.store, [channels.inbox], () => {}, { onConnected: () => connections++ });
    try {
      await expect.poll(() => [connections, waiting() > 0]).toEqual([1, true]);
      const atFirst = waiting();
      for (let made = 2; made <= 5; made++) {
        await killListener();
        await expect.poll(() => connections, { timeout: 5000 }).toBe(made);
      }
      await expect.poll(waiting).toBe(atFirst);
    } finally {
      await listener.close();
      vi.unstubAllGlobals();
    }
    expect(waiting()).toBe(0);
  });

  it("throws when the first connection is refused", async () => {
    const store = createStore({ appUrl: "postgresql://nobody:x@127.0.0.1:1/none" });
    await expect(listen(store, [channels.poke], () => {})).rejects.toMatchObject({ code: "unavailable" });
    await store.close();
  });
});

/** Stands before Postgres; while it swallows, what is said to it goes nowhere, as with a frozen server. */
async function swallowingProxy(target: string): Promise<{ url: string; swallow(on: boolean): void; close(): Promise<void> }> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let swallowing = false;
  const server = createServer((socket) => {
    const upstream = connect(Number(port), hostname);
    for (const end of [socket, upstream]) {
      open.add(end);
      end.on("error", () => {});
      end.on("close", () => {
        open.delete(end);
        socket.destroy();
        upstream.destroy();
      });
    }
    socket.on("data", (data) => swallowing || upstream.write(data));
    upstream.on("data", (data) => socket.write(data));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(target);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    swallow: (on) => {
      swallowing = on;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

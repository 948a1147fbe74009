import { newId } from "@journeyman/core";
import { type SeededWorkspace, seedWorkspace, type TestDatabase, testDatabase } from "@journeyman/testing";
import { Client, type QueryResult } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prismaClient, withOrganisation, withTenant } from "./client.ts";

type Table = {
  name: string;
  scope: "environment_id" | "organisation_id" | "id";
  columns: { name: string; type: string; required: boolean }[];
  grants: string[];
};

let database: TestDatabase;
let app: Client;
let mine: SeededWorkspace;
let theirs: SeededWorkspace;
let tables: Table[];
/** Those that the restricted role may not even name in a query. */
let closed: string[];

/** The scope's value in our own and in the other tenant's rows. */
function scopeValue(of: SeededWorkspace, table: Table): string {
  return table.scope === "environment_id" ? of.environmentId : of.organisationId;
}

beforeAll(async () => {
  database = await testDatabase();
  mine = await seedWorkspace(database.owner);
  theirs = await seedWorkspace(database.owner);
  app = new Client({ connectionString: database.appUrl });
  await app.connect();
  const all = await readTables();
  tables = all.filter((table) => table.grants.length > 0);
  closed = all.filter((table) => table.grants.length === 0).map((table) => table.name);
  // One row of the other tenant in every table, and one of ours, made up from the catalogue: a new table is in the test without a word here.
  await database.owner.query("SET session_replication_role = replica");
  for (const table of tables) for (const of of [mine, theirs]) await insertRow(database.owner, table, of);
  await database.owner.query("SET session_replication_role = DEFAULT");
});
afterAll(async () => {
  await app?.end();
  await database?.drop();
});

async function readTables(): Promise<Table[]> {
  const { rows } = await database.owner.query<Table & { has_environment: boolean }>(`
    SELECT c.relname AS name,
           (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'required', a.attnotnull) ORDER BY a.attnum)
            FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
           (SELECT coalesce(array_agg(privilege_type::text), '{}') FROM information_schema.role_table_grants g WHERE g.grantee = 'journeyman_app' AND g.table_name = c.relname) AS grants
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> '_prisma_migrations'
    ORDER BY c.relname`);
  return rows.map((row) => {
    const has = (name: string) => row.columns.some((column) => column.name === name && column.required);
    return { ...row, scope: has("environment_id") ? "environment_id" : has("organisation_id") ? "organisation_id" : "id" };
  });
}

const samples: [RegExp, () => unknown][] = [
  [/^uuid$/, () => newId()],
  [/^text$/, () => `text ${newId()}`],
  [/^text\[\]$/, () => []],
  [/^jsonb$/, () => "{}"],
  [/^bytea$/, () => Buffer.from(newId())],
  [/^timestamp/, () => new Date()],
  [/^boolean$/, () => false],
  [/^(integer|bigint|numeric|double)/, () => Math.floor(Math.random() * 1e9)],
];

async function insertRow(client: Client, table: Table, of: SeededWorkspace): Promise<QueryResult> {
  const needed = table.columns.filter((column) => column.required);
  const values = needed.map((column) => {
    if (column.name === table.scope) return table.name === "organisation" ? newId() : scopeValue(of, table);
    if (column.name === "organisation_id") return of.organisationId;
    const sample = samples.find(([pattern]) => pattern.test(column.type));
    if (!sample) throw new Error(`The test has no sample of the type ${column.type} (${table.name}.${column.name}).`);
    return sample[1]();
  });
  const columns = needed.map((column) => `"${column.name}"`).join(", ");
  return client.query(`INSERT INTO "${table.name}" (${columns}) VALUES (${needed.map((_, i) => `$${i + 1}`).join(", ")})`, values);
}

/** In a transaction of the restricted role with these settings, always rolled back. */
async function as<T>(settings: { environment?: string; organisation?: string }, fn: () => Promise<T>): Promise<T> {
  await app.query("BEGIN");
  try {
    if (settings.environment !== undefined) await app.query("SELECT set_config('app.environment', $1, true)", [settings.environment]);
    if (settings.organisation !== undefined) await app.query("SELECT set_config('app.organisation', $1, true)", [settings.organisation]);
    return await fn();
  } finally {
    await app.query("ROLLBACK");
  }
}
const us = () => ({ environment: mine.environmentId, organisation: mine.organisationId });

describe("every table", () => {
  it("is in the test", () => {
    expect(tables.length).toBeGreaterThan(40);
    expect(tables.filter((table) => table.scope === "environment_id").length).toBeGreaterThan(30);
  });

  it("is open to tenants, or closed to them altogether", async () => {
    expect(closed).toEqual(["throttle"]);
    for (const name of closed) await expect(app.query(`SELECT 1 FROM "${name}"`), name).rejects.toMatchObject({ code: "42501" });
  });

  it("shows a tenant its own rows and not one of another's", async () => {
    for (const table of tables) {
      const rows = await as(
        us(),
        async () => (await app.query<{ scope: string }>(`SELECT "${table.scope}"::text AS scope FROM "${table.name}"`)).rows,
      );
      expect(rows.length, table.name).toBeGreaterThan(0);
      expect(new Set(rows.map((row) => row.scope)), table.name).toEqual(new Set([scopeValue(mine, table)]));
    }
  });

  it("takes no row for another tenant", async () => {
    for (const table of tables) {
      const attempt = as(us(), () => insertRow(app, table, theirs));
      await expect(attempt, table.name).rejects.toMatchObject({ code: "42501", message: expect.stringContaining("row-level security") });
    }
  });

  it("lets no row of another tenant be changed, and none of one's own be given away", async () => {
    for (const table of tables.filter(({ grants }) => grants.includes("UPDATE"))) {
      const other = scopeValue(theirs, table);
      const touch = `UPDATE "${table.name}" SET "${table.scope}" = "${table.scope}" WHERE "${table.scope}" = $1`;
      const changed = await as(us(), () => app.query(touch, [other]));
      expect(changed.rowCount, table.name).toBe(0);
      const give = `UPDATE "${table.name}" SET "${table.scope}" = $1`;
      const giving = as(us(), () => app.query(give, [table.scope === "id" ? newId() : other]));
      await expect(giving, table.name).rejects.toMatchObject({ code: "42501" });
    }
  });

  it("lets no row of another tenant be removed", async () => {
    for (const table of tables.filter(({ grants }) => grants.includes("DELETE"))) {
      const remove = `DELETE FROM "${table.name}" WHERE "${table.scope}" = $1`;
      const removed = await as(us(), () => app.query(remove, [scopeValue(theirs, table)]));
      expect(removed.rowCount, table.name).toBe(0);
    }
  });

  it("shows nothing without a tenant, also where an earlier transaction left an empty setting", async () => {
    for (const table of tables) {
      const unset = await as({}, async () => (await app.query(`SELECT 1 FROM "${table.name}"`)).rowCount);
      const empty = await as(
        { environment: "", organisation: "" },
        async () => (await app.query(`SELECT 1 FROM "${table.name}"`)).rowCount,
      );
      expect([unset, empty], table.name).toEqual([0, 0]);
    }
    // The setting of a transaction that has ended is '', not unset: that is the case the policies must not stumble over.
    await as(us(), async () => app.query("SELECT 1"));
    expect((await app.query("SELECT current_setting('app.environment', true) AS setting")).rows).toEqual([{ setting: "" }]);
    expect((await app.query("SELECT 1 FROM profile")).rowCount).toBe(0);
  });

  it("refuses a setting that is no id, instead of showing everything", async () => {
    await expect(as({ environment: "x' OR true" }, () => app.query("SELECT 1 FROM profile"))).rejects.toMatchObject({ code: "22P02" });
  });
});

describe("partitions", () => {
  it("are closed to direct access in both roles", async () => {
    const { rows } = await database.owner.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relispartition AND relkind = 'r'",
    );
    expect(rows.length).toBeGreaterThan(30);
    const engine = new Client({ connectionString: database.engineUrl });
    await engine.connect();
    try {
      for (const { name } of rows) {
        for (const client of [app, engine]) {
          await expect(client.query(`SELECT 1 FROM "${name}"`), name).rejects.toMatchObject({ code: "42501" });
          await expect(client.query(`DELETE FROM "${name}"`), name).rejects.toMatchObject({ code: "42501" });
        }
      }
    } finally {
      await engine.end();
    }
  });
});

describe("the restricted role", () => {
  it("cannot become another, switch row security off, or make or empty tables", async () => {
    for (const sql of [
      "SET ROLE journeyman_engine",
      "ALTER TABLE profile DISABLE ROW LEVEL SECURITY",
      "CREATE TABLE public.mine (id int)",
      "TRUNCATE profile",
      "SELECT * FROM _prisma_migrations",
    ]) {
      await expect(app.query(sql), sql).rejects.toMatchObject({ code: "42501" });
    }
    await expect(
      as(us(), async () => (await app.query("SET LOCAL row_security = off"), app.query("SELECT 1 FROM profile"))),
    ).rejects.toMatchObject({ code: "42501" });
  });
});

describe("the engine's role", () => {
  it("sees every tenant", async () => {
    const rows = await database.store.engine((tx) => tx.query<{ id: string }>("t_all", "SELECT environment_id AS id FROM profile"));
    expect(new Set(rows.map((row) => row.id))).toEqual(new Set([mine.environmentId, theirs.environmentId]));
  });
});

describe("Prisma", () => {
  it("works inside a tenant only, and sees what the tenant sees", async () => {
    const prisma = prismaClient(database.appUrl, { max: 1 });
    try {
      const seen = await withTenant(prisma, mine.environmentId, (tx) => tx.profile.findMany());
      expect(seen.map((row) => row.environment_id)).toEqual([mine.environmentId]);
      const brand = await withTenant(prisma, mine.environmentId, (tx) => tx.workspace.findMany());
      expect(brand.length).toBeGreaterThan(0);
      await expect(
        withTenant(prisma, mine.environmentId, (tx) => tx.profile.create({ data: { environment_id: theirs.environmentId, id: newId() } })),
      ).rejects.toThrow(/row-level security/);
      await expect(withTenant(prisma, newId(), async () => 1)).rejects.toMatchObject({ code: "not_found" });
      // The same connection, after a tenant's transaction: nothing of it is left.
      expect(await withOrganisation(prisma, newId(), async (tx) => [await tx.profile.count(), await tx.workspace.count()])).toEqual([0, 0]);
      expect("profile" in prisma || "$queryRaw" in prisma).toBe(false);
    } finally {
      await prisma.close();
    }
  });
});

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { newId } from "@journeyman/core";
import { type TestDatabase, testDatabase } from "@journeyman/testing";
import { PrismaPg } from "@prisma/adapter-pg";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diffDatabase, diffSchemas, emptyDiff } from "./diff.ts";
import { migrate, readMigrations } from "./migrate.ts";
import { urlFor } from "./role-urls.ts";
import { ensureRoles } from "./roles.ts";
import { openSchemaEngine } from "./schema-engine.ts";

let database: TestDatabase;
const schemaFile = new URL("../schema.prisma", import.meta.url);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.drop());

async function names(sql: string): Promise<string[]> {
  return (await database.owner.query<{ name: string }>(sql)).rows.map((row) => row.name);
}

describe("the migrated database", () => {
  it("is what schema.prisma says", async () => {
    expect(await diffDatabase(database.ownerUrl, await readFile(schemaFile, "utf8"))).toBe(emptyDiff);
  });

  it("is compared for real: a column too many is seen", async () => {
    await database.owner.query("ALTER TABLE profile ADD COLUMN extra text");
    try {
      expect(await diffDatabase(database.ownerUrl, await readFile(schemaFile, "utf8"))).toContain('DROP COLUMN "extra"');
    } finally {
      await database.owner.query("ALTER TABLE profile DROP COLUMN extra");
    }
  });

  it("has a copy of the schema beside the newest migration, so that the next one is the difference", async () => {
    const newest = (await readMigrations()).at(-1);
    const copy = await readFile(new URL(`../migrations/${newest?.name}/schema.prisma`, import.meta.url), "utf8");
    expect(await diffSchemas(copy, await readFile(schemaFile, "utf8"))).toBe(emptyDiff);
  });

  it("forces row security on every table, with a policy for the tenant or the organisation and one for the engine", async () => {
    const tables = await database.owner.query<{ name: string; forced: boolean; policies: string[]; environment: boolean }>(`
      SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS forced,
             ARRAY(SELECT polname::text FROM pg_policy WHERE polrelid = c.oid ORDER BY polname) AS policies,
             EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = c.oid AND attname = 'environment_id' AND attnotnull) AS environment
      FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relname <> '_prisma_migrations'`);
    const models = (await readFile(schemaFile, "utf8")).match(/^model /gm)?.length;
    expect(tables.rows).toHaveLength(models ?? 0);
    for (const table of tables.rows) {
      expect(table.forced, table.name).toBe(true);
      expect(table.policies, table.name).toContain("engine");
      const policy = table.name === "throttle" ? "engine" : table.environment ? "tenant" : "organisation";
      expect(table.policies, table.name).toContain(policy);
    }
  });

  it("gives no grant on a partition, and row security without a policy on each", async () => {
    const partitions = await names("SELECT relname AS name FROM pg_class WHERE relispartition AND relkind = 'r'");
    expect(partitions).toHaveLength(16 + 4 * 6);
    expect(
      await names(
        "SELECT table_name::text AS name FROM information_schema.role_table_grants WHERE grantee LIKE 'journeyman\\_%' AND table_name ~ '_(default|[0-9]{2}|[0-9]{4}_[0-9]{2})$'",
      ),
    ).toEqual([]);
    expect(
      await names(
        "SELECT relname AS name FROM pg_class WHERE relispartition AND relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity)",
      ),
    ).toEqual([]);
    expect(await names("SELECT polname AS name FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid WHERE relispartition")).toEqual([]);
  });

  it("gives the restricted roles nothing that passes by row security", async () => {
    const roles = await names(
      `SELECT rolname AS name FROM pg_roles WHERE rolname IN ('journeyman_app', 'journeyman_engine') AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)`,
    );
    expect(roles).toEqual([]);
    expect(await names("SELECT relname AS name FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace")).toEqual([]);
    expect(
      await names(
        "SELECT proname AS name FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace AND has_function_privilege('journeyman_app', oid, 'EXECUTE')",
      ),
    ).toEqual([]);
  });

  it("has every unique key of a partitioned table hold its partition key", async () => {
    expect(
      await names(`
      SELECT i.indexrelid::regclass::text AS name FROM pg_index i JOIN pg_partitioned_table p ON p.partrelid = i.indrelid
      WHERE i.indisunique AND NOT (p.partattrs::int[] <@ i.indkey::int[])`),
    ).toEqual([]);
  });
});

describe("partitions", () => {
  it("take rows by the month in their id, and the default one takes what lies outside", async () => {
    const environmentId = newId();
    const put = async (at: number): Promise<string> => {
      const id = newId(at);
      await database.owner.query(
        `INSERT INTO event (environment_id, id, profile_id, type, name, at, received_at) VALUES ($1, $2, $1, 'track', 'x', now(), now())`,
        [environmentId, id],
      );
      const [where] = await names(`SELECT tableoid::regclass::text AS name FROM event WHERE id = '${id}'`);
      return where ?? "";
    };
    const now = new Date();
    const month = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
    const label = (at: number) => `event_${new Date(at).toISOString().slice(0, 7).replace("-", "_")}`;
    expect(await put(month)).toBe(label(month));
    expect(await put(month - 1)).toBe(label(month - 1));
    expect(await put(Date.UTC(2001, 0, 1))).toBe("event_default");
  });

  it("are made ahead once, and a month with rows in the default one is left there", async () => {
    const before = await names("SELECT ensure_partitions(3) AS name");
    expect(before).toEqual([]);
    const made = await names("SELECT ensure_partitions(5) AS name");
    expect(made).toHaveLength(8);
    const later = new Date();
    const id = newId(Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 6, 15));
    await database.owner.query(
      `INSERT INTO run (environment_id, id, journey_id, version_id, profile_id, key_hash, entered_at) VALUES ($1, $1, $1, $1, $1, '', now())`,
      [id],
    );
    const next = await names("SELECT ensure_partitions(6) AS name");
    expect(next).toHaveLength(3);
    expect(next.some((name) => name.startsWith("run_"))).toBe(false);
    await expect(database.owner.query("SELECT ensure_partitions(1000)")).rejects.toThrow(/between 0 and 24/);
  });

  it("made by the engine's role are closed to it all the same", async () => {
    const made = await database.store.engine((tx) => tx.query<{ name: string }>("t_ensure", "SELECT ensure_partitions(7) AS name"));
    expect(made.length).toBeGreaterThan(0);
    for (const { name } of made) {
      await expect(database.store.engine((tx) => tx.run(`SELECT 1 FROM ${name}`))).rejects.toMatchObject({ code: "42501" });
    }
    await expect(database.store.organisation(newId(), (tx) => tx.run("SELECT ensure_partitions(8)"))).rejects.toMatchObject({
      code: "42501",
    });
  });
});

describe("migrate", () => {
  it("does nothing the second time, and nothing twice when several start at once", async () => {
    const answers = await Promise.all([1, 2, 3].map(() => migrate(database.ownerUrl)));
    expect(answers).toEqual([{ applied: [] }, { applied: [] }, { applied: [] }]);
    expect(await names(`SELECT migration_name AS name FROM "_prisma_migrations"`)).toEqual(
      (await readMigrations()).map(({ name }) => name),
    );
  });

  it("leaves a history that Prisma's own engine finds in order, so that `prisma migrate deploy` goes on from it", async () => {
    const engine = await openSchemaEngine(new PrismaPg({ connectionString: database.ownerUrl, max: 1, allowExitOnIdle: true }));
    const migrationDirectories = (await readMigrations()).map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value: sql } },
    }));
    const lockfile = { path: "migration_lock.toml", content: 'provider = "postgresql"' };
    const found = await engine.diagnoseMigrationHistory({
      migrationsList: { baseDir: "", lockfile, shadowDbInitScript: "", migrationDirectories },
      optInToShadowDatabase: false,
      filters: { externalTables: [], externalEnums: [] },
    });
    expect(found).toMatchObject({ editedMigrationNames: [], failedMigrationNames: [], hasMigrationsTable: true });
    expect(found.history ?? null).toBeNull();
  });

  it("refuses an edited, an unknown and an unfinished migration", async () => {
    const restore = `UPDATE "_prisma_migrations" SET checksum = '${(await readMigrations())[0]?.checksum}', finished_at = now() WHERE migration_name LIKE '%_init'`;
    await database.owner.query(`UPDATE "_prisma_migrations" SET checksum = 'x' WHERE migration_name LIKE '%_init'`);
    await expect(migrate(database.ownerUrl)).rejects.toThrow(/was edited/);
    await database.owner.query(restore);
    await database.owner.query(`UPDATE "_prisma_migrations" SET finished_at = NULL WHERE migration_name LIKE '%_init'`);
    await expect(migrate(database.ownerUrl)).rejects.toThrow(/did not finish/);
    await database.owner.query(restore);
    await database.owner.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '29990101000000_later', now())`,
    );
    await expect(migrate(database.ownerUrl)).rejects.toThrow(/newer release/);
    await database.owner.query(`DELETE FROM "_prisma_migrations" WHERE id = 'x'`);
    expect(await migrate(database.ownerUrl)).toEqual({ applied: [] });
  });

  it("gives a role its derived password, again when it was changed, unless the user manages it", async () => {
    // A role of its own: the real ones belong to the whole server, and other tests log in with them at this moment.
    const role = `journeyman_t${newId().slice(-12)}`;
    const ensure = (keep: string[] = []) => ensureRoles(database.owner, database.ownerUrl, keep, [role]);
    const logIn = async () => {
      const client = new Client({ connectionString: urlFor(database.ownerUrl, role) });
      await client.connect();
      await client.end();
    };
    await expect(ensure()).rejects.toThrow(/is missing/);
    await database.owner.query(`CREATE ROLE ${role} NOLOGIN`);
    try {
      expect(await ensure()).toEqual([role]);
      await logIn();
      expect(await ensure()).toEqual([]);
      await database.owner.query(`ALTER ROLE ${role} PASSWORD 'another'`);
      expect(await ensure([role])).toEqual([]);
      await expect(logIn()).rejects.toMatchObject({ code: "28P01" });
      expect(await ensure()).toEqual([role]);
      await logIn();
      await database.owner.query(`ALTER ROLE ${role} BYPASSRLS`);
      await expect(ensure()).rejects.toThrow(/passes by row level security/);
    } finally {
      await database.owner.query(`DROP ROLE ${role}`);
    }
  });

  it("runs as a program, with only DATABASE_URL", async () => {
    const cwd = fileURLToPath(new URL("..", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "src/migrate-main.ts"], {
      cwd,
      env: { ...process.env, DATABASE_URL: database.ownerUrl },
    });
    expect(stdout).toContain("up to date");
  });
});

describe("what is never changed", () => {
  it("is refused to every role, the owner included", async () => {
    const id = newId();
    await database.owner.query(
      `INSERT INTO consent (environment_id, id, profile_id, subject, state, basis, method, at) VALUES ($1, $1, $1, 'offers', 'granted', 'consent', 'api', now())`,
      [id],
    );
    await database.owner.query(
      `INSERT INTO audit (organisation_id, seq, at, actor_kind, action, commitment, previous, hash) VALUES ($1, 1, now(), 'system', 'x', '', '', '')`,
      [id],
    );
    await database.owner.query(
      `INSERT INTO version (environment_id, id, journey_id, number, definition, plan, checksum) VALUES ($1, $1, $1, 1, '{}', '{}', '')`,
      [id],
    );
    for (const table of ["consent", "audit", "version"]) {
      const change = table === "audit" ? "action = 'y'" : table === "consent" ? "state = 'denied'" : "number = 2";
      await expect(database.owner.query(`UPDATE ${table} SET ${change}`), table).rejects.toThrow(/append-only/);
      await expect(database.owner.query(`DELETE FROM ${table}`), table).rejects.toThrow(/append-only/);
      await expect(
        database.store.engine((tx) => tx.run(`UPDATE ${table} SET ${change}`)),
        table,
      ).rejects.toThrow(/permission denied/);
      await expect(
        database.store.engine((tx) => tx.run(`DELETE FROM ${table}`)),
        table,
      ).rejects.toThrow(/permission denied/);
    }
    await expect(database.owner.query("TRUNCATE audit")).rejects.toThrow(/append-only/);
  });
});

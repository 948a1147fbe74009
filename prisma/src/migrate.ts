import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { JourneymanError } from "@journeyman/core";
import { Client } from "pg";
import { ensureRoles } from "./roles.ts";

const migrationsFolder = new URL("../migrations/", import.meta.url);
// The lock that Prisma takes: `prisma migrate deploy` elsewhere and this never run at the same time.
const lockKey = 72707369;

export type Migration = { name: string; sql: string; checksum: string };

export type MigrateOptions = {
  log?: (line: string) => void;
  /** Roles whose password the user manages (their URL is given in APP_DATABASE_URL or ENGINE_DATABASE_URL). */
  keepRoles?: readonly string[];
};

/**
 * Brings the database to the newest schema: applies what is new in prisma/migrations, each in its own transaction, and records it in
 * `_prisma_migrations` as Prisma does; then sees to the restricted roles' logins and to this and the coming months' partitions.
 * Safe to call at every start and from several processes at once. Throws `conflict` when an applied migration was edited or has failed.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<{ applied: string[] }> {
  const log = options.log ?? (() => {});
  const migrations = await readMigrations();
  const owner = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000, application_name: "journeyman migrate" });
  await owner.connect();
  try {
    await owner.query("SELECT pg_advisory_lock($1)", [lockKey]);
    await owner.query(historyTable);
    const pending = pendingOf(migrations, (await owner.query<HistoryRow>(historyQuery)).rows);
    for (const migration of pending) {
      log(`Applying the migration ${migration.name}.`);
      await apply(owner, migration);
    }
    for (const role of await ensureRoles(owner, ownerUrl, options.keepRoles ?? [])) log(`Gave the role ${role} its login.`);
    await owner.query("SELECT ensure_partitions()");
    return { applied: pending.map((migration) => migration.name) };
  } finally {
    await owner.end();
  }
}

/** The migrations in the folder, oldest first, with the checksum that Prisma keeps of each. */
export async function readMigrations(): Promise<Migration[]> {
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(fileURLToPath(new URL(`${name}/migration.sql`, migrationsFolder)), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

type HistoryRow = { migration_name: string; checksum: string; finished: boolean };

const historyTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;
const historyQuery = `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`;

function pendingOf(migrations: readonly Migration[], history: readonly HistoryRow[]): Migration[] {
  const byName = new Map(history.map((row) => [row.migration_name, row]));
  const refuse = (message: string) => new JourneymanError("conflict", message);
  for (const row of history) {
    const migration = migrations.find((known) => known.name === row.migration_name);
    if (!row.finished)
      throw refuse(
        `The migration ${row.migration_name} began once and did not finish. Look at its row in _prisma_migrations, mend the database, and mark it with "prisma migrate resolve".`,
      );
    if (migration === undefined)
      throw refuse(
        `The database has the migration ${row.migration_name}, which this release does not know. It was migrated by a newer release: run that one.`,
      );
    if (migration.checksum !== row.checksum)
      throw refuse(
        `The migration ${row.migration_name} was edited after it was applied. Restore its file and put the change into a new migration.`,
      );
  }
  return migrations.filter((migration) => !byName.has(migration.name));
}

/** All of a migration or nothing of it, its record included. */
async function apply(owner: Client, migration: Migration): Promise<void> {
  await owner.query("BEGIN");
  try {
    await owner.query(migration.sql);
    await owner.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await owner.query("COMMIT");
  } catch (error) {
    await owner.query("ROLLBACK").catch(() => {});
    const reason = error instanceof Error ? error.message : String(error);
    throw new JourneymanError("internal", `The migration ${migration.name} could not be applied, and nothing of it was kept: ${reason}`, {
      cause: error,
    });
  }
}

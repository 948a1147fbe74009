import { mkdir, readFile, writeFile } from "node:fs/promises";
import { diffSchemas, emptyDiff } from "./diff.ts";
import { readMigrations } from "./migrate.ts";

/** `npm run diff -w @journeyman/prisma -- add-segments`: writes the next migration from what changed in schema.prisma. */
const name = process.argv[2]?.replaceAll("-", "_");
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error("Name the migration: npm run diff -w @journeyman/prisma -- add-segments");
  process.exit(2);
}
const root = new URL("../", import.meta.url);
const newest = (await readMigrations()).at(-1);
const before = newest && (await readFile(new URL(`migrations/${newest.name}/schema.prisma`, root), "utf8"));
const after = await readFile(new URL("schema.prisma", root), "utf8");
const sql = await diffSchemas(before, after);
if (sql === emptyDiff) {
  console.log(`schema.prisma says what ${newest?.name} says; there is nothing to migrate.`);
} else {
  const folder = new URL(`migrations/${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}_${name}/`, root);
  await mkdir(folder, { recursive: true });
  await writeFile(new URL("migration.sql", folder), `${sql}\n${protection(sql)}`);
  await writeFile(new URL("schema.prisma", folder), after);
  console.log(`Wrote ${folder.pathname}. Read it before you commit it: partitions, partial indexes, grants and data are by hand.`);
}

/** New tables are closed at once: without these lines nobody but the owner may touch them. */
function protection(script: string): string {
  const lines: string[] = [];
  for (const [, table, columns] of script.matchAll(/CREATE TABLE "(\w+)" \(\n(.*?)\n\)/gs)) {
    if (columns?.includes('"environment_id" UUID NOT NULL')) lines.push(`SELECT "protect_tenant_table"('${table}');`);
    else if (columns?.includes('"organisation_id" UUID NOT NULL'))
      lines.push(`SELECT "protect_organisation_table"('${table}', 'organisation_id');`);
    else lines.push(`-- "${table}" names no tenant: decide who may see it, and say so here.`);
  }
  return lines.length === 0 ? "" : `\n-- Row level security\n${lines.join("\n")}\n`;
}

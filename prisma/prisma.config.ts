import { defineConfig } from "prisma/config";

// Prisma's own engine binaries are fetched at run time from a host that many networks refuse. `generate`, `validate` and `format`
// do not need them but look for one: naming any executable keeps them from downloading. Migrations are applied by src/migrate.ts.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;
process.env.CHECKPOINT_DISABLE ??= "1";

export default defineConfig({
  schema: "schema.prisma",
  migrations: { path: "migrations" },
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
});

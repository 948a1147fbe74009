import { migrate } from "./migrate.ts";
import { appRole, engineRole } from "./role-urls.ts";

/** `npm run migrate -w @journeyman/prisma`: brings the database of DATABASE_URL to the newest schema. */
const url = process.env.DATABASE_URL;
if (!url) {
  console.error("Set DATABASE_URL to the owner's URL of the database, such as postgresql://owner:password@host:5432/journeyman.");
  process.exit(2);
}
const keepRoles = [...(process.env.APP_DATABASE_URL ? [appRole] : []), ...(process.env.ENGINE_DATABASE_URL ? [engineRole] : [])];
try {
  const { applied } = await migrate(url, { log: console.log, keepRoles });
  console.log(applied.length === 0 ? "The database is up to date." : `Applied ${applied.length} migration(s).`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

export { type MigrateOptions, migrate } from "./migrate.ts";
export { roleUrls, type RoleUrls } from "./role-urls.ts";

export { type MigrateOptions, migrate } from "./migrate.ts";
export { type RoleUrls, roleUrls } from "./role-urls.ts";

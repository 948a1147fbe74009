export { type MigrateOptions, migrate } from "./migrate.ts";
export { givenRoleUrls, type RoleUrls, roleUrls } from "./role-urls.ts";

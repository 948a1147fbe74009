export { migrate, type MigrateOptions } from "./migrate.ts";
export { appRole, engineRole, rolePassword, roleUrls, type RoleUrls } from "./role-urls.ts";

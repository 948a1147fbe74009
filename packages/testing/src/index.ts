export { seedWorkspace, type SeededWorkspace } from "./seed.ts";
export { testDatabase, type TestDatabase } from "./test-database.ts";

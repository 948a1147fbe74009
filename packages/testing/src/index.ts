export { type SeededWorkspace, seedWorkspace } from "./seed.ts";
export { type TestDatabase, testDatabase } from "./test-database.ts";

export { type SeededWorkspace, seedWorkspace } from "./seed.ts";
export { type TestDatabase, testDatabase } from "./test-database.ts";
export { type TestWorkspace, testWorkspace } from "./test-workspace.ts";

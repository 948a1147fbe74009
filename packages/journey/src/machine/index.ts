export { advance } from "./advance.ts";
export { StepFault } from "./fault.ts";
export { readsFor } from "./reads.ts";
export { begin, migrateState } from "./state.ts";
export type * from "./types.ts";
export { waitMatches } from "./waits.ts";
export * from "./ways.ts";

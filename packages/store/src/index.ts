export { cleanError, isConflict, isUniqueViolation, retryOnConflict } from "./errors.ts";
export { type Channel, channels, type Listener, type ListenOptions, listen, notify } from "./listen.ts";
export { createStore, type Store, type StoreOptions } from "./store.ts";
export { nilId, type QueryResultRow, type Tx } from "./tx.ts";
export { parseInstant, sqlJson, sqlTime } from "./types.ts";

export { cacheFolder, findTemporal, type FoundTemporal } from "./find-temporal.ts";
export { anyPort, portAllocator } from "./ports.ts";
export { startPostgres, type PostgresOptions, type PostgresServer } from "./postgres.ts";
export { isReachable } from "./postgres-binaries.ts";
export { endGroup, hasEnded, spawnGroup } from "./process-group.ts";
export { startTemporal, type TemporalOptions, type TemporalServer } from "./temporal.ts";

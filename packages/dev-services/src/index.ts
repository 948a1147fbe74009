export { cacheFolder, type FoundTemporal, findTemporal } from "./find-temporal.ts";
export { claimPort } from "./port-claims.ts";
export { anyPort, portAllocator } from "./ports.ts";
export { type PostgresOptions, type PostgresServer, startPostgres } from "./postgres.ts";
export { isReachable } from "./postgres-binaries.ts";
export { endGroup, hasEnded, spawnGroup } from "./process-group.ts";
export { startTemporal, type TemporalOptions, type TemporalServer } from "./temporal.ts";

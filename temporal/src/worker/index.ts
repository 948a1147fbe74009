export { workflowBundle } from "./bundle.ts";
export { readConfig, type WorkerConfig } from "./config.ts";
export { requirePinnedVersions } from "./pinned-versions.ts";
export { type RunningWorker, startWorker, type WorkerOptions } from "./start-worker.ts";

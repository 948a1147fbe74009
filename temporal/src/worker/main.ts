import { createRepeats } from "@journeyman/core";
import { machineRegistry } from "@journeyman/nodes/machine";
import { createStore } from "@journeyman/store";
import { openVault } from "@journeyman/vault";
import { makeTelemetryFilterString, Runtime } from "@temporalio/worker";
import pino from "pino";
import { readConfig } from "./config.ts";
import { type Health, serveHealth } from "./health.ts";
import { sdkLogger } from "./sdk-logger.ts";
import { describe, type RunningWorker, startWorker } from "./start-worker.ts";

const log = pino({ name: "worker", level: process.env.LOG_LEVEL || "info" });

async function main(): Promise<void> {
  const config = readConfig(process.env);
  // Ctrl-C and SIGTERM are ours to handle: the SDK's own handlers would stop the workers before the loops.
  Runtime.install({
    shutdownSignals: [],
    logger: sdkLogger(log),
    telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: "WARN", other: "ERROR" }) } },
  });
  const lost = createRepeats();
  const store = createStore({
    appUrl: config.appUrl,
    engineUrl: config.engineUrl,
    max: 24,
    applicationName: "journeyman worker",
    onIdleError: (error) => lost.note("lost", (kept) => log.warn({ ...describe(error), ...kept }, "idle database connections were lost")),
  });
  let worker: RunningWorker | undefined;
  let stopping = false;
  let health: Health | undefined;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "stopping: what is under way is finished first");
    worker?.stop().catch((error: unknown) => log.error(describe(error), "could not stop in order"));
  };
  process.on("SIGINT", () => stop("SIGINT"));
  process.on("SIGTERM", () => stop("SIGTERM"));
  try {
    health = await serveHealth(config.health.host, config.health.port, () => worker !== undefined && !stopping);
    const vault = openVault({ keyFile: config.keyFile });
    await vault.verifyAgainst(store);
    worker = await startWorker({
      deps: { store, vault, registry: machineRegistry, publicUrls: config.publicUrls, allowPrivateHosts: config.allowPrivateHosts },
      temporal: config.temporal,
      log,
    });
    log.info({ health: health.port, temporal: config.temporal.address }, "ready");
    if (stopping) await worker.stop();
    await worker.done;
  } finally {
    await health?.close();
    await store.close();
    // It listens to the SDK's log for as long as it lives, and so would this process.
    await Runtime.instance().shutdown();
  }
}

main().then(
  () => log.info("stopped"),
  (error: unknown) => {
    log.fatal({ ...describe(error) }, error instanceof Error ? error.message : "the worker failed");
    process.exitCode = 1;
  },
);

import { availableParallelism } from "node:os";
import { createRepeats, isJourneymanError } from "@journeyman/core";
import { createLoops, type RuntimeDeps } from "@journeyman/runtime";
import { Client } from "@temporalio/client";
import { NativeConnection, Worker } from "@temporalio/worker";
import type { Logger } from "pino";
import { createActivities } from "../activities/index.ts";
import { createWaker } from "../client/index.ts";
import { channelQueue, channels, mainQueue } from "../workflows/names.ts";
import { workflowBundle } from "./bundle.ts";
import { requirePinnedVersions } from "./pinned-versions.ts";
import { createUnderWay } from "./under-way.ts";

const cores = Math.max(1, availableParallelism());

export type WorkerOptions = {
  deps: RuntimeDeps;
  temporal: { address: string; namespace: string };
  log: Logger;
  /** Drivers this process keeps in memory; each is about 20 KB of V8 heap. A cache smaller than the live runs costs a quarter of the speed. */
  cachedRuns?: number;
  sweepMs?: number;
  overdueMs?: number;
};

export type RunningWorker = {
  /** Ends when the worker stops; rejects when it cannot go on. */
  readonly done: Promise<void>;
  /** Takes no more work, and resolves once what is under way has ended. */
  stop(): Promise<void>;
};

/**
 * One process that does all of a worker's work: drivers and advances on the main queue, deliveries on each channel's, and the loops that
 * route, poke and sweep. Starts on one connection, so that the runs it starts begin here without another round trip.
 * Throws `unprocessable` when people are on steps that this release does not have.
 */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { deps, log } = options;
  await requirePinnedVersions(deps.store, deps.registry);
  const connection = await NativeConnection.connect({ address: options.temporal.address });
  const { namespace } = options.temporal;
  const repeats = createRepeats();
  // Told for each run, but for a database that is away, which they all have in common.
  const warn = (message: string, fields: object, error: unknown): void => {
    const say = (kept: object): void => log.warn({ ...fields, ...describe(error), ...kept }, message);
    if (isJourneymanError(error) && error.code === "unavailable") repeats.note(message, say);
    else say({});
  };
  const underWay = createUnderWay();
  const activities = underWay.over(createActivities(deps, (error, run) => warn("an activity failed; it is tried again", { run }, error)));
  const main = await Worker.create({
    connection,
    namespace,
    taskQueue: mainQueue,
    workflowBundle: await workflowBundle(),
    activities,
    // As many advances at once as the cores can keep quick: past that each one takes longer, workflow tasks beat while they wait, and the
    // same work costs more. What does not fit waits in Temporal's queue. (`reuseV8Context: false` would cost half of the CPU.)
    maxConcurrentWorkflowTaskExecutions: 16 * cores,
    maxConcurrentLocalActivityExecutions: 8 * cores,
    maxConcurrentActivityTaskExecutions: 8 * cores,
    workflowTaskPollerBehavior: { type: "autoscaling", initial: 10, maximum: 40, minimum: 2 },
    maxCachedWorkflows: options.cachedRuns ?? 2_000,
    shutdownGraceTime: "10s",
  });
  const senders = await Promise.all(
    channels.map((channel) =>
      // These wait on slow providers and do little else.
      Worker.create({
        connection,
        namespace,
        taskQueue: channelQueue(channel),
        activities,
        maxConcurrentActivityTaskExecutions: 50,
        shutdownGraceTime: "10s",
      }),
    ),
  );
  const client = new Client({ connection, namespace });
  const loops = createLoops(deps, createWaker(client.workflow, { eager: true }), {
    onError: (error, loop) => warn("a loop failed; it goes on", { loop }, error),
    ...(options.sweepMs === undefined ? {} : { sweepMs: options.sweepMs }),
    ...(options.overdueMs === undefined ? {} : { overdueMs: options.overdueMs }),
  });
  await loops.start();
  const workers = [main, ...senders];
  const runAll = async (): Promise<void> => {
    try {
      await Promise.all(workers.map((worker) => worker.run()));
    } finally {
      // The SDK lets go of an activity whose workflow task ran out meanwhile; what it has claimed and is sending gets its outcome all the same.
      await underWay.ended();
      await loops.stop();
      await connection.close();
    }
  };
  const done = runAll();
  // Whoever never awaits `done` must not end the process by it; `stop` and main both do.
  done.catch(() => {});
  return {
    done,
    async stop() {
      await loops.stop();
      for (const worker of workers) if (worker.getState() === "RUNNING") worker.shutdown();
      await done;
    },
  };
}

/** What a log may hold of an error. Ours are written for readers; others' messages may quote values, so only their kind is kept. */
export function describe(error: unknown): { error: string; code?: string } {
  if (!(error instanceof Error)) return { error: "unknown" };
  const code = "code" in error ? { code: String(error.code) } : {};
  return { error: error.name === "JourneymanError" ? error.message : error.name, ...code };
}

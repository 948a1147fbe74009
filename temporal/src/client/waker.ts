import type { WakeRun, Waker } from "@journeyman/runtime";
import type { WorkflowClient } from "@temporalio/client";
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from "@temporalio/common";
import { mainQueue, pokeSignal, type RunInput, workflowType } from "../workflows/names.ts";

/**
 * Wakes drivers. Both calls may be made any number of times: an open driver is used, a closed one is followed by a new one, and
 * Postgres tells a driver that comes too late to exit. `client` should stand on the worker's NativeConnection: then a start is
 * eager, its first task runs in this worker without another round trip.
 */
export function createWaker(client: WorkflowClient, options: { eager?: boolean; taskQueue?: string } = {}): Waker {
  const taskQueue = options.taskQueue ?? mainQueue;
  const common = (run: WakeRun) => ({
    taskQueue,
    workflowId: run.runId,
    workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
    // A worker's death is noticed when a workflow task times out; the default is ten seconds.
    workflowTaskTimeout: "3s" as const,
    staticSummary: run.journeyName,
    args: [{ environment: run.environmentId, run: run.runId, profile: run.profileId } satisfies RunInput] as [RunInput],
  });
  return {
    async start(run) {
      await client.start(workflowType, { ...common(run), requestEagerStart: options.eager ?? false });
    },
    async poke(run) {
      await client.signalWithStart(workflowType, { ...common(run), signal: pokeSignal, signalArgs: [] });
    },
  };
}

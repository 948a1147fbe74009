import { ApplicationFailure } from "@temporalio/common";
import { DefaultLogger, type LogMetadata } from "@temporalio/worker";
import type { Logger } from "pino";
import { providerAway } from "../activities/failures.ts";
import { channelQueue, channels } from "../workflows/names.ts";

/** A channel's worker only sends: that it runs no workflows is as it should be, and said nowhere. */
const noWorkflows = "No workflows registered, not polling for workflow tasks";
const sending = new Set<unknown>(channels.map(channelQueue));

/** What is said of an activity that failed: its own error, in full, by `report`. That a provider takes nothing now is no error, and is not reported. */
function isReported(meta: LogMetadata | undefined): boolean {
  const { activityType, error } = meta ?? {};
  return (activityType === "advance" || activityType === "deliver") && error instanceof ApplicationFailure && error.type !== providerAway;
}

/** What the SDK warns of, in our own log, with the run it is about. */
export function sdkLogger(log: Logger): DefaultLogger {
  return new DefaultLogger("WARN", ({ level, message, meta }) => {
    if (message === noWorkflows && sending.has(meta?.taskQueue)) return;
    if (message === "Activity failed" && isReported(meta)) return;
    const { workflowId, error } = meta ?? {};
    log.warn(
      { sdk: level, ...(workflowId ? { run: workflowId } : {}), ...(error instanceof Error ? { reason: error.message } : {}) },
      message,
    );
  });
}

import { createRepeats } from "@journeyman/core";
import { ApplicationFailure } from "@temporalio/common";
import { DefaultLogger, type LogMetadata } from "@temporalio/worker";
import type { Logger } from "pino";
import { providerAway } from "../activities/failures.ts";
import { channelQueue, channels } from "../workflows/names.ts";

/** A channel's worker only sends: that it runs no workflows is as it should be, and said nowhere. */
const noWorkflows = "No workflows registered, not polling for workflow tasks";
const sending = new Set<unknown>(channels.map(channelQueue));

/** What is said of an activity that failed: its own error, in full, by `report`. That a provider takes nothing now is no error: the messages say so themselves. */
function isReported(meta: LogMetadata | undefined): boolean {
  const { activityType, error } = meta ?? {};
  return (activityType === "advance" || activityType === "deliver") && error instanceof ApplicationFailure;
}

/** What the SDK warns of, in our own log, with the run it is about; what it says again and again is said once, and then how often. */
export function sdkLogger(log: Logger): DefaultLogger {
  const repeats = createRepeats();
  return new DefaultLogger("WARN", ({ level, message, meta }) => {
    if (message === noWorkflows && sending.has(meta?.taskQueue)) return;
    const { workflowId, taskQueue, error } = meta ?? {};
    if (message === "Activity failed" && error instanceof ApplicationFailure && error.type === providerAway) {
      repeats.note(`away ${String(taskQueue)}`, (kept) =>
        log.warn({ queue: taskQueue, ...kept }, "a provider takes nothing now: its messages wait, and are tried again"),
      );
      return;
    }
    if (message === "Activity failed" && isReported(meta)) return;
    const reason = error instanceof Error ? error.message : undefined;
    // Of each run, where it is about one.
    repeats.note(`${message} ${reason} ${String(workflowId)}`, (kept) =>
      log.warn({ sdk: level, ...(workflowId ? { run: workflowId } : {}), ...(reason === undefined ? {} : { reason }), ...kept }, message),
    );
  });
}

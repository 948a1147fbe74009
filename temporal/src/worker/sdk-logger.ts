import { DefaultLogger } from "@temporalio/worker";
import type { Logger } from "pino";
import { channelQueue, channels } from "../workflows/names.ts";

/** A channel's worker only sends: that it runs no workflows is as it should be, and said nowhere. */
const noWorkflows = "No workflows registered, not polling for workflow tasks";
const sending = new Set<unknown>(channels.map(channelQueue));

/** What the SDK warns of, in our own log. */
export function sdkLogger(log: Logger): DefaultLogger {
  return new DefaultLogger("WARN", ({ level, message, meta }) => {
    if (message === noWorkflows && sending.has(meta?.taskQueue)) return;
    log.warn({ sdk: level }, message);
  });
}

import { ApplicationFailure } from "@temporalio/common";
import pino from "pino";
import { expect, test } from "vitest";
import { sdkLogger } from "./sdk-logger.ts";

test("the SDK's warnings are in our log, once each, but for the one that is expected of workers that only send", () => {
  const lines: unknown[] = [];
  const log = pino({ base: undefined, timestamp: false }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const sdk = sdkLogger(log);
  const noWorkflows = "No workflows registered, not polling for workflow tasks";
  for (const taskQueue of ["journeyman-email", "journeyman-sms", "journeyman"]) sdk.warn(noWorkflows, { taskQueue });
  const failed = (activityType: string, type: string) =>
    sdk.warn("Activity failed", {
      activityType,
      taskQueue: "journeyman-email",
      workflowId: "r-1",
      error: ApplicationFailure.create({ message: "It failed.", type }),
    });
  // The worker has said it already, with the error itself.
  failed("advance", "internal");
  for (let i = 0; i < 30; i++) failed("deliver", "later");
  sdk.warn("Activity failed", { activityType: "unheard-of", workflowId: "r-2", error: new Error("Not registered.") });
  for (let i = 0; i < 5; i++) sdk.warn(noWorkflows);
  sdk.error("Worker failed");
  sdk.info("Worker state changed");
  expect(lines).toEqual([
    { level: 40, sdk: "WARN", msg: noWorkflows },
    { level: 40, queue: "journeyman-email", msg: "a provider takes nothing now: its messages wait, and are tried again" },
    { level: 40, sdk: "WARN", run: "r-2", reason: "Not registered.", msg: "Activity failed" },
    { level: 40, sdk: "ERROR", msg: "Worker failed" },
  ]);
});

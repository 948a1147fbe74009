import pino from "pino";
import { expect, test } from "vitest";
import { sdkLogger } from "./sdk-logger.ts";

test("the SDK's warnings are in our log, but for the one that is expected of workers that only send", () => {
  const lines: unknown[] = [];
  const log = pino({ base: undefined, timestamp: false }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const sdk = sdkLogger(log);
  const noWorkflows = "No workflows registered, not polling for workflow tasks";
  for (const taskQueue of ["journeyman-email", "journeyman-sms", "journeyman"]) sdk.warn(noWorkflows, { taskQueue });
  sdk.warn("Activity failed", { taskQueue: "journeyman-email" });
  sdk.warn(noWorkflows);
  sdk.error("Worker failed");
  sdk.info("Worker state changed");
  expect(lines).toEqual([
    { level: 40, sdk: "WARN", msg: noWorkflows },
    { level: 40, sdk: "WARN", msg: "Activity failed" },
    { level: 40, sdk: "WARN", msg: noWorkflows },
    { level: 40, sdk: "ERROR", msg: "Worker failed" },
  ]);
});

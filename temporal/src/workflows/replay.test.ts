import { DefaultLogger, Runtime, Worker } from "@temporalio/worker";
import { beforeAll, expect, test } from "vitest";
import { keptHistories } from "../testing/histories.ts";
import { workflowBundle } from "../worker/bundle.ts";

// Drivers of earlier releases are in flight when a new one starts: each kept history must be a way that today's driver would have gone.
const histories = keptHistories();
let workflowBundleOnce: Awaited<ReturnType<typeof workflowBundle>>;
beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger("ERROR"), shutdownSignals: [] });
  workflowBundleOnce = await workflowBundle();
}, 60_000);

test("there is a corpus", () => {
  expect(histories.map(({ name }) => name).sort()).toEqual([
    "closed-while-paused",
    "continued-as-new",
    "delivered-from-the-queue",
    "poked",
    "send-timer-branch-send",
  ]);
});

test.each(histories)("the driver still goes the way of $name", async ({ history }) => {
  await expect(Worker.runReplayHistory({ workflowBundle: workflowBundleOnce }, history)).resolves.toBeUndefined();
});

import { setTimeout as sleep } from "node:timers/promises";
import { findTemporal } from "@journeyman/dev-services";
import type { Answer } from "@journeyman/runtime";
import { ApplicationFailure } from "@temporalio/common";
import { TestWorkflowEnvironment } from "@temporalio/testing";
import { DefaultLogger, Runtime, Worker } from "@temporalio/worker";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWaker } from "../client/index.ts";
import { keepHistory } from "../testing/histories.ts";
import { workflowBundle } from "../worker/bundle.ts";
import { type Activities, mainQueue } from "./names.ts";

// The driver alone, against activities that answer by script: what it does with answers that the runtime gives rarely.
let env: TestWorkflowEnvironment;
beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger("ERROR"), shutdownSignals: [] });
  const { path } = await findTemporal(() => {});
  env = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: "existing-path", path },
      extraArgs: [
        "--dynamic-config-value",
        "limit.historyCount.suggestContinueAsNew=25",
        "--dynamic-config-value",
        'history.timerProcessorMaxTimeShift="1ms"',
      ],
    },
  });
}, 60_000);
afterAll(() => env?.teardown());

const run = (id: string) => ({ environmentId: "e", runId: id, profileId: "p", journeyName: "A journey" });

async function withDriver(activities: Partial<Activities>, work: () => Promise<void>): Promise<void> {
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: mainQueue,
    workflowBundle: await workflowBundle(),
    activities,
  });
  await worker.runUntil(work());
}

test("continues as new when its history grows, and hands on what it has seen", async () => {
  const seenBy: [number, number][] = [];
  let seq = 0;
  const advance = async (_: unknown, seen: number): Promise<Answer> => {
    seenBy.push([seen, ++seq]);
    return seq < 20 ? { seq, next: "wait", inMs: 20, deliver: [] } : { seq, next: "exit", deliver: [] };
  };
  await withDriver({ advance }, async () => {
    const waker = createWaker(env.client.workflow);
    await waker.start(run("continues"));
    const handle = env.client.workflow.getHandle("continues");
    const first = (await handle.describe()).runId;
    await handle.result();
    expect((await handle.describe()).runId).not.toBe(first);
    await keepHistory("continued-as-new", env.client.workflow.getHandle("continues", first));
  });
  expect(seenBy.map(([seen]) => seen)).toEqual([-1, ...Array.from({ length: 19 }, (_, i) => i + 1)]);
});

test("a poke that comes while it is being answered is not lost, and a closing driver stays for it", async () => {
  const answers: Answer["next"][] = [];
  let gate: (() => void) | undefined;
  const advance = async (_: unknown, seen: number): Promise<Answer> => {
    const next = (["wait", "closed", "closed"] as const)[answers.length] ?? "exit";
    answers.push(next);
    if (answers.length === 2) await new Promise<void>((resolve) => (gate = resolve));
    return { seq: seen + 1, next, deliver: [] };
  };
  await withDriver({ advance }, async () => {
    const waker = createWaker(env.client.workflow);
    await waker.start(run("poked"));
    while (answers.length < 1) await sleep(20);
    await waker.poke(run("poked"));
    while (!gate) await sleep(20);
    await waker.poke(run("poked"));
    await sleep(200);
    gate();
    await env.client.workflow.getHandle("poked").result();
  });
  expect(answers).toEqual(["wait", "closed", "closed"]);
});

test("a local advance that keeps failing is made on the task queue; a run that is gone ends its driver for good", async () => {
  let calls = 0;
  const advance = async (input: { run: string }, seen: number): Promise<Answer> => {
    if (input.run === "gone") throw ApplicationFailure.nonRetryable("The run is not there.", "not_found");
    if (++calls <= 3) throw ApplicationFailure.retryable("The database is away.", "unavailable");
    return { seq: seen + 1, next: "exit", deliver: [] };
  };
  await withDriver({ advance }, async () => {
    const waker = createWaker(env.client.workflow);
    await waker.start(run("remote"));
    const handle = env.client.workflow.getHandle("remote");
    await handle.result();
    const events = (await handle.fetchHistory()).events ?? [];
    expect(events.some((event) => event.activityTaskScheduledEventAttributes)).toBe(true);
    await waker.start(run("gone"));
    await expect(env.client.workflow.getHandle("gone").result()).rejects.toMatchObject({ cause: { cause: { type: "not_found" } } });
  });
  expect(calls).toBe(4);
});

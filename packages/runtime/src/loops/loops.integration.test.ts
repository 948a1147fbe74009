import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "@journeyman/core";
import { createStore } from "@journeyman/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { advanceRun } from "../advance/advance-run.ts";
import { pauseJourney, resumeJourney, stopJourney } from "../manage/journeys.ts";
import { cancelRun, retryRun } from "../manage/runs.ts";
import { route } from "../route/route.ts";
import { drive, runsOf, traceOf } from "../testing/drive.ts";
import { type TestWorld, testWorld } from "../testing/test-world.fixture.ts";
import type { WakeRun, Waker } from "../types.ts";
import { tellRuns } from "./journey-loop.ts";
import { createLoops } from "./loops.ts";
import { createPokeLoop } from "./poke-loop.ts";
import { rollUp } from "./rollup-loop.ts";
import { sweep } from "./sweep-loop.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world?.close());

const until = async (what: string, check: () => Promise<boolean>): Promise<void> => {
  for (let i = 0; i < 200; i++) {
    if (await check()) return;
    await sleep(50);
  }
  throw new Error(`not so within ten seconds: ${what}`);
};
const failed = (error: unknown): void => {
  throw error;
};
const delay = { d: { kind: "delay", for: "PT1H", next: { done: "x" } }, x: { kind: "exit", reason: "x" } };
const tenant = <T>(work: Parameters<typeof world.deps.store.tenant<T>>[1]) => world.deps.store.tenant(world.environmentId, work);
const ref = (run: { id: string; profile_id: string }) => ({ environmentId: world.environmentId, runId: run.id, profileId: run.profile_id });

/** A way to drivers that remembers who was woken, and drives them as far as they go. */
function recorder(): Waker & { started: WakeRun[]; poked: WakeRun[] } {
  const started: WakeRun[] = [];
  const poked: WakeRun[] = [];
  return { started, poked, start: async (run) => void started.push(run), poke: async (run) => void poked.push(run) };
}

async function enterOne(event: string) {
  const person = await world.person();
  await world.track(person, { name: event });
  await route(world.deps, world.environmentId, person.profileId);
  const [run] = await runsOf(world, person.profileId);
  if (!run) throw new Error("nobody entered");
  return { person, run };
}

describe("the loops", () => {
  test("of two workers at once start each run once, told by notifications and by none", async () => {
    await world.publish({ name: "Two workers", entry: [{ event: "Both" }], reentry: "always", start: "d", nodes: delay });
    const wakers = [recorder(), recorder()];
    const stores = wakers.map(() => createStore({ appUrl: world.db.appUrl, engineUrl: world.db.engineUrl, max: 6 }));
    const workers = wakers.map((waker, i) => {
      const store = stores[i] ?? world.deps.store;
      return createLoops({ ...world.deps, store }, waker, { onError: failed, sweepMs: 60_000 });
    });
    const silent = await world.person();
    await world.track(silent, { name: "Both" });
    for (const worker of workers) await worker.start();
    const people = await Promise.all(Array.from({ length: 30 }, () => world.person()));
    await Promise.all(people.map((person) => world.track(person, { name: "Both" }, { name: "Both" })));
    await until("all are started", async () => wakers.flatMap((waker) => waker.started).length >= 31);
    await until("all pokes are forgotten", async () => (await world.sql("SELECT 1 FROM poke")).length === 0);
    for (const worker of workers) await worker.stop();
    for (const store of stores) await store.close();
    const started = wakers.flatMap((waker) => waker.started.map((run) => run.runId));
    expect(started).toHaveLength(31);
    expect(new Set(started).size).toBe(31);
    expect(wakers.flatMap((waker) => waker.started)[0]?.journeyName).toBe("Two workers");
    for (const person of [silent, ...people]) expect(await runsOf(world, person.profileId)).toHaveLength(1);
    expect(await world.sql("SELECT 1 FROM inbox")).toEqual([]);
  });

  test("a poke that fails stays and is due later; one that mail stamped while it was sent is not forgotten", async () => {
    await world.publish({ entry: [{ event: "Fails" }], start: "d", nodes: delay });
    const { run } = await enterOne("Fails");
    const errors: unknown[] = [];
    const failing = createPokeLoop(
      world.deps.store,
      { start: () => Promise.reject(new Error("Temporal is away")), poke: () => Promise.reject(new Error("Temporal is away")) },
      { idleMs: 20, onError: (error) => errors.push(error) },
    );
    failing.start();
    await until("it was tried", async () => errors.length > 0);
    await failing.stop();
    expect(errors).toHaveLength(1);
    expect(await world.sql("SELECT attempts, due_at > now() AS later FROM poke WHERE run_id = $1", [run.id])).toEqual([
      { attempts: 1, later: true },
    ]);

    await world.sql("UPDATE poke SET due_at = now() WHERE run_id = $1", [run.id]);
    const woken: string[] = [];
    const racing = createPokeLoop(
      world.deps.store,
      {
        start: async () => {
          woken.push("start");
          if (woken.length === 1) await tenant((tx) => cancelRun(tx, run.id));
        },
        poke: async () => void woken.push("signal"),
      },
      { idleMs: 20, onError: failed },
    );
    racing.start();
    await until("both were sent", async () => woken.length === 2);
    await racing.stop();
    expect(woken).toEqual(["start", "signal"]);
    expect(await world.sql("SELECT 1 FROM poke WHERE run_id = $1", [run.id])).toEqual([]);
    await drive(world, run);
  });
});

describe("the sweep", () => {
  test("pokes runs a minute overdue and runs with mail nobody read, each once", async () => {
    await world.publish({ entry: [{ event: "Sweep" }], start: "d", nodes: delay });
    const lost = await enterOne("Sweep");
    const unread = await enterOne("Sweep");
    const fine = await enterOne("Sweep");
    for (const { run } of [unread, fine]) await advanceRun(world.deps, ref(run), -1);
    await world.sql("DELETE FROM poke");
    await world.sql("UPDATE run SET wake_at = now() - interval '2 minutes' WHERE id = $1", [lost.run.id]);
    await world.sql("DELETE FROM mail WHERE run_id = $1", [lost.run.id]);
    await world.sql("INSERT INTO mail (environment_id, run_id, id, kind, at) VALUES ($1, $2, $3, 'pause', now() - interval '2 minutes')", [
      world.environmentId,
      unread.run.id,
      newId(),
    ]);
    expect(await sweep(world.deps.store, 60_000, 100)).toBe(2);
    expect(await sweep(world.deps.store, 60_000, 100)).toBe(0);
    const poked = await world.sql<{ run_id: string; kind: string }>("SELECT run_id, kind FROM poke ORDER BY run_id");
    expect(poked).toEqual([lost.run.id, unread.run.id].sort().map((run_id) => ({ run_id, kind: "signal" })));
    await world.sql("DELETE FROM mail WHERE kind = 'pause'");
    await world.sql("DELETE FROM poke");
  });
});

describe("counts", () => {
  test("are folded once, and nothing is lost with two folding at once", async () => {
    await world.sql("DELETE FROM tally");
    await world.sql("DELETE FROM step_count");
    const version = newId();
    await world.sql(
      `INSERT INTO tally (environment_id, id, version_id, node, what, n)
       SELECT $1, gen_random_uuid(), $2, 'n' || (i % 3), 'entered', 1 FROM generate_series(1, 3000) AS i`,
      [world.environmentId, version],
    );
    for (let rounds = 0; rounds < 20; rounds++) await Promise.all([rollUp(world.deps.store, 200), rollUp(world.deps.store, 200)]);
    expect(await world.sql("SELECT 1 FROM tally")).toEqual([]);
    const counts = await world.sql("SELECT node, sum(n)::int AS n FROM step_count WHERE version_id = $1 GROUP BY 1 ORDER BY 1", [version]);
    expect(counts).toEqual(["n0", "n1", "n2"].map((node) => ({ node, n: 1000 })));
  });
});

describe("a journey's runs", () => {
  test("are paused, resumed and stopped with it, batch by batch, whatever was decided last", async () => {
    const { journeyId } = await world.publish({ entry: [{ event: "Held" }], start: "d", nodes: delay });
    const inside: Awaited<ReturnType<typeof enterOne>>[] = [];
    for (let i = 0; i < 5; i++) inside.push(await enterOne("Held"));
    const all = async () => {
      for (const { run } of inside) await drive(world, run);
      return (await Promise.all(inside.map(({ person }) => runsOf(world, person.profileId)))).map(([run]) => run?.status);
    };
    await all();
    await tenant((tx) => pauseJourney(tx, journeyId));
    expect(await tellRuns(world.deps.store, 3)).toBe(3);
    expect(await tellRuns(world.deps.store, 3)).toBe(2);
    expect(await tellRuns(world.deps.store, 3)).toBe(0);
    // Resumed before anybody has read that it is paused: each run reads both, in order, or is told again.
    const [first] = inside;
    if (first) await drive(world, first.run);
    await tenant((tx) => resumeJourney(tx, journeyId));
    for (let rounds = 0; rounds < 4; rounds++) {
      await tellRuns(world.deps.store, 100);
      await all();
    }
    expect(await all()).toEqual(Array(5).fill("active"));
    await tenant((tx) => stopJourney(tx, journeyId));
    expect(await tellRuns(world.deps.store, 100)).toBe(5);
    expect(await all()).toEqual(Array(5).fill("ended"));
    expect(await world.sql("SELECT 1 FROM trigger WHERE journey_id = $1", [journeyId])).toEqual([]);
  });
});

describe("a run that is stuck", () => {
  test("says where and why, keeps its mail, is tried again by hand, and can be let go", async () => {
    await world.publish({
      entry: [{ event: "Jam" }],
      start: "d",
      nodes: { d: { kind: "delay", for: "PT1S", next: { done: "x" } }, x: { kind: "exit", reason: "x" } },
    });
    const { run } = await enterOne("Jam");
    const { "exit@1": _, ...without } = world.deps.registry;
    const older = { ...world, deps: { ...world.deps, registry: without } };
    expect((await drive(older, run, 3_000)).next).toBe("closed");
    const [stuck] = await runsOf(world, run.profile_id);
    expect(stuck).toMatchObject({ status: "stuck", stuck: { node: "x", message: expect.stringContaining("exit@1") } });
    expect((await traceOf(world, run.id)).at(-1)).toBe("stuck x");
    expect((await drive(older, run)).next).toBe("closed");
    await tenant((tx) => retryRun(tx, run.id));
    expect((await drive(older, run)).next).toBe("closed");
    await tenant((tx) => retryRun(tx, run.id));
    expect((await drive(world, run)).next).toBe("exit");
    expect(await runsOf(world, run.profile_id)).toMatchObject([{ status: "ended", exit_reason: "x" }]);
    await expect(tenant((tx) => retryRun(tx, run.id))).rejects.toMatchObject({ code: "conflict" });

    const second = await enterOne("Jam");
    await drive(older, second.run, 3_000);
    await tenant((tx) => cancelRun(tx, second.run.id));
    expect((await drive(older, second.run)).next).toBe("exit");
    expect(await runsOf(world, second.run.profile_id)).toMatchObject([{ status: "ended", exit_reason: "cancelled" }]);
  });
});

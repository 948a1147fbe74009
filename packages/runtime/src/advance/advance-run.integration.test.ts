import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cancelRun } from "../manage/runs.ts";
import { route } from "../route/route.ts";
import { drive, runsOf, traceOf } from "../testing/drive.ts";
import { type TestWorld, testWorld } from "../testing/test-world.fixture.ts";
import type { TestPerson } from "../testing/world.ts";
import { advanceRun } from "./advance-run.ts";
import { move } from "./move.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world?.close());

const enter = async (person: TestPerson, name: string) => {
  await world.track(person, { name });
  await route(world.deps, world.environmentId, person.profileId);
  const runs = await runsOf(world, person.profileId);
  const run = runs.at(-1);
  if (!run) throw new Error("nobody entered");
  return run;
};

const mail = (next: Record<string, string | null>, template = "hello") => ({ kind: "email", template, topic: "offers", next });

describe("a run", () => {
  test("sends, waits, branches, sends and ends, with its path told", async () => {
    await world.publish({
      entry: [{ event: "Signed Up" }],
      start: "first",
      nodes: {
        first: mail({ done: "later" }),
        later: { kind: "delay", for: "PT1S", next: { done: "which" } },
        which: { kind: "branch", cases: [{ to: "pro", if: { trait: "plan", eq: "pro" } }], next: { pro: "second", else: null } },
        second: mail({ done: "end" }, "thanks"),
        end: { kind: "exit", reason: "welcomed" },
      },
    });
    const person = await world.person({ traits: { plan: "pro" } });
    const run = await enter(person, "Signed Up");
    const answer = await drive(world, run, 5_000);
    expect(answer.next).toBe("exit");
    expect(await traceOf(world, run.id)).toEqual([
      "entered first",
      "message first",
      "left first done",
      "entered later",
      "waiting later",
      "left later done",
      "entered which",
      "left which pro",
      "entered second",
      "message second",
      "left second done",
      "entered end",
      "exit end welcomed",
    ]);
    expect(world.sink.accepted.filter((one) => one.to === person.email)).toHaveLength(2);
    const [after] = await runsOf(world, person.profileId);
    expect(after).toMatchObject({ status: "ended", exit_reason: "welcomed" });
    expect(await world.sql("SELECT 1 FROM mail WHERE run_id = $1", [run.id])).toEqual([]);
    expect(await world.sql("SELECT 1 FROM wait WHERE run_id = $1", [run.id])).toEqual([]);
    expect(
      await world.sql("SELECT open_run_id, last_end IS NOT NULL AS ended FROM entry WHERE profile_id = $1", [person.profileId]),
    ).toEqual([{ open_run_id: null, ended: true }]);
  });

  test("answers what is stored to whoever saw another seq, and changes nothing", async () => {
    await world.publish({ entry: [{ event: "Waits" }], start: "w", nodes: { w: { kind: "delay", for: "PT1H", next: {} } } });
    const person = await world.person();
    const run = await enter(person, "Waits");
    const ref = { environmentId: world.environmentId, runId: run.id, profileId: person.profileId };
    const first = await advanceRun(world.deps, ref, -1);
    expect(first).toMatchObject({ seq: 1, next: "wait", deliver: [] });
    expect(first.inMs).toBeGreaterThan(3_590_000);
    for (const seen of [-1, 0, 1, 7]) expect(await advanceRun(world.deps, ref, seen)).toMatchObject({ seq: 1, next: "wait" });
    expect((await traceOf(world, run.id)).length).toBe(2);
  });

  test("that is not there is told so, for good", async () => {
    const person = await world.person();
    const ref = { environmentId: world.environmentId, runId: person.profileId, profileId: person.profileId };
    await expect(advanceRun(world.deps, ref, -1)).rejects.toMatchObject({ code: "not_found", retryable: false });
  });

  test("takes the way of what was bought before the timeout, though nobody had routed it", async () => {
    await world.publish({
      entry: [{ event: "Carted" }],
      start: "bought",
      nodes: {
        bought: { kind: "wait-for", any: { order: { event: "Ordered" } }, for: "PT1S", next: { order: "yes", timeout: "no" } },
        yes: { kind: "exit", reason: "yes" },
        no: { kind: "exit", reason: "no" },
      },
    });
    const person = await world.person();
    const run = await enter(person, "Carted");
    await drive(world, run);
    await world.track(person, { name: "Ordered" });
    await drive(world, run, 3_000);
    expect(await runsOf(world, person.profileId)).toMatchObject([{ exit_reason: "yes" }]);
  });

  test("is skipped at once for someone without consent, and says why", async () => {
    await world.publish({
      entry: [{ event: "Asked" }],
      start: "m",
      nodes: { m: mail({ done: "d", skipped: "s" }), d: { kind: "exit", reason: "done" }, s: { kind: "exit", reason: "skipped" } },
    });
    const person = await world.person({ consent: "none" });
    const run = await enter(person, "Asked");
    expect((await drive(world, run)).next).toBe("exit");
    expect(await runsOf(world, person.profileId)).toMatchObject([{ exit_reason: "skipped" }]);
  });

  test("whose worker died between planning and sending is sent by whoever asks next, once", async () => {
    await world.publish({ entry: [{ event: "Dies" }], start: "m", nodes: { m: mail({ done: "x" }), x: { kind: "exit", reason: "x" } } });
    const person = await world.person();
    const run = await enter(person, "Dies");
    const ref = { environmentId: world.environmentId, runId: run.id, profileId: person.profileId };
    expect(await move(world.deps, ref, -1)).toMatchObject({ kind: "moved", seq: 1, due: [{ state: "planned" }] });
    // The driver is replayed with what it had seen, twice at once: its own worker is not quite dead.
    const answers = await Promise.all([advanceRun(world.deps, ref, -1), advanceRun(world.deps, ref, -1)]);
    expect(answers.some((answer) => answer.next === "exit")).toBe(true);
    expect((await drive(world, run, 1_000)).next).toBe("exit");
    expect(world.sink.accepted.filter((one) => one.to === person.email)).toHaveLength(1);
  });

  test("is not ended between a claim and its outcome: the exit waits, and then comes before anything else", async () => {
    await world.publish({
      entry: [{ event: "Begins" }],
      exits: [{ event: "Leaves", reason: "left" }],
      start: "m",
      nodes: { m: mail({ done: "n" }), n: mail({ done: "x" }, "thanks"), x: { kind: "exit", reason: "x" } },
    });
    const person = await world.person();
    const run = await enter(person, "Begins");
    world.sink.behave("accept", 400);
    const driving = drive(world, run);
    while ((await world.sql("SELECT 1 FROM message WHERE run_id = $1 AND state = 'claimed'", [run.id])).length === 0) await sleep(10);
    await world.track(person, { name: "Leaves" });
    await route(world.deps, world.environmentId, person.profileId);
    // Whoever is poked meanwhile finds that there is nothing to do yet.
    expect(
      await advanceRun(world.deps, { environmentId: world.environmentId, runId: run.id, profileId: person.profileId }, 1),
    ).toMatchObject({ next: "wait" });
    await driving;
    world.sink.behave("accept");
    await drive(world, run);
    expect(await runsOf(world, person.profileId)).toMatchObject([{ status: "ended", exit_reason: "left" }]);
    expect(await world.sql("SELECT node, state FROM message WHERE run_id = $1", [run.id])).toEqual([{ node: "m", state: "accepted" }]);
  });

  test("holds on to a message in quiet hours, wakes when they end, and is let go by a stop meanwhile", async () => {
    await world.sql("UPDATE workspace SET quiet_hours = $1", [JSON.stringify({ from: "00:00", to: "23:59" })]);
    await world.publish({ entry: [{ event: "Night" }], start: "m", nodes: { m: mail({ done: "x" }), x: { kind: "exit", reason: "x" } } });
    const person = await world.person();
    const run = await enter(person, "Night");
    const answer = await drive(world, run);
    await world.sql("UPDATE workspace SET quiet_hours = NULL");
    const [held] = await world.sql<{ state: string; inMs: number }>(
      `SELECT m.state, (extract(epoch FROM m.held_until - now()) * 1000)::float8 AS "inMs" FROM message m WHERE run_id = $1`,
      [run.id],
    );
    expect(held?.state).toBe("held");
    expect(answer.next).toBe("wait");
    expect(answer.deliver).toEqual([]);
    expect(Math.abs((answer.inMs ?? 0) - (held?.inMs ?? 0))).toBeLessThan(5_000);
    const [stored] = await world.sql<{ same: boolean }>(
      "SELECT r.wake_at = m.held_until AS same FROM run r JOIN message m ON m.run_id = r.id WHERE r.id = $1",
      [run.id],
    );
    expect(stored?.same).toBe(true);
    await world.deps.store.tenant(world.environmentId, (tx) => cancelRun(tx, run.id));
    expect((await drive(world, run)).next).toBe("exit");
    expect(await world.sql("SELECT state FROM message WHERE run_id = $1", [run.id])).toEqual([{ state: "cancelled" }]);
  });

  test("of somebody without an address goes on at once", async () => {
    await world.publish({
      entry: [{ event: "Text" }],
      start: "t",
      nodes: {
        t: { kind: "sms", template: "text", topic: "offers", next: { done: "d", skipped: "s" } },
        d: { kind: "exit", reason: "done" },
        s: { kind: "exit", reason: "skipped" },
      },
    });
    const person = await world.person();
    const run = await enter(person, "Text");
    expect((await drive(world, run)).next).toBe("exit");
    expect(await runsOf(world, person.profileId)).toMatchObject([{ exit_reason: "skipped" }]);
  });
});

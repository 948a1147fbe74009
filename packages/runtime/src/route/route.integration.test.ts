import { newId } from "@journeyman/core";
import { recordFact, settleByHand } from "@journeyman/messages";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { advanceRun } from "../advance/advance-run.ts";
import { drive, runsOf, traceOf } from "../testing/drive.ts";
import { type TestWorld, testWorld } from "../testing/test-world.fixture.ts";
import type { TestPerson } from "../testing/world.ts";
import { route } from "./route.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world?.close());

const routed = (person: TestPerson) => route(world.deps, world.environmentId, person.profileId);
const ref = (run: { id: string; profile_id: string }) => ({ environmentId: world.environmentId, runId: run.id, profileId: run.profile_id });
const exit = (reason: string) => ({ kind: "exit", reason });
const refusals = (person: TestPerson) =>
  world.sql<{ reason: string; detail: Record<string, unknown> }>("SELECT reason, detail FROM refusal WHERE profile_id = $1 ORDER BY id", [
    person.profileId,
  ]);
const only = async (person: TestPerson) => {
  const [run, ...more] = await runsOf(world, person.profileId);
  if (!run || more.length > 0) throw new Error(`expected one run, found ${more.length + (run ? 1 : 0)}`);
  return run;
};

describe("entries", () => {
  test("one event starts one run, with its poke, and is taken out of the inbox", async () => {
    const { versionId } = await world.publish({
      entry: [{ event: "E1", where: { "properties.price": { gte: 20 } } }],
      start: "x",
      nodes: { x: exit("x") },
    });
    const person = await world.person();
    await world.track(person, { name: "E1", properties: { price: 5 } }, { name: "E1", properties: { price: 25 } });
    expect(await routed(person)).toMatchObject({ routed: 2, done: true, pokes: true });
    const run = await only(person);
    expect(run.version_id).toBe(versionId);
    expect(await world.sql("SELECT kind FROM poke WHERE run_id = $1", [run.id])).toEqual([{ kind: "start" }]);
    expect(await world.sql("SELECT kind FROM mail WHERE run_id = $1", [run.id])).toEqual([{ kind: "entered" }]);
    expect(await world.sql("SELECT 1 FROM inbox WHERE profile_id = $1", [person.profileId])).toEqual([]);
    expect(await world.sql("SELECT position::int FROM event WHERE profile_id = $1 ORDER BY id", [person.profileId])).toEqual([
      { position: 1 },
      { position: 2 },
    ]);
    expect(await refusals(person)).toEqual([]);
  });

  test("two events of one millisecond, and two routers at once, make one run", async () => {
    await world.publish({
      entry: [{ event: "Twice" }],
      reentry: "always",
      start: "d",
      nodes: { d: { kind: "delay", for: "PT1H", next: {} } },
    });
    for (let i = 0; i < 10; i++) {
      const person = await world.person();
      const at = Date.now();
      await world.track(person, { name: "Twice", at }, { name: "Twice", at });
      await Promise.all([routed(person), routed(person), routed(person)]);
      await only(person);
      expect((await refusals(person)).map((one) => one.reason)).toEqual(["reentry"]);
    }
  });

  test("a country that only the phone number tells counts at the entry and in the run, and is told to whoever asks why", async () => {
    const german = { trait: "country", eq: "DE" } as const;
    await world.publish({
      entry: [{ event: "Place Asked" }],
      audience: german,
      start: "which",
      nodes: {
        which: { kind: "branch", cases: [{ to: "german", if: german }], next: { german: "yes", else: "no" } },
        yes: exit("german"),
        no: exit("other"),
      },
    });
    const person = await world.person();
    await world.track(person, { name: "Identified", traits: { phone: "+49 1512 3456789" } }, { name: "Place Asked" });
    await routed(person);
    await drive(world, await only(person));
    expect(await only(person)).toMatchObject({ status: "ended", exit_reason: "german" });

    const other = await world.person();
    await world.track(other, { name: "Identified", traits: { phone: "+48 600 100 300" } }, { name: "Place Asked" });
    await routed(other);
    expect(await refusals(other)).toMatchObject([{ reason: "audience", detail: { readings: [{ value: "PL", held: false }] } }]);
  });

  test("a key makes one run a value", async () => {
    await world.publish({
      entry: [{ event: "Bought", maxAge: "none" }],
      key: "properties.order_id",
      reentry: "never",
      start: "d",
      nodes: { d: { kind: "delay", for: "PT1H", next: {} } },
    });
    const person = await world.person();
    const old = Date.UTC(1997, 0, 5);
    await world.track(person, ...["a", "b", "a", "c"].map((order_id) => ({ name: "Bought", at: old, properties: { order_id } })), {
      name: "Bought",
      at: old,
    });
    await routed(person);
    const runs = await runsOf(world, person.profileId);
    expect(runs).toHaveLength(3);
    expect((await refusals(person)).map((one) => one.reason)).toEqual(["reentry", "no-key"]);
    // An old trigger does not make the run old.
    const [run] = runs;
    if (run) expect(await advanceRun(world.deps, ref(run), -1)).toMatchObject({ next: "wait" });
  });

  test("who is refused is recorded with the reason and what was read", async () => {
    await world.publish({
      entry: [{ event: "Door" }],
      audience: {
        all: [
          { trait: "country", eq: "PL" },
          { event: "Door", count: { gte: 2 } },
        ],
      },
      start: "x",
      nodes: { x: exit("x") },
    });
    const person = await world.person({ traits: { country: "PL" } });
    await world.track(person, { name: "Door", at: Date.now() - 2 * 86_400_000 }, { name: "Door", historical: true }, { name: "Door" });
    await routed(person);
    expect((await refusals(person)).map((one) => one.reason)).toEqual(["too-old", "historical"]);
    await only(person);
    const stranger = await world.person({ traits: { country: "DE" } });
    await world.track(stranger, { name: "Door" });
    await routed(stranger);
    expect(await refusals(stranger)).toMatchObject([
      {
        reason: "audience",
        detail: {
          readings: [
            { what: "country", value: "DE", held: false },
            { what: "Door", value: 1, held: false },
          ],
        },
      },
    ]);
  });

  test("re-entry after a duration counts from the last start", async () => {
    const { journeyId } = await world.publish({
      entry: [{ event: "Again" }],
      reentry: { after: "P7D" },
      start: "x",
      nodes: { x: exit("x") },
    });
    const person = await world.person();
    await world.track(person, { name: "Again" });
    await routed(person);
    const run = await only(person);
    await drive(world, run);
    await world.track(person, { name: "Again" });
    await routed(person);
    expect(await refusals(person)).toMatchObject([{ reason: "reentry", detail: { because: "too-soon" } }]);
    await world.sql("UPDATE entry SET last_start = last_start - interval '7 days' WHERE journey_id = $1", [journeyId]);
    await world.track(person, { name: "Again" });
    await routed(person);
    expect(await runsOf(world, person.profileId)).toHaveLength(2);
  });

  test("a paused journey lets nobody in, and says so; a stopped one is not asked", async () => {
    const { journeyId } = await world.publish({ entry: [{ event: "Closed" }], start: "x", nodes: { x: exit("x") } });
    await world.sql("UPDATE journey SET status = 'paused' WHERE id = $1", [journeyId]);
    const person = await world.person();
    await world.track(person, { name: "Closed" });
    await routed(person);
    await world.sql("UPDATE journey SET status = 'stopped' WHERE id = $1", [journeyId]);
    await world.track(person, { name: "Closed" });
    await routed(person);
    expect((await refusals(person)).map((one) => one.reason)).toEqual(["paused"]);
    expect(await runsOf(world, person.profileId)).toEqual([]);
  });
});

describe("the order of one event", () => {
  test("ends a run before it wakes its wait, converts it, and starts another", async () => {
    await world.publish({
      journey: "first",
      entry: [{ event: "Cart" }],
      exits: [{ event: "Order", where: { "properties.total": { gte: 100 } }, reason: "big" }],
      goal: { event: "Order", within: "P3D", value: "properties.total", currency: "properties.currency" },
      start: "w",
      nodes: {
        w: { kind: "wait-for", any: { order: { event: "Order" } }, for: "PT1H", next: { order: "o", timeout: null } },
        o: exit("ordered"),
      },
    });
    const second = await world.publish({
      journey: "second",
      entry: [{ event: "Order" }],
      start: "d",
      nodes: { d: { kind: "delay", for: "PT1H", next: {} } },
    });
    const person = await world.person();
    await world.track(person, { name: "Cart" });
    await routed(person);
    const run = await only(person);
    await advanceRun(world.deps, ref(run), -1);
    await world.track(
      person,
      { name: "Order", properties: { total: 140, currency: "EUR" } },
      { name: "Order", properties: { total: 60, currency: "EUR" } },
    );
    await routed(person);
    expect(await world.sql("SELECT kind FROM mail WHERE run_id = $1", [run.id])).toEqual([{ kind: "exit" }]);
    await drive(world, run);
    expect(await runsOf(world, person.profileId)).toMatchObject([
      { exit_reason: "big" },
      { version_id: second.versionId, status: "active" },
    ]);
    expect(await traceOf(world, run.id)).toEqual(["entered w", "waiting w", "goal", "goal", "exit w big"]);
    expect(await world.sql("SELECT value::float8, currency FROM conversion WHERE run_id = $1 ORDER BY value", [run.id])).toEqual([
      { value: 60, currency: "EUR" },
      { value: 140, currency: "EUR" },
    ]);
    expect(await world.sql("SELECT sum(n)::int AS n FROM tally WHERE what = 'goal' AND version_id = $1", [run.version_id])).toEqual([
      { n: 1 },
    ]);
  });

  test("a goal counts after the run has ended, within its window", async () => {
    await world.publish({ entry: [{ event: "Short" }], goal: { event: "Later", within: "P3D" }, start: "x", nodes: { x: exit("x") } });
    const person = await world.person();
    await world.track(person, { name: "Short" });
    await routed(person);
    const run = await only(person);
    await drive(world, run);
    await world.track(person, { name: "Later" }, { name: "Later", at: Date.now() + 4 * 86_400_000 });
    await routed(person);
    expect(await world.sql("SELECT 1 AS one FROM conversion WHERE run_id = $1", [run.id])).toEqual([{ one: 1 }]);
  });

  test("of several waits the first event wins, by position, and the others are over", async () => {
    await world.publish({
      entry: [{ event: "Race" }],
      start: "w",
      nodes: {
        w: { kind: "wait-for", any: { a: { event: "A" }, b: { event: "B" } }, for: "PT1H", next: { a: "a", b: "b", timeout: null } },
        a: exit("a"),
        b: exit("b"),
      },
    });
    const person = await world.person();
    await world.track(person, { name: "Race" });
    await routed(person);
    const run = await only(person);
    await advanceRun(world.deps, ref(run), -1);
    await world.track(person, { name: "B" }, { name: "A" });
    await routed(person);
    await world.track(person, { name: "A" });
    await routed(person);
    expect(await world.sql("SELECT count(*)::int AS n FROM mail WHERE run_id = $1", [run.id])).toEqual([{ n: 1 }]);
    await drive(world, run);
    expect(await only(person)).toMatchObject({ exit_reason: "b" });
  });

  test("what happened between the entry and the first move is seen by the first wait, and not by one that comes later", async () => {
    const wait = (next: string) => ({
      kind: "wait-for",
      any: { done: { event: "Did" } },
      for: "PT1H",
      next: { done: next, timeout: "late" },
    });
    await world.publish({
      entry: [{ event: "Go" }],
      start: "one",
      nodes: { one: wait("two"), two: wait("both"), both: exit("both"), late: exit("late") },
    });
    const person = await world.person();
    await world.track(person, { name: "Go" }, { name: "Did" });
    await routed(person);
    const run = await only(person);
    expect(await advanceRun(world.deps, ref(run), -1)).toMatchObject({ next: "wait" });
    expect(await traceOf(world, run.id)).toEqual(["entered one", "waiting one", "left one done", "entered two", "waiting two"]);
  });

  test("with since: entry a wait sees all from the start of the run", async () => {
    await world.publish({
      entry: [{ event: "Begin" }],
      start: "d",
      nodes: {
        d: { kind: "delay", for: "PT1S", next: { done: "w" } },
        w: { kind: "wait-for", any: { done: { event: "Seen" } }, since: "entry", for: "PT1H", next: { done: "x", timeout: null } },
        x: exit("seen"),
      },
    });
    const person = await world.person();
    await world.track(person, { name: "Begin" });
    await routed(person);
    const run = await only(person);
    await advanceRun(world.deps, ref(run), -1);
    await world.track(person, { name: "Seen" });
    await routed(person);
    await drive(world, run, 3_000);
    expect(await only(person)).toMatchObject({ exit_reason: "seen" });
  });
});

describe("what is told of a message", () => {
  test("a click wakes the step that waits for an open; a scanner's does not", async () => {
    await world.publish({
      entry: [{ event: "Mail me" }],
      start: "m",
      nodes: {
        m: { kind: "email", template: "hello", topic: "offers", next: { done: "w" } },
        w: { kind: "wait-for", any: { seen: { message: "m", state: "opened" } }, for: "PT1H", next: { seen: "x", timeout: null } },
        x: exit("seen"),
      },
    });
    const person = await world.person();
    await world.track(person, { name: "Mail me" });
    await routed(person);
    const run = await only(person);
    await drive(world, run);
    const [message] = await world.sql<{ id: string }>("SELECT id FROM message WHERE run_id = $1", [run.id]);
    const told = (automatic: boolean) =>
      world.deps.store.tenant(world.environmentId, (tx) =>
        recordFact(tx, { providerEventId: newId(), kind: "clicked", messageId: message?.id ?? "", runId: run.id, automatic }),
      );
    await told(true);
    await routed(person);
    expect(await only(person)).toMatchObject({ status: "active" });
    expect(await world.sql("SELECT 1 FROM mail WHERE run_id = $1", [run.id])).toEqual([]);
    await told(false);
    await routed(person);
    await drive(world, run);
    expect(await only(person)).toMatchObject({ exit_reason: "seen" });
  });
});

test("somebody who says that an unknown message did not arrive wakes the step that waits for its bounce", async () => {
  await world.publish({
    entry: [{ event: "Mail me, then hang up" }],
    start: "m",
    nodes: {
      m: { kind: "email", template: "hello", topic: "offers", next: { done: "w" } },
      w: { kind: "wait-for", any: { lost: { message: "m", state: "bounced" } }, for: "PT1H", next: { lost: "x", timeout: null } },
      x: exit("lost"),
    },
  });
  const person = await world.person();
  world.sink.behave("accept-and-hang-up");
  await world.track(person, { name: "Mail me, then hang up" });
  await routed(person);
  const run = await only(person);
  await drive(world, run);
  world.sink.behave("accept");
  const [message] = await world.sql<{ id: string; state: string }>("SELECT id, state FROM message WHERE run_id = $1", [run.id]);
  expect(message?.state).toBe("unknown");
  const sent = world.sink.accepted.length;
  const settlement = { messageId: message?.id ?? "", arrived: false, by: newId(), record: async () => {} };
  await settleByHand(world.deps.store, world.environmentId, settlement);
  await routed(person);
  await drive(world, run);
  expect(await only(person)).toMatchObject({ exit_reason: "lost" });
  expect(world.sink.accepted.length).toBe(sent);
});

test("with since: entry a wait sees what became of a message before it", async () => {
  await world.publish({
    entry: [{ event: "Write" }],
    start: "m",
    nodes: {
      m: { kind: "email", template: "hello", topic: "offers", next: { done: "d" } },
      d: { kind: "delay", for: "PT1S", next: { done: "w" } },
      w: {
        kind: "wait-for",
        any: { seen: { message: "m", state: "opened" }, came: { event: "Came" } },
        since: "entry",
        for: "PT1H",
        next: { seen: "x", came: null, timeout: null },
      },
      x: exit("seen"),
    },
  });
  const person = await world.person();
  await world.track(person, { name: "Write" });
  await routed(person);
  const run = await only(person);
  await advanceRun(world.deps, ref(run), -1);
  const [message] = await world.sql<{ id: string }>("SELECT id FROM message WHERE run_id = $1", [run.id]);
  await world.deps.store.tenant(world.environmentId, (tx) =>
    recordFact(tx, { providerEventId: newId(), kind: "clicked", messageId: message?.id ?? "", runId: run.id }),
  );
  await routed(person);
  await world.track(person, { name: "Came" });
  await routed(person);
  await drive(world, run, 3_000);
  expect(await only(person)).toMatchObject({ exit_reason: "seen" });
});

describe("people who turn out to be one", () => {
  test("keep the older run of a journey; the younger ends, merged, and the rest of their events follow", async () => {
    await world.publish({ entry: [{ event: "Visit" }], start: "d", nodes: { d: { kind: "delay", for: "PT1H", next: {} } } });
    const person = await world.person();
    await world.track(person, { name: "Visit" });
    await routed(person);
    const older = await only(person);
    const anonymous = await world.anonymous();
    await world.trackAnonymous(anonymous, { name: "Visit" });
    await routed(anonymous);
    const younger = await only(anonymous);
    await drive(world, younger);
    await world.trackAnonymous({ ...anonymous, userId: person.userId }, { name: "Signed In" }, { name: "Looked" });
    const inboxOf = await world.sql<{ profile_id: string }>("SELECT DISTINCT profile_id FROM inbox");
    for (const { profile_id } of inboxOf) {
      const result = await route(world.deps, world.environmentId, profile_id);
      for (const also of result.also) await route(world.deps, world.environmentId, also);
    }
    await drive(world, younger);
    await drive(world, older);
    const runs = await world.sql("SELECT id, status, exit_reason FROM run WHERE profile_id = $1 ORDER BY id", [person.profileId]);
    expect(runs).toEqual([
      { id: older.id, status: "active", exit_reason: null },
      { id: younger.id, status: "ended", exit_reason: "merged" },
    ]);
    expect(await world.sql("SELECT name FROM event WHERE profile_id = $1 AND position IS NULL", [person.profileId])).toEqual([]);
    expect(await world.sql("SELECT 1 FROM inbox")).toEqual([]);
    const positions = await world.sql<{ n: number; d: number }>(
      "SELECT count(*)::int AS n, count(DISTINCT position)::int AS d FROM event WHERE profile_id = $1 AND name IN ('Signed In', 'Looked')",
      [person.profileId],
    );
    expect(positions).toEqual([{ n: 2, d: 2 }]);
  });
});

describe("an event that cannot be routed", () => {
  test("is tried five times, set aside and shown, and the others are routed", async () => {
    await world.publish({ entry: [{ event: "Fine" }], key: "properties.n", start: "x", nodes: { x: exit("x") } });
    const person = await world.person();
    await world.track(person, { name: "Fine", properties: { n: 1 } }, { name: "Poison" }, { name: "Fine", properties: { n: 2 } });
    // A row whose identities cannot be read: whatever wrote it, it must not stop the person's other events.
    await world.sql(
      'UPDATE inbox SET identities = \'[{"kind": "user_id", "hash": 5}]\' WHERE event_id = (SELECT id FROM event WHERE name = \'Poison\')',
    );
    for (let attempt = 1; attempt <= 4; attempt++) {
      expect(await routed(person)).toMatchObject({ done: false });
      expect(await runsOf(world, person.profileId)).toHaveLength(1);
    }
    expect(await routed(person)).toMatchObject({ done: true });
    expect(await runsOf(world, person.profileId)).toHaveLength(2);
    const [row, ...more] = await world.sql<{ attempts: number; failed: boolean; error: string }>(
      "SELECT attempts, failed_at IS NOT NULL AS failed, error FROM inbox",
    );
    expect(more).toEqual([]);
    expect(row).toMatchObject({ attempts: 5, failed: true });
    expect(row?.error).not.toBe("");
    await world.sql("DELETE FROM inbox");
  });
});

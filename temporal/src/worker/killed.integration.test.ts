import { setTimeout as sleep } from "node:timers/promises";
import { openRuns, runsOf } from "@journeyman/runtime/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startWorkerProcess, type WorkerProcess } from "../testing/worker-process.ts";
import { eventually, type TemporalWorld, temporalWorld } from "../testing/world.ts";

let world: TemporalWorld;
let worker: WorkerProcess | undefined;
beforeAll(async () => {
  world = await temporalWorld();
}, 120_000);
afterAll(async () => {
  await worker?.kill();
  await world?.close();
}, 60_000);

const mail = (next: Record<string, string | null>, template = "hello") => ({ kind: "email", template, topic: "offers", next });

/**
 * Kills are triggered from outside, by what the providers say they have accepted: at once (the claim is there, the outcome is not), or a
 * moment later (in the outcome, in the advance that follows, in the wait after it). Each hit is counted by where it fell.
 */
test("a worker killed anywhere loses nobody, sends nothing twice and hides nothing", async () => {
  await world.publish({
    entry: [{ event: "Cart" }],
    start: "first",
    nodes: {
      first: mail({ done: "wait" }),
      wait: { kind: "wait-for", any: { order: { event: "Order" } }, for: "PT2S", next: { order: "text", timeout: "second" } },
      second: mail({ done: "end" }, "thanks"),
      text: { kind: "sms", template: "text", topic: "offers", next: { done: "end" } },
      end: { kind: "exit", reason: "end" },
    },
  });
  const people = await Promise.all(Array.from({ length: 24 }, (_, i) => world.person({ phone: `+4860010${String(1000 + i)}` })));
  worker = await startWorkerProcess(world.env);
  const accepted: string[] = [];
  const delays = [0, 4, 15, 0, 250];
  const hits: Record<string, number> = {};
  let kills = 0;
  let since = 0;
  let killing: Promise<void> | undefined;
  const stopListening = world.fakes.onAccept(({ messageId }) => {
    if (messageId) accepted.push(messageId);
    if (killing || kills >= delays.length || ++since < 4) return;
    const delay = delays[kills++] ?? 0;
    killing = (async () => {
      if (delay > 0) await sleep(delay);
      await worker?.kill();
      const states = await world.sql<{ state: string }>("SELECT state FROM message WHERE id = $1", [messageId]);
      const where = states[0]?.state === "claimed" ? "between claim and outcome" : "after the outcome";
      hits[where] = (hits[where] ?? 0) + 1;
      worker = await startWorkerProcess(world.env);
      since = 0;
      killing = undefined;
    })();
  });

  for (const [i, person] of people.entries()) {
    await world.track(person, { name: "Cart" });
    if (i % 3 === 0) setTimeout(() => void world.track(person, { name: "Order" }), 1_500);
    await sleep(150);
  }
  // A claim whose holder is dead is given up when its lease ends, three quarters of a minute later.
  await eventually("every run has ended", async () => (await openRuns(world.sql)) === 0, 150_000);
  await killing;
  stopListening();

  expect(kills).toBe(delays.length);
  expect(hits["between claim and outcome"] ?? 0).toBeGreaterThan(0);
  for (const person of people) expect(await runsOf(world, person.profileId)).toMatchObject([{ status: "ended", exit_reason: "end" }]);

  // The providers' own log is the oracle: nothing was accepted twice, and everything that was stands in the ledger as sent or as unknown.
  const log = (await world.fakes.messages()).map((message) => message.messageId ?? "");
  expect(new Set(log).size).toBe(log.length);
  const ledger = await world.sql<{ id: string; state: string }>("SELECT id, state FROM message");
  expect(ledger.every(({ state }) => ["accepted", "unknown"].includes(state))).toBe(true);
  const accountable = new Set(ledger.map((message) => message.id));
  expect(log.filter((id) => !accountable.has(id))).toEqual([]);
  const unsent = ledger.filter(({ id, state }) => state === "accepted" && !log.includes(id));
  expect(unsent).toEqual([]);
  const unknown = ledger.filter(({ state }) => state === "unknown");
  expect(unknown.length).toBeGreaterThanOrEqual(hits["between claim and outcome"] ?? 0);
  // No more than what was in flight when something was killed.
  expect(unknown.length).toBeLessThanOrEqual(kills * 10);
  const twice = await world.sql("SELECT run_id, node, visit FROM message GROUP BY 1, 2, 3 HAVING count(*) > 1");
  expect(twice).toEqual([]);
}, 300_000);

test("a worker that is asked to stop finishes what it began", async () => {
  await world.publish({ entry: [{ event: "Stop" }], start: "m", nodes: { m: mail({ done: "x" }), x: { kind: "exit", reason: "x" } } });
  worker ??= await startWorkerProcess(world.env);
  await world.fakes.fault({ channel: "email", mode: "slow", delayMs: 700 });
  const person = await world.person();
  await world.track(person, { name: "Stop" });
  await eventually(
    "the message is claimed",
    async () => (await world.sql("SELECT 1 FROM message WHERE profile_id = $1 AND state = 'claimed'", [person.profileId])).length === 1,
  );
  expect(await worker.stop()).toBe(0);
  worker = undefined;
  await world.fakes.clearFaults();
  expect(await world.sql("SELECT state FROM message WHERE profile_id = $1", [person.profileId])).toEqual([{ state: "accepted" }]);
}, 60_000);

test("a worker that lacks a step somebody stands on refuses to start, and says which", async () => {
  const { versionId } = await world.publish({
    entry: [{ event: "Old" }],
    start: "d",
    nodes: { d: { kind: "delay", for: "PT1H", next: {} } },
  });
  await world.sql("UPDATE journey SET status = 'stopped', live_version_id = NULL WHERE live_version_id = $1", [versionId]);
  const [copy, run] = ["00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"];
  await world.sql(
    `INSERT INTO version (environment_id, id, journey_id, number, definition, plan, checksum)
     SELECT environment_id, $2, journey_id, 2, definition, jsonb_set(plan, '{nodes,d,version}', '7'), '' FROM version WHERE id = $1`,
    [versionId, copy],
  );
  await world.sql(
    `INSERT INTO run (environment_id, id, journey_id, version_id, profile_id, key_hash, entered_at)
     SELECT environment_id, $2, journey_id, $1, gen_random_uuid(), '', now() FROM version WHERE id = $1`,
    [copy, run],
  );
  await expect(startWorkerProcess(world.env)).rejects.toThrow(/delay@7/);
}, 60_000);

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { expireClaims } from "../ledger/expire-claims.ts";
import { type Planned, type World, world } from "../testing/world.fixture.ts";
import { deliver } from "./deliver.ts";

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(() => w.sink.behave(undefined));

const program = fileURLToPath(new URL("../testing/deliver-once.fixture.ts", import.meta.url));
function holder(planned: Planned): ChildProcess {
  const input = JSON.stringify({ appUrl: w.db.appUrl, key: w.key.toString("hex"), ref: planned.ref });
  return spawn(process.execPath, ["--import", "tsx", program, input], { stdio: ["ignore", "pipe", "inherit"] });
}
/** What the test waits for, or an error when the holder ends before it is killed. */
function whileAlive<T>(child: ChildProcess, waited: Promise<T>): Promise<T> {
  const died = once(child, "exit").then(([code]) => Promise.reject(new Error(`The holder ended by itself, with ${code}.`)));
  died.catch(() => {});
  return Promise.race([waited, died]);
}
async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}
/** Resolves once a transaction in this database waits for a lock. */
async function someoneWaits(): Promise<void> {
  for (;;) {
    const rows = await w.sql("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
    if (rows.length > 0) return;
    await sleep(20);
  }
}
function gate(): { closed: Promise<void>; open(): void } {
  let open: () => void = () => {};
  const closed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { closed, open: () => open() };
}
/** Holds the person's lock until released. */
async function holdPerson({ person }: Planned): Promise<() => Promise<void>> {
  const [taken, held] = [gate(), gate()];
  const work = w.db.store.lockPerson(w.environmentId, person.profileId, async () => {
    taken.open();
    await held.closed;
  });
  await taken.closed;
  return async () => {
    held.open();
    await work;
  };
}
const to = (planned: Planned) => w.sink.accepted.filter((mail) => mail.to === planned.person.email);
const leaseOver = (planned: Planned) =>
  w.sql("UPDATE message SET lease_until = now() - interval '1 second' WHERE id = $1", [planned.ref.messageId]);

test("I1, I3: killed after the provider accepted and before the outcome was written: unknown, visible, and never sent again", async () => {
  const planned = await w.plan(await w.person());
  w.sink.behave({ kind: "accept-and-hang" });
  const child = holder(planned);
  await whileAlive(child, w.sink.reached(w.sink.accepted.length + 1));
  await kill(child);
  w.sink.behave(undefined);

  expect(await w.message(planned)).toMatchObject({ state: "claimed" });
  // While the lease lives nobody else may: the holder might.
  expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "claimed", retryInMs: expect.any(Number) });
  await leaseOver(planned);
  const [other] = await Promise.all([deliver(w.deps, planned.ref), expireClaims(w.db.store)]);
  expect(other).toMatchObject({ state: "unknown" });
  expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "unknown", outcome: { outcome: "done" } });
  expect(to(planned).length).toBe(1);
  expect(await w.message(planned)).toMatchObject({ state: "unknown", reason: "lease-spent" });
  expect(await w.mail(planned)).toMatchObject([{ payload: { result: { outcome: "done", state: "unknown" } } }]);
});

test.each([
  // Killed while it talks to the server: it had not handed the mail over, so there is none; killed after that, there is one.
  ["connected", 0],
  ["sender", 0],
  ["recipient", 0],
  ["data", 1],
] as const)("killed once it had come to '%s': unknown, %i accepted, and never sent again", async (stage, mails) => {
  const planned = await w.plan(await w.person());
  const pause = w.sink.pauseAt(stage);
  const child = holder(planned);
  await whileAlive(child, pause.reached);
  await kill(child);
  pause.go();
  if (mails > 0) await w.sink.reached(w.sink.accepted.length + (to(planned).length === 0 ? 1 : 0));
  await leaseOver(planned);
  for (let i = 0; i < 2; i++) expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "unknown", outcome: { outcome: "done" } });
  expect(to(planned).length).toBe(mails);
  expect((await w.mail(planned)).length).toBe(1);
});

test("killed before its claim is committed: it goes, once, by the next who tries", async () => {
  const planned = await w.plan(await w.person());
  const release = await holdPerson(planned);
  const child = holder(planned);
  await whileAlive(child, someoneWaits());
  await kill(child);
  await release();
  expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "accepted" });
  expect(to(planned).length).toBe(1);
});

test("killed while it writes the outcome down: unknown, or accepted if the commit was quicker; one mail either way", async () => {
  const planned = await w.plan(await w.person());
  const answer = gate();
  w.sink.behave({ kind: "accept-when", released: answer.closed });
  const child = holder(planned);
  await whileAlive(child, w.sink.reached(w.sink.accepted.length + 1));
  const release = await holdPerson(planned);
  answer.open();
  await whileAlive(child, someoneWaits());
  await kill(child);
  await release();
  w.sink.behave(undefined);
  await leaseOver(planned);
  expect(["unknown", "accepted"]).toContain((await deliver(w.deps, planned.ref)).state);
  expect(to(planned).length).toBe(1);
  expect((await w.mail(planned)).length).toBe(1);
});

test("I4: a claim whose commit took too long is given back unsent, and the withdrawal made meanwhile is seen", async () => {
  await w.sql(`CREATE FUNCTION slow_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END $$`);
  await w.sql(`CREATE CONSTRAINT TRIGGER slow_commit AFTER UPDATE ON message DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.state = 'claimed' AND OLD.state <> 'claimed') EXECUTE FUNCTION slow_commit()`);
  const planned = await w.plan(await w.person());
  const delivery = deliver(w.withTiming({ claimAgeMs: 300 }), planned.ref);
  await sleep(100);
  await w.consent(planned.person, "denied");
  // Not by dropping the trigger: that locks partitions before their table, against whoever reads.
  await w.sql(`CREATE OR REPLACE FUNCTION slow_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`);
  expect(await delivery).toMatchObject({ state: "suppressed", reason: "topic-denied" });
  expect(to(planned)).toEqual([]);
});

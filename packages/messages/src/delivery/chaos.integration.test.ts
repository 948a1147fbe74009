import { setTimeout as sleep } from "node:timers/promises";
import { newId } from "@journeyman/core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { applyFact } from "../facts/apply-fact.ts";
import { recordFact } from "../facts/record-fact.ts";
import { cancelOpen } from "../ledger/cancel.ts";
import { expireClaims } from "../ledger/expire-claims.ts";
import type { Behaviour } from "../testing/smtp-sink.fixture.ts";
import { type Planned, type World, world } from "../testing/world.fixture.ts";
import { deliver } from "./deliver.ts";

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(() => w.sink.behave(undefined));

const to = (planned: Planned) => w.sink.accepted.filter((mail) => mail.to === planned.person.email);

/** A delivery whose provider has accepted and does not answer yet. */
async function inFlight(planned: Planned) {
  let answer: () => void = () => {};
  w.sink.behave({
    kind: "accept-when",
    released: new Promise((resolve) => {
      answer = resolve;
    }),
  });
  const delivery = deliver(w.deps, planned.ref);
  await w.sink.reached(w.sink.accepted.length + 1);
  return { delivery, answer: () => answer() };
}

test("a person who is merged while a message is in flight: its outcome finds the new owner", async () => {
  const planned = await w.plan(await w.person());
  const into = await w.person();
  const { delivery, answer } = await inFlight(planned);
  // What a merge does to the rows, seen from here.
  await w.sql("UPDATE message SET profile_id = $2 WHERE id = $1", [planned.ref.messageId, into.profileId]);
  await w.sql("UPDATE run SET profile_id = $2 WHERE id = $1", [planned.ref.runId, into.profileId]);
  answer();
  expect(await delivery).toMatchObject({ state: "accepted", outcome: { outcome: "done" } });
  expect(await w.sql("SELECT profile_id FROM poke WHERE run_id = $1", [planned.ref.runId])).toEqual([{ profile_id: into.profileId }]);
});

test("a database that is away when the provider answers: the outcome is written once it is back", async () => {
  const planned = await w.plan(await w.person());
  const { delivery, answer } = await inFlight(planned);
  const name = new URL(w.db.ownerUrl).pathname.slice(1);
  await w.sql(`ALTER DATABASE ${name} CONNECTION LIMIT 0`);
  await w.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
  answer();
  await sleep(400);
  expect(await w.message(planned)).toMatchObject({ state: "claimed" });
  await w.sql(`ALTER DATABASE ${name} CONNECTION LIMIT -1`);
  expect(await delivery).toMatchObject({ state: "accepted" });
  expect(to(planned).length).toBe(1);
});

test("everything at once, in any order: one accept at most, one mail, every message in a state that says what is known", {
  timeout: 120_000,
}, async () => {
  const crowd: Planned[] = [];
  for (let i = 0; i < 40; i++) crowd.push(await w.plan(await w.person()));
  const behaviours: (Behaviour | undefined)[] = [
    undefined,
    undefined,
    { kind: "refuse", code: 451 },
    { kind: "accept-and-hang-up" },
    { kind: "accept-and-hang" },
  ];
  const deps = w.withTiming({ providerTimeoutMs: 150, retryFirstMs: 5, marginMs: 100, claimAgeMs: 200 });
  const any = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;
  const acts: ((planned: Planned) => Promise<unknown>)[] = [
    ...Array.from({ length: 8 }, () => (planned: Planned) => deliver(deps, planned.ref)),
    async () => w.sink.behave(any(behaviours)),
    async () => w.sink.behave(any(behaviours)),
    () => expireClaims(w.db.store),
    (planned) => w.consent(planned.person, "denied"),
    (planned) => w.db.store.lockPerson(w.environmentId, planned.person.profileId, (tx) => cancelOpen(tx, planned.ref.runId)),
    async (planned) => {
      // Providers tell of what they accepted, and of nothing else.
      if (to(planned).length === 0) return;
      const { factId } = await w.db.store.tenant(w.environmentId, (tx) =>
        recordFact(tx, { providerEventId: newId(), kind: any(["delivered", "opened", "clicked"]), messageId: planned.ref.messageId }),
      );
      await w.db.store.lockPerson(w.environmentId, planned.person.profileId, (tx) => applyFact(tx, factId));
    },
  ];
  const worker = async (): Promise<void> => {
    for (let i = 0; i < 60; i++) await any(acts)(any(crowd));
  };
  await Promise.all(Array.from({ length: 6 }, worker));
  // Calm again: what is still open ends.
  w.sink.behave(undefined);
  for (let round = 0; round < 30; round++) {
    await expireClaims(w.db.store);
    const results = await Promise.all(crowd.map((planned) => deliver(deps, planned.ref)));
    if (results.every((result) => !["planned", "held", "claimed"].includes(result.state))) break;
    await sleep(100);
  }
  const found: Record<string, number> = {};
  for (const planned of crowd) {
    const { state } = await w.message(planned);
    found[state] = (found[state] ?? 0) + 1;
    const mails = to(planned).length;
    expect(mails).toBeLessThanOrEqual(1);
    expect(["accepted", "unknown", "suppressed", "cancelled"]).toContain(state);
    if (state === "accepted") expect(mails).toBe(1);
    if (state === "suppressed" || state === "cancelled") expect(mails).toBe(0);
    expect((await w.mail(planned)).length).toBe(state === "cancelled" ? 0 : 1);
  }
  console.info(`states after the chaos: ${JSON.stringify(found)}`);
});

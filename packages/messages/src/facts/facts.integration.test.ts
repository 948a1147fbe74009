import { type Id, newId } from "@journeyman/core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { deliver } from "../delivery/deliver.ts";
import { type Planned, type World, world } from "../testing/world.fixture.ts";
import { applyFact } from "./apply-fact.ts";
import { matchFacts } from "./match-facts.ts";
import { type NewFact, type RecordedFact, recordFact } from "./record-fact.ts";

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());
beforeEach(() => w.sink.behave(undefined));

const record = (fact: Partial<NewFact> & { kind: NewFact["kind"] }): Promise<RecordedFact> =>
  w.db.store.tenant(w.environmentId, (tx) => recordFact(tx, { providerId: w.providerId, providerEventId: newId(), ...fact }));
const apply = (planned: Planned, factId: Id) =>
  w.db.store.lockPerson(w.environmentId, planned.person.profileId, (tx) => applyFact(tx, factId));
const inbox = (planned: Planned) =>
  w.sql<{ fact_id: Id }>("SELECT fact_id FROM inbox WHERE profile_id = $1 AND kind = 'fact' ORDER BY id", [planned.person.profileId]);
async function told(planned: Planned, fact: Partial<NewFact> & { kind: NewFact["kind"] }) {
  const { factId } = await record({ messageId: planned.ref.messageId, runId: planned.ref.runId, ...fact });
  return apply(planned, factId);
}
async function sent(): Promise<Planned> {
  const planned = await w.plan(await w.person());
  expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "accepted" });
  return planned;
}

test("a fact goes into the person's inbox once, and says which step of which run it is about", async () => {
  const planned = await sent();
  const fact = { messageId: planned.ref.messageId, providerEventId: "click-1", kind: "clicked" } as const;
  const first = await record(fact);
  expect(first).toMatchObject({ duplicate: false, runId: planned.ref.runId, profileId: planned.person.profileId });
  expect(await record(fact)).toMatchObject({ duplicate: true });
  expect(await inbox(planned)).toEqual([{ fact_id: first.factId }]);
  expect(await apply(planned, first.factId)).toMatchObject({
    runId: planned.ref.runId,
    node: "mail",
    visit: 1,
    engagement: "clicked",
    automatic: false,
  });
  const row = await w.message(planned);
  expect(row.clicked_at).not.toBeNull();
  expect(row.delivered_at).not.toBeNull();
});

test("a scanner's click and a proxy's open are kept and not counted", async () => {
  const planned = await sent();
  expect(await told(planned, { kind: "clicked", automatic: true })).toMatchObject({ engagement: "clicked", automatic: true });
  await told(planned, { kind: "opened", automatic: true });
  expect(await w.message(planned)).toMatchObject({ clicked_at: null, opened_at: null });
  expect((await w.sql("SELECT 1 FROM message_fact WHERE message_id = $1", [planned.ref.messageId])).length).toBe(2);
  await told(planned, { kind: "opened" });
  expect((await w.message(planned)).opened_at).not.toBeNull();
});

test("whatever is told of a message proves it was accepted: unknown becomes accepted, and its run hears nothing twice", async () => {
  for (const kind of ["delivered", "opened", "clicked", "bounced", "accepted"] as const) {
    const planned = await w.plan(await w.person());
    w.sink.behave({ kind: "accept-and-hang-up" });
    expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "unknown" });
    await told(planned, { kind });
    expect((await w.message(planned)).state).toBe("accepted");
    expect((await w.mail(planned)).length).toBe(1);
  }
});

test("a provider that says it failed settles an unknown message too", async () => {
  const planned = await w.plan(await w.person());
  w.sink.behave({ kind: "accept-and-hang-up" });
  await deliver(w.deps, planned.ref);
  await told(planned, { kind: "failed" });
  expect(await w.message(planned)).toMatchObject({ state: "rejected", reason: "provider-failed" });
});

test("facts only raise: nothing takes back what a message has reached", async () => {
  const planned = await sent();
  await told(planned, { kind: "clicked", at: Date.now() - 5_000 });
  const clicked = (await w.message(planned)).clicked_at;
  await told(planned, { kind: "delivered" });
  await told(planned, { kind: "failed" });
  await told(planned, { kind: "clicked" });
  expect(await w.message(planned)).toMatchObject({ state: "accepted", clicked_at: clicked });
});

test("a fact may come before the outcome of the call: the message is accepted by it, and the holder's answer adds its id", async () => {
  const planned = await w.plan(await w.person());
  let release: () => void = () => {};
  w.sink.behave({ kind: "accept-when", released: new Promise((resolve) => (release = resolve)) });
  const holder = deliver(w.deps, planned.ref);
  await w.sink.reached(w.sink.accepted.length + 1);
  await told(planned, { kind: "delivered" });
  expect((await w.message(planned)).state).toBe("accepted");
  expect((await w.mail(planned)).length).toBe(1);
  release();
  expect(await holder).toMatchObject({ state: "accepted" });
  expect((await w.mail(planned)).length).toBe(1);
});

test("a fact that knows only the provider's id, and comes first, waits and is matched by the outcome", async () => {
  const next = (w.sink.accepted.length + 1).toString().padStart(8, "0");
  const early = await record({ kind: "delivered", providerMessageId: next });
  expect(early.messageId).toBeNull();
  const planned = await sent();
  expect((await w.message(planned)).provider_message_id).toBe(next);
  expect(await inbox(planned)).toEqual([{ fact_id: early.factId }]);
  expect(await apply(planned, early.factId)).toMatchObject({ engagement: "delivered" });
  const late = await record({ kind: "bounced", providerMessageId: next });
  expect(late.messageId).toBe(planned.ref.messageId);
  // Another provider may use the same id for something else.
  expect((await record({ kind: "bounced", providerMessageId: next, providerId: newId() })).messageId).toBeNull();
});

test("one that was missed because both were being written at once is found by the sweep", async () => {
  const planned = await sent();
  const missed = await record({ kind: "delivered", providerMessageId: "sid-1" });
  await w.sql("UPDATE message SET provider_message_id = 'sid-1' WHERE id = $1", [planned.ref.messageId]);
  expect(await matchFacts(w.db.store)).toBe(1);
  expect(await matchFacts(w.db.store)).toBe(0);
  expect(await inbox(planned)).toEqual([{ fact_id: missed.factId }]);
});

test("hard bounces and complaints suppress the address; soft bounces count", async () => {
  const soft = await sent();
  await told(soft, { kind: "bounced", detail: { permanent: false } });
  expect(await w.sql("SELECT soft_bounces FROM contact_point WHERE id = $1", [soft.person.endpoint])).toEqual([{ soft_bounces: 1 }]);
  expect(await deliver(w.deps, (await w.plan(soft.person)).ref)).toMatchObject({ state: "accepted" });
  const hard = await sent();
  expect(await told(hard, { kind: "bounced", detail: { permanent: true } })).toMatchObject({ engagement: "bounced" });
  expect(await deliver(w.deps, (await w.plan(hard.person)).ref)).toMatchObject({ reason: "suppressed-hard-bounce" });
  const spam = await sent();
  await told(spam, { kind: "complained" });
  expect(await deliver(w.deps, (await w.plan(spam.person)).ref)).toMatchObject({ reason: "suppressed-complaint" });
});

test("a fact about a message of another environment finds nothing", async () => {
  const planned = await sent();
  const other = await w.db.store.tenant(w.ids.liveEnvironmentId, (tx) =>
    recordFact(tx, { providerEventId: "x", kind: "clicked", messageId: planned.ref.messageId, runId: planned.ref.runId }),
  );
  expect(other).toMatchObject({ messageId: null, profileId: null });
});

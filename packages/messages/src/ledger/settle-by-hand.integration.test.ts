import { type Id, newId } from "@journeyman/core";
import { nilId, type Store } from "@journeyman/store";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { deliver } from "../delivery/deliver.ts";
import { testSend } from "../delivery/test-send.ts";
import { applyFact } from "../facts/apply-fact.ts";
import { recordFact } from "../facts/record-fact.ts";
import { readMessage } from "../reading/read-message.ts";
import { type Planned, type World, world } from "../testing/world.fixture.ts";
import { settleByHand } from "./settle-by-hand.ts";

let w: World;
const marta = newId();
let recorded: number;
beforeAll(async () => {
  w = await world();
  await w.sql("INSERT INTO user_account (id, organisation_id, email, name) VALUES ($1, $2, 'marta@example.com', 'Marta')", [
    marta,
    w.ids.organisationId,
  ]);
});
afterAll(() => w.close());
beforeEach(() => {
  w.sink.behave(undefined);
  recorded = 0;
});

async function unknown(): Promise<Planned> {
  const planned = await w.plan(await w.person());
  w.sink.behave({ kind: "accept-and-hang-up" });
  expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "unknown" });
  w.sink.behave(undefined);
  return planned;
}
const settle = (planned: Planned, arrived: boolean, store: Store = w.db.store) =>
  settleByHand(store, w.environmentId, {
    messageId: planned.ref.messageId,
    arrived,
    by: marta,
    record: async () => void recorded++,
  });
const factsOf = (profileId: Id) =>
  w.sql<{ fact_id: Id }>("SELECT fact_id FROM inbox WHERE profile_id = $1 AND kind = 'fact' ORDER BY id", [profileId]);
const timelineOf = async ({ ref }: Planned) =>
  (await w.db.store.tenant(w.environmentId, (tx) => readMessage(tx, w.deps.vault, ref.messageId, { reveal: false }))).timeline.map(
    ({ what, from, by }) => [what, from, by],
  );

test("it arrived: accepted for good, with who said so, and nothing is sent again", async () => {
  const planned = await unknown();
  const [sent, heard] = [w.sink.accepted.length, await w.mail(planned)];
  expect(await settle(planned, true)).toBe("accepted");
  const row = await w.message(planned);
  expect([row.state, row.reason, row.error, row.accepted_at === null]).toEqual(["accepted", null, null, false]);
  expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "accepted" });
  expect(w.sink.accepted.length).toBe(sent);
  expect(await w.mail(planned)).toEqual(heard);
  expect(recorded).toBe(1);
  expect((await timelineOf(planned)).map(([what]) => what)).toEqual(["planned", "claimed", "unknown", "accepted"]);
  expect((await timelineOf(planned)).at(-1)).toEqual(["accepted", "person", "Marta"]);
});

test("it did not: rejected for good, its run hears of it as of a late failure, and nothing is sent again", async () => {
  const planned = await unknown();
  const sent = w.sink.accepted.length;
  expect(await settle(planned, false)).toBe("rejected");
  expect(await w.message(planned)).toMatchObject({ state: "rejected", reason: "not-arrived" });
  const [fact] = await factsOf(planned.person.profileId);
  const apply = () => w.db.store.lockPerson(w.environmentId, planned.person.profileId, (tx) => applyFact(tx, fact?.fact_id ?? ""));
  expect(await apply()).toMatchObject({ runId: planned.ref.runId, node: "mail", engagement: "bounced" });
  expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "rejected" });
  expect(w.sink.accepted.length).toBe(sent);
  expect((await timelineOf(planned)).map(([what, from]) => `${what} by ${from}`)).toEqual([
    "planned by ledger",
    "claimed by ledger",
    "unknown by ledger",
    "failed by person",
  ]);
});

test("what is known already is not settled, by nobody and not twice", async () => {
  const planned = await unknown();
  const said = await Promise.allSettled([settle(planned, true), settle(planned, false)]);
  expect(said.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(recorded).toBe(1);
  const accepted = await w.plan(await w.person());
  await deliver(w.deps, accepted.ref);
  await expect(settle(accepted, false)).rejects.toMatchObject({ code: "conflict" });
  expect(await w.message(accepted)).toMatchObject({ state: "accepted", reason: null });
  await expect(
    settleByHand(w.db.store, w.ids.liveEnvironmentId, {
      messageId: planned.ref.messageId,
      arrived: true,
      by: marta,
      record: async () => {},
    }),
  ).rejects.toMatchObject({ code: "not_found" });
});

test("what cannot be recorded is not done", async () => {
  const planned = await unknown();
  const settlement = settleByHand(w.db.store, w.environmentId, {
    messageId: planned.ref.messageId,
    arrived: true,
    by: marta,
    record: () => Promise.reject(new Error("no audit")),
  });
  await expect(settlement).rejects.toThrow("no audit");
  expect((await w.message(planned)).state).toBe("unknown");
  expect(await factsOf(planned.person.profileId)).toEqual([]);
});

test("two people who become one meanwhile: it is settled under the lock of whom it belongs to", async () => {
  const planned = await unknown();
  const into = await w.person();
  let merged = false;
  const locked: unknown[] = [];
  const store: Store = {
    ...w.db.store,
    async tenant(environmentId, work) {
      const found = await w.db.store.tenant(environmentId, work);
      if (!merged) await w.sql("UPDATE message SET profile_id = $2 WHERE id = $1", [planned.ref.messageId, into.profileId]);
      merged = true;
      return found;
    },
    lockPerson(environmentId, profileIds, work) {
      locked.push(profileIds);
      return w.db.store.lockPerson(environmentId, profileIds, work);
    },
  };
  expect(await settle(planned, true, store)).toBe("accepted");
  expect(locked).toEqual([planned.person.profileId, into.profileId]);
  expect([(await factsOf(planned.person.profileId)).length, (await factsOf(into.profileId)).length, recorded]).toEqual([0, 1, 1]);
});

test("a fact that comes after somebody said that it did not arrive leaves the last word as it is", async () => {
  const planned = await unknown();
  await settle(planned, false);
  const { factId } = await w.db.store.tenant(w.environmentId, (tx) =>
    recordFact(tx, { providerId: w.providerId, providerEventId: newId(), kind: "delivered", messageId: planned.ref.messageId }),
  );
  await w.db.store.lockPerson(w.environmentId, planned.person.profileId, (tx) => applyFact(tx, factId));
  expect(await w.message(planned)).toMatchObject({ state: "rejected", reason: "not-arrived" });
});

test("a test send as nobody has the person's word in its history, and no inbox gets it", async () => {
  w.sink.behave({ kind: "accept-and-hang-up" });
  const sent = await testSend(w.deps, { environmentId: w.environmentId, templateId: w.templateId, to: "team@example.com" });
  expect(sent.state).toBe("unknown");
  await settleByHand(w.db.store, w.environmentId, { messageId: sent.messageId, arrived: true, by: marta, record: async () => {} });
  const { timeline } = await w.db.store.tenant(w.environmentId, (tx) => readMessage(tx, w.deps.vault, sent.messageId, { reveal: false }));
  expect(timeline.map(({ what, from }) => `${what} by ${from}`)).toEqual([
    "planned by ledger",
    "claimed by ledger",
    "unknown by ledger",
    "accepted by person",
  ]);
  expect(await factsOf(nilId)).toEqual([]);
});

import { openVault } from "@journeyman/vault";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deliver } from "../delivery/deliver.ts";
import { testSend } from "../delivery/test-send.ts";
import { recordFact } from "../facts/record-fact.ts";
import { type World, world } from "../testing/world.fixture.ts";
import { listMessages, type MessageFilter } from "./list-messages.ts";
import { readMessage } from "./read-message.ts";

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.close());

const list = (filter: MessageFilter = {}) => w.db.store.tenant(w.environmentId, (tx) => listMessages(tx, filter));
const read = (id: string, reveal: boolean) => w.db.store.tenant(w.environmentId, (tx) => readMessage(tx, w.deps.vault, id, { reveal }));

test("the ledger is listed newest first, page by page, by any of its filters", async () => {
  const anna = await w.person();
  const refused = await w.person({ consent: "denied" });
  const planned = [];
  for (let i = 0; i < 5; i++) planned.push(await w.plan(i === 2 ? refused : anna, { node: `mail${i}` }));
  for (const { ref } of planned) await deliver(w.deps, ref);
  const ids = planned.map(({ ref }) => ref.messageId).reverse();
  const seen = [];
  for (let after: string | undefined, more = true; more; ) {
    const page = await list({ limit: 2, ...(after ? { after } : {}) });
    seen.push(...page.items.map((item) => item.id));
    after = page.next;
    more = after !== undefined;
  }
  expect(seen).toEqual(ids);
  expect((await list({ profileId: refused.profileId })).items).toMatchObject([
    { state: "suppressed", reason: "topic-denied", node: "mail2", topic: { key: "offers" } },
  ]);
  expect((await list({ states: ["accepted"], channel: "email", templateId: w.templateId })).items.length).toBe(4);
  expect((await list({ runId: planned[0]?.ref.runId })).items[0]?.to).toMatch(/^p\*\*\*@example\.com$/);
  await expect(list({ after: "x" })).rejects.toThrow(/page/);
  expect((await w.db.store.tenant(w.ids.liveEnvironmentId, (tx) => listMessages(tx))).items).toEqual([]);
});

test("one message tells what happened, why, and by whom; its subject and address only to who may see them", async () => {
  const planned = await w.plan(await w.person());
  await deliver(w.deps, planned.ref);
  await w.db.store.tenant(w.environmentId, (tx) =>
    recordFact(tx, { providerEventId: "o", kind: "opened", automatic: true, messageId: planned.ref.messageId }),
  );
  const masked = await read(planned.ref.messageId, false);
  expect(masked).toMatchObject({ state: "accepted", revealed: null, attempts: 1, provider: { kind: "smtp" }, templateVersion: 1 });
  expect(masked.decision?.checks.map((check) => check.rule)).toContain("topic-consent");
  expect(masked.timeline.map((entry) => [entry.what, entry.from])).toEqual([
    ["planned", "ledger"],
    ["claimed", "ledger"],
    ["accepted", "ledger"],
    ["opened", "link"],
  ]);
  expect(JSON.stringify(masked)).not.toContain(planned.person.email);
  expect((await read(planned.ref.messageId, true)).revealed).toEqual({ to: planned.person.email, subject: "Hello Anna" });
  await w.sql("DELETE FROM person_key WHERE profile_id = $1", [planned.person.profileId]);
  const fresh = openVault({ key: w.key });
  const erased = await w.db.store.tenant(w.environmentId, (tx) => readMessage(tx, fresh, planned.ref.messageId, { reveal: true }));
  expect(erased.revealed).toEqual({ to: null, subject: null });
});

test("a test send goes through the same ledger; it is recorded, not counted, and asks nobody's consent", async () => {
  const anna = await w.person({ consent: "denied" });
  const before = (await list()).items.length;
  const sent = await testSend(w.deps, {
    environmentId: w.environmentId,
    templateId: w.templateId,
    content: { subject: "Draft for {{ person.firstName }} {{ event.properties.total }}", html: "<p>Hi</p>" },
    to: "Team@Example.com ",
    profileId: anna.profileId,
    event: { name: "Order", properties: { total: 12 } },
  });
  expect(sent).toMatchObject({ state: "accepted", outcome: { outcome: "done" } });
  const mail = w.sink.accepted.at(-1);
  expect(mail?.to.toLowerCase()).toBe("team@example.com");
  expect(mail?.raw).toMatch(/^Subject: Draft for Anna 12/m);
  expect((await list()).items.length).toBe(before);
  expect((await list({ previews: true })).items[0]).toMatchObject({ id: sent.messageId, preview: true, to: "t***@example.com" });
  await w.sql("UPDATE message SET state = 'unknown' WHERE id = $1", [sent.messageId]);
  expect((await list({ states: ["unknown"] })).items).toMatchObject([{ id: sent.messageId, preview: true }]);
  await w.sql("UPDATE message SET state = 'accepted' WHERE id = $1", [sent.messageId]);
  expect(await w.sql("SELECT status, preview, exit_reason FROM run WHERE id = $1", [sent.runId])).toEqual([
    { status: "ended", preview: true, exit_reason: "test" },
  ]);
  expect(await w.sql("SELECT 1 FROM mail WHERE run_id = $1", [sent.runId])).toEqual([]);
  expect((await read(sent.messageId, true)).revealed?.subject).toBe("Draft for Anna 12");
  // As nobody, and with the fallback.
  const plain = await testSend(w.deps, {
    environmentId: w.environmentId,
    templateId: w.templateId,
    content: { subject: "Hello {{ person.firstName | default: 'you' }}", html: "<p>Hi</p>" },
    to: "team@example.com",
  });
  expect(plain.state).toBe("accepted");
  expect((await read(plain.messageId, true)).revealed?.subject).toBe("Hello you");
});

test("a test send that cannot be made says why, and leaves nothing open", async () => {
  const send = { environmentId: w.environmentId, templateId: w.templateId, to: "team@example.com" };
  await expect(testSend(w.deps, { ...send, to: "nonsense" })).rejects.toThrow(/e-mail address/);
  const broken = await testSend(w.deps, { ...send, content: { subject: "{{ person.x | nosuch }}", html: "<p/>" } });
  expect(broken).toMatchObject({ state: "rejected", reason: "template-error" });
  expect(broken.error).toMatch(/subject/);
  w.sink.behave({ kind: "refuse", code: 451 });
  expect(await testSend(w.deps, { ...send, content: { subject: "x", html: "<p>x</p>" } })).toMatchObject({
    state: "rejected",
    reason: "provider-refused",
    error: expect.stringMatching(/451/),
  });
  w.sink.behave(undefined);
  await w.sql("UPDATE provider SET fake = false");
  expect(await testSend(w.deps, { ...send, content: { subject: "x", html: "<p>x</p>" } })).toMatchObject({
    state: "suppressed",
    reason: "test-environment",
  });
  await w.sql("UPDATE provider SET fake = true");
  await w.sql("UPDATE environment SET brake_at = now()");
  expect(await testSend(w.deps, { ...send, content: { subject: "x", html: "<p>x</p>" } })).toMatchObject({
    state: "cancelled",
    reason: "brake",
  });
  expect(await w.sql("SELECT 1 FROM message WHERE state IN ('planned', 'held', 'claimed')")).toEqual([]);
  expect(await w.sql("SELECT 1 FROM run WHERE preview AND status <> 'ended'")).toEqual([]);
});

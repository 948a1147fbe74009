import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { applyChannelStop } from "@journeyman/consent/store";
import { newId } from "@journeyman/core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { applyFact } from "../facts/apply-fact.ts";
import { recordFact } from "../facts/record-fact.ts";
import { type Person, type World, world } from "../testing/world.fixture.ts";
import { deliver } from "./deliver.ts";

let w: World;
let anna: Person;
const phone = "+48600100200";
const webhook = newId();
const received: URLSearchParams[] = [];
let answer: () => { status: number; body: object };
const sid = () => `SM${received.length.toString(16).padStart(32, "0")}`;
const twilio = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk) => (body += chunk));
  request.on("end", () => {
    received.push(new URLSearchParams(body));
    const { status, body: json } = answer();
    response
      .writeHead(status, { "content-type": "application/json", ...(status === 429 ? { "retry-after": "2" } : {}) })
      .end(JSON.stringify(json));
  });
});

beforeAll(async () => {
  w = await world({ quietHours: { from: "00:00", to: "00:00" } });
  twilio.listen(0, "127.0.0.1");
  await once(twilio, "listening");
  const [template, version] = [newId(), newId()];
  await w.sql(
    "INSERT INTO template (environment_id, id, key, name, channel, current_version_id, draft) VALUES ($1, $2, 'text', 'Text', 'sms', $3, '{}')",
    [w.environmentId, template, version],
  );
  await w.sql("INSERT INTO template_version (environment_id, id, template_id, number, content) VALUES ($1, $2, $3, 1, $4)", [
    w.environmentId,
    version,
    template,
    { text: "Hi {{ person.firstName }}, see https://shop.example/cart" },
  ]);
  await w.sql(
    `INSERT INTO provider (environment_id, id, channel, kind, name, settings, secrets, fake, webhook_token) VALUES ($1, $2, 'sms', 'twilio', 'Twilio', $3, $4, true, $5)`,
    [
      w.environmentId,
      newId(),
      { accountSid: `AC${"0".repeat(32)}`, from: "+15005550006", baseUrl: `http://127.0.0.1:${(twilio.address() as AddressInfo).port}` },
      w.deps.vault.environmentCipher(w.environmentId).seal({ authToken: "token" }),
      webhook,
    ],
  );
  anna = await w.person({ email: null, phone });
});
afterAll(async () => {
  twilio.close();
  await w.close();
});
beforeEach(() => {
  received.length = 0;
  answer = () => ({ status: 201, body: { sid: sid() } });
});
const plan = () => w.plan(anna, { channel: "sms", template: "text", node: newId() });

test("a text goes to the number, with signed links and a callback that carries our id; its report comes back by either id", async () => {
  const planned = await plan();
  expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "accepted" });
  expect(received.length).toBe(1);
  expect(received[0]?.get("To")).toBe(phone);
  expect(received[0]?.get("Body")).toMatch(/^Hi Anna, see https:\/\/in\.example\.com\/c\//);
  expect(received[0]?.get("StatusCallback")).toBe(`https://in.example.com/webhooks/${webhook}?message=${planned.ref.messageId}`);
  const row = await w.message(planned);
  expect(row.provider_message_id).toBe(sid());
  const { factId } = await w.db.store.tenant(w.environmentId, (tx) =>
    recordFact(tx, {
      providerId: row.provider_id as string,
      providerEventId: `${sid()}:delivered`,
      kind: "delivered",
      providerMessageId: sid(),
    }),
  );
  const applied = await w.db.store.lockPerson(w.environmentId, anna.profileId, (tx) => applyFact(tx, factId));
  expect(applied).toMatchObject({ messageId: planned.ref.messageId, engagement: "delivered" });
});

test("429 waits as long as Twilio asks; a 500 is unknown and never sent again", async () => {
  const busy = await plan();
  answer = () => ({ status: 429, body: { code: 20429 } });
  const refused = await deliver(w.deps, busy.ref);
  expect(refused).toMatchObject({ state: "planned", reason: "provider-refused" });
  expect(refused.retryInMs).toBeGreaterThanOrEqual(2_000);
  const failed = await plan();
  answer = () => ({ status: 500, body: {} });
  expect(await deliver(w.deps, failed.ref)).toMatchObject({ state: "unknown", outcome: { outcome: "done" } });
  answer = () => ({ status: 201, body: { sid: sid() } });
  const calls = received.length;
  expect(await deliver(w.deps, failed.ref)).toMatchObject({ state: "unknown" });
  expect(received.length).toBe(calls);
});

test("a number that stopped at Twilio is stopped here too", async () => {
  const other = await w.person({ email: null, phone: "+48600100201" });
  const text = { channel: "sms", template: "text" } as const;
  answer = () => ({ status: 400, body: { code: 21610 } });
  expect(await deliver(w.deps, (await w.plan(other, text)).ref)).toMatchObject({ state: "rejected", outcome: { outcome: "failed" } });
  answer = () => ({ status: 201, body: { sid: sid() } });
  expect(await deliver(w.deps, (await w.plan(other, text)).ref)).toMatchObject({ state: "suppressed", reason: "channel-denied" });
});

test("STOP ends it, whatever was planned before", async () => {
  const planned = await plan();
  const addressHash = w.deps.vault.blindIndex(w.environmentId, "phone", phone);
  expect(await applyChannelStop(w.db.store, w.environmentId, { kind: "phone", addressHash, at: Date.now() })).toBe(1);
  expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "suppressed", reason: "channel-denied" });
  expect(received).toEqual([]);
});

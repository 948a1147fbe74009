import { afterEach, expect, test } from "vitest";
import { type Planned, type World, world } from "../testing/world.fixture.ts";
import { deliver } from "./deliver.ts";

// Each test makes its own world, because its rules differ.
let w: World;
afterEach(() => w.close());

const to = (planned: Planned) => w.sink.accepted.filter((mail) => mail.to === planned.person.email);
/** `HH:MM` in the zone, so many minutes from now. */
const clock = (zone: string, minutes: number) =>
  new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    Date.now() + minutes * 60_000,
  );

test("I5: quiet hours hold, in the person's own zone; what is held is decided anew, and goes when they are over", async () => {
  w = await world({ quietHours: { from: clock("Asia/Tokyo", -60), to: clock("Asia/Tokyo", 60) } });
  const inTokyo = await w.plan(await w.person({ zone: "Asia/Tokyo" }));
  const held = await deliver(w.deps, inTokyo.ref);
  expect(held).toMatchObject({ state: "held", reason: "quiet-hours" });
  expect(held.retryInMs).toBeGreaterThan(57 * 60_000);
  expect(held.retryInMs).toBeLessThanOrEqual(60 * 60_000);
  expect(to(inTokyo)).toEqual([]);
  expect(await w.mail(inTokyo)).toEqual([]);
  // The same local hours are over where it is another time.
  const inNewYork = await w.plan(await w.person({ zone: "America/New_York" }));
  expect(await deliver(w.deps, inNewYork.ref)).toMatchObject({ state: "accepted" });
  // It is not sent early, however often it is delivered; moved to where it is day, it goes.
  expect(await deliver(w.deps, inTokyo.ref)).toMatchObject({ state: "held" });
  await w.sql("UPDATE workspace SET quiet_hours = $2 WHERE id = $1", [
    w.ids.workspaceId,
    { from: clock("Asia/Tokyo", -60), to: clock("Asia/Tokyo", -1) },
  ]);
  await w.sql("UPDATE message SET held_until = now() WHERE id = $1", [inTokyo.ref.messageId]);
  expect(await deliver(w.deps, inTokyo.ref)).toMatchObject({ state: "accepted" });
});

test("what is held and no longer wanted when its time comes is not sent", async () => {
  w = await world({ quietHours: { from: clock("UTC", -60), to: clock("UTC", 60) } });
  const planned = await w.plan(await w.person({ zone: "UTC" }));
  expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "held" });
  await w.consent(planned.person, "denied");
  await w.sql("UPDATE workspace SET quiet_hours = NULL WHERE id = $1", [w.ids.workspaceId]);
  await w.sql("UPDATE message SET held_until = now() WHERE id = $1", [planned.ref.messageId]);
  expect(await deliver(w.deps, planned.ref)).toMatchObject({ state: "suppressed", reason: "topic-denied" });
  expect(to(planned)).toEqual([]);
});

test("the lease must end before quiet hours begin, and a step may say to skip", async () => {
  w = await world({ quietHours: { from: clock("UTC", 1), to: clock("UTC", 60) } });
  const deps = w.withTiming({ providerTimeoutMs: 110_000 });
  const held = await w.plan(await w.person({ zone: "UTC" }));
  expect(await deliver(deps, held.ref)).toMatchObject({ state: "held", reason: "quiet-hours" });
  const skipped = await w.plan(await w.person({ zone: "UTC" }), { quietHours: "skip" });
  expect(await deliver(deps, skipped.ref)).toMatchObject({ state: "suppressed", reason: "quiet-hours", outcome: { outcome: "skipped" } });
});

test("the cap counts over all journeys, and holds however many deliver at once", async () => {
  w = await world({ cap: { marketing: { count: 2, within: "P7D" } } });
  const person = await w.person();
  const all = [];
  for (let i = 0; i < 6; i++) all.push(await w.plan(person));
  const results = await Promise.all(all.map((planned) => deliver(w.deps, planned.ref)));
  expect(results.map((result) => result.state).sort()).toEqual([
    "accepted",
    "accepted",
    "suppressed",
    "suppressed",
    "suppressed",
    "suppressed",
  ]);
  expect(results.filter((result) => result.state === "suppressed").every((result) => result.reason === "cap")).toBe(true);
  expect(w.sink.accepted.length).toBe(2);
  // The oldest leaves the window.
  await w.sql("UPDATE message SET claimed_at = claimed_at - interval '8 days' WHERE state = 'accepted' AND id = $1", [
    all[results.findIndex((r) => r.state === "accepted")]?.ref.messageId,
  ]);
  expect(await deliver(w.deps, (await w.plan(person)).ref)).toMatchObject({ state: "accepted" });
});

test("an unknown message counts against the cap: it may have been sent", async () => {
  w = await world({ cap: { marketing: { count: 1, within: "P7D" } } });
  const person = await w.person();
  w.sink.behave({ kind: "accept-and-hang-up" });
  expect(await deliver(w.deps, (await w.plan(person)).ref)).toMatchObject({ state: "unknown" });
  w.sink.behave(undefined);
  expect(await deliver(w.deps, (await w.plan(person)).ref)).toMatchObject({ state: "suppressed", reason: "cap" });
});

test("the journey may step out of the workspace's rules; transactional stands outside them", async () => {
  w = await world({ cap: { marketing: { count: 0, within: "P7D" } }, quietHours: { from: clock("UTC", -60), to: clock("UTC", 60) } });
  const person = await w.person({ zone: "UTC", consent: "none" });
  await w.sql("UPDATE template SET transactional = true WHERE id = $1", [w.templateId]);
  const order = await w.plan(person, { topic: undefined });
  expect(await deliver(w.deps, order.ref)).toMatchObject({ state: "accepted" });
  expect(to(order)[0]?.raw).not.toMatch(/^List-Unsubscribe/m);
  const run = { ...(await w.run(person)), settings: { quietHours: "off", cap: "off" } as const };
  await w.consent(person, "granted");
  expect(await deliver(w.deps, (await w.plan(person, {}, run)).ref)).toMatchObject({ state: "accepted" });
});

test("from `test`, a real provider writes to listed recipients only", async () => {
  w = await world();
  await w.sql("UPDATE provider SET fake = false WHERE id = $1", [w.providerId]);
  const person = await w.person();
  expect(await deliver(w.deps, (await w.plan(person)).ref)).toMatchObject({ state: "suppressed", reason: "test-environment" });
  await w.sql(
    "INSERT INTO test_recipient (environment_id, id, kind, organisation_hash, sealed) VALUES ($1, gen_random_uuid(), 'email', $2, '')",
    [w.environmentId, w.deps.vault.organisationHash(w.ids.organisationId, "email", person.email)],
  );
  expect(await deliver(w.deps, (await w.plan(person)).ref)).toMatchObject({ state: "accepted" });
});

test("opens and clicks are not tracked for whoever refuses it", async () => {
  w = await world();
  await w.sql(
    "INSERT INTO topic (environment_id, id, key, name, kind, no_record) VALUES ($1, gen_random_uuid(), 'tracking', 'Tracking', 'tracking', 'opt-in')",
    [w.environmentId],
  );
  const person = await w.person();
  const without = await w.plan(person);
  await deliver(w.deps, without.ref);
  expect(to(without)[0]?.raw).toContain("https://shop.example/cart");
  expect(to(without)[0]?.raw).not.toContain(".gif");
  await w.consent(person, "granted", "tracking");
  const tracked = await w.plan(person);
  await deliver(w.deps, tracked.ref);
  expect(to(tracked)[1]?.raw).not.toContain("https://shop.example/cart");
  expect(to(tracked)[1]?.raw).toContain(".gif");
});

import { type Id, newId } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import { type SeededWorkspace, seedWorkspace, type TestDatabase, testDatabase } from "@journeyman/testing";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { decide } from "../decide.ts";
import { applyChannelStart, applyChannelStop } from "./channel-stop.ts";
import { consentMatrix } from "./matrix.ts";
import { type DecisionSubject, readDecisionInputs } from "./read-inputs.ts";
import { type ConsentRecord, recordConsent } from "./record.ts";
import { suppress, unsuppress } from "./suppression.ts";

let db: TestDatabase;
let seeded: SeededWorkspace;
let environmentId: Id;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());
beforeEach(async () => {
  seeded = await seedWorkspace(db.owner, { timeZone: "Europe/Warsaw", quietHours: { from: "21:00", to: "08:00", channels: ["sms"] } });
  environmentId = seeded.liveEnvironmentId;
  await db.owner.query(
    `INSERT INTO topic (environment_id, id, key, name, no_record) VALUES ($1, $2, 'offers', 'Offers', 'opt-in'), ($1, $3, 'news', 'News', 'opt-out')`,
    [environmentId, newId(), newId()],
  );
});

type Person = { profileId: Id; contactPointId: Id };
async function person(address: string, kind: "email" | "phone" = "email", profileId = newId()): Promise<Person> {
  const contactPointId = newId();
  await db.owner.query("INSERT INTO profile (environment_id, id, country) VALUES ($1, $2, NULL) ON CONFLICT DO NOTHING", [
    environmentId,
    profileId,
  ]);
  await db.owner.query(
    `INSERT INTO contact_point (environment_id, id, profile_id, kind, sealed, address_hash, organisation_hash, hint) VALUES ($1, $2, $3, $4, '\\x00', $5, $6, 'a***')`,
    [environmentId, contactPointId, profileId, kind, Buffer.from(address), Buffer.from(`org:${address}`)],
  );
  return { profileId, contactPointId };
}
const subjectOf = (who: Person, change: Partial<DecisionSubject> = {}): DecisionSubject => ({
  profileId: who.profileId,
  channel: "email",
  class: "marketing",
  templateId: null,
  endpoint: who.contactPointId,
  topic: "offers",
  expiresAt: null,
  providerId: newId(),
  leaseMs: 30_000,
  onQuietHours: "hold",
  ...change,
});
const said = (who: Person, state: "granted" | "denied", at: number, change: Partial<ConsentRecord> = {}): ConsentRecord => ({
  profileId: who.profileId,
  contactPointId: who.contactPointId,
  subject: "offers",
  state,
  basis: "consent",
  method: "api",
  at,
  ...change,
});
const within = <T>(who: Person, work: (tx: Tx) => Promise<T>) => db.store.lockPerson(environmentId, who.profileId, work);
const reasonFor = (who: Person, change: Partial<DecisionSubject> = {}) =>
  within(who, async (tx) => {
    const decision = decide(await readDecisionInputs(tx, subjectOf(who, change)));
    return decision.go ? "go" : decision.reason;
  });

test("whatever the order of arrival, the later statement wins and a tie is a refusal; every record is kept", async () => {
  const states = fc.constantFrom("granted" as const, "denied" as const);
  const statements = fc.array(fc.record({ state: states, at: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(statements, fc.boolean(), async (list, together) => {
      const who = await person("a@example.com");
      const records = list.map(({ state, at }) => said(who, state, 1_700_000_000_000 + at));
      await within(who, async (tx) => {
        if (together) await recordConsent(tx, records);
        else for (const record of records) await recordConsent(tx, [record]);
      });
      const last = Math.max(...list.map(({ at }) => at));
      const expected = list.some(({ at, state }) => at === last && state === "denied") ? "denied" : "granted";
      const matrix = await within(who, (tx) => consentMatrix(tx, who.profileId));
      expect(matrix.contactPoints[0]?.answers.offers?.state).toBe(expected);
      const { rows } = await db.owner.query("SELECT count(*)::int AS n FROM consent WHERE profile_id = $1", [who.profileId]);
      expect(rows[0].n).toBe(list.length);
    }),
    { numRuns: 40 },
  );
});

test("a grant from a clock that is ahead does not beat a withdrawal made now", async () => {
  const who = await person("ahead@example.com");
  await within(who, (tx) => recordConsent(tx, [said(who, "granted", tx.now() + 3 * 3_600_000)]));
  expect(await reasonFor(who)).toBe("go");
  await within(who, (tx) => recordConsent(tx, [said(who, "denied", tx.now())]));
  expect(await reasonFor(who)).toBe("topic-denied");
});

test("a statement without an address is kept and never applied", async () => {
  const who = await person("later@example.com");
  const [result] = await within(who, (tx) => recordConsent(tx, [said(who, "granted", 1000, { contactPointId: null })]));
  expect(result?.changed).toBe(false);
  expect(await reasonFor(who)).toBe("no-consent");
  const matrix = await within(who, (tx) => consentMatrix(tx, who.profileId));
  expect(matrix.unattached).toEqual([{ subject: "offers", state: "granted", at: 1000, method: "api" }]);
});

test("a grant stays with its own contact point; a refusal counts for the address, whoever has it", async () => {
  const anna = await person("shared@example.com");
  const twin = await person("shared@example.com");
  await within(anna, (tx) => recordConsent(tx, [said(anna, "granted", 1000)]));
  expect(await reasonFor(anna)).toBe("go");
  expect(await reasonFor(twin)).toBe("no-consent");
  await within(twin, (tx) => recordConsent(tx, [said(twin, "denied", 2000)]));
  expect(await reasonFor(anna)).toBe("topic-denied");
  await within(anna, (tx) => recordConsent(tx, [said(anna, "granted", 3000)]));
  expect(await reasonFor(anna)).toBe("go");
  expect(await reasonFor(twin)).toBe("topic-denied");
});

test("a new address carries no consent over, and the old one is not written to", async () => {
  const old = await person("old@example.com");
  await within(old, (tx) => recordConsent(tx, [said(old, "granted", 1000)]));
  const fresh = await person("new@example.com", "email", old.profileId);
  await db.owner.query("UPDATE contact_point SET active = false WHERE id = $1", [old.contactPointId]);
  expect(await reasonFor(old)).toBe("address-replaced");
  expect(await reasonFor(fresh)).toBe("no-consent");
});

test("STOP from a number silences it on every profile that has it, transactional included, until START", async () => {
  const anna = await person("+48600100200", "phone");
  const twin = await person("+48600100200", "phone");
  const other = await person("+48600100201", "phone");
  const sms = { channel: "sms", topic: "news", journey: { quietHours: "off" } } as const;
  const reply = { kind: "phone", addressHash: Buffer.from("+48600100200") } as const;
  expect(await applyChannelStop(db.store, environmentId, { ...reply, at: 5000 })).toBe(2);
  for (const who of [anna, twin]) expect(await reasonFor(who, sms)).toBe("channel-denied");
  expect(await reasonFor(other, sms)).toBe("go");
  expect(await applyChannelStart(db.store, environmentId, { ...reply, at: 6000 })).toBe(2);
  expect(await reasonFor(anna, sms)).toBe("go");
  expect(await applyChannelStop(db.store, environmentId, { ...reply, addressHash: Buffer.from("nobody"), at: 1 })).toBe(0);
});

test("suppression holds across the organisation by kind of environment; only complaints cannot be lifted, and no bounce hides an objection", async () => {
  const who = await person("bounced@example.com");
  const address = { kind: "email", organisationHash: Buffer.from("org:bounced@example.com") } as const;
  const topic = { topic: "news" };
  expect(await reasonFor(who, topic)).toBe("go");
  await within(who, (tx) => suppress(tx, address, "objection"));
  await within(who, (tx) => suppress(tx, address, "hard-bounce"));
  expect(await reasonFor(who, topic)).toBe("suppressed-objection");
  expect(await within(who, (tx) => unsuppress(tx, address))).toEqual({ removed: true });
  expect(await reasonFor(who, topic)).toBe("go");
  await within(who, (tx) => suppress(tx, address, "complaint"));
  await expect(within(who, (tx) => unsuppress(tx, address))).rejects.toThrow(/spam/);
  expect(await reasonFor(who, topic)).toBe("suppressed-complaint");
  // The test environment of the same workspace has a list of its own.
  environmentId = seeded.environmentId;
  const tester = await person("bounced@example.com");
  await db.owner.query(
    "INSERT INTO test_recipient (environment_id, id, kind, organisation_hash, sealed) VALUES ($1, $2, 'email', $3, '')",
    [environmentId, newId(), Buffer.from("org:bounced@example.com")],
  );
  await db.owner.query("INSERT INTO topic (environment_id, id, key, name, no_record) VALUES ($1, $2, 'news', 'News', 'opt-out')", [
    environmentId,
    newId(),
  ]);
  expect(await reasonFor(tester, topic)).toBe("go");
  await db.owner.query("DELETE FROM test_recipient");
  expect(await reasonFor(tester, topic)).toBe("test-environment");
});

test("inputs carry the workspace's rules, the journey's exceptions, the person's zones and what was sent", async () => {
  const who = await person("rules@example.com");
  await db.owner.query(`UPDATE workspace SET cap = '{"marketing":{"count":2,"within":"P7D"}}' WHERE id = $1`, [seeded.workspaceId]);
  await db.owner.query("UPDATE environment SET brake_at = to_timestamp(5), brake_reason = 'restored' WHERE id = $1", [environmentId]);
  await db.owner.query("UPDATE profile SET country = 'US' WHERE id = $1", [who.profileId]);
  const claimed = async (state: string, ageHours: number, change: { class?: string; settings?: string } = {}) =>
    db.owner.query(
      `INSERT INTO message (environment_id, run_id, id, node, visit, channel, endpoint, profile_id, journey_id, version_id, class, state, settings, claimed_at, planned_at)
       VALUES ($1, $2, $3, 'n', 1, 'email', $4, $5, $2, $2, $6, $7, $8, now() - make_interval(hours => $9), now())`,
      [
        environmentId,
        newId(),
        newId(),
        who.contactPointId,
        who.profileId,
        change.class ?? "marketing",
        state,
        change.settings ?? "{}",
        ageHours,
      ],
    );
  await claimed("accepted", 1);
  await claimed("unknown", 2);
  await claimed("claimed", 3);
  await claimed("rejected", 1);
  await claimed("accepted", 24 * 8);
  await claimed("accepted", 1, { class: "transactional" });
  await claimed("accepted", 1, { settings: '{"preview":{}}' });
  const read = await within(who, (tx) => readDecisionInputs(tx, subjectOf(who, { channel: "sms" })));
  expect(read).toMatchObject({
    brake: { since: 5000, reason: "restored" },
    cap: { limit: 2, within: "P7D" },
    quietHours: { from: "21:00", to: "08:00", otherwise: "hold" },
    zones: { source: "country" },
    environmentKind: "live",
  });
  expect(read.cap?.sent.length).toBe(3);
  const off = await within(who, (tx) =>
    readDecisionInputs(tx, subjectOf(who, { channel: "sms", journey: { cap: "off", quietHours: "off", timeZone: "Asia/Tokyo" } })),
  );
  expect([off.cap, off.quietHours, off.zones.source]).toEqual([undefined, undefined, "country"]);
  expect([off.steppedOut, read.steppedOut]).toEqual([["cap", "quiet-hours"], undefined]);
  const mail = await within(who, (tx) => readDecisionInputs(tx, subjectOf(who)));
  expect(mail.quietHours).toBeUndefined();
});

test("a template that lost its approval makes a transactional message a marketing one", async () => {
  const who = await person("order@example.com");
  const templateId = newId();
  await db.owner.query(
    `INSERT INTO template (environment_id, id, key, name, channel, transactional, draft) VALUES ($1, $2, 'order', 'Order', 'email', true, '{}')`,
    [environmentId, templateId],
  );
  const change = { class: "transactional", topic: null, templateId } as const;
  expect(await reasonFor(who, change)).toBe("go");
  await db.owner.query("UPDATE template SET transactional = false WHERE id = $1", [templateId]);
  expect(await reasonFor(who, change)).toBe("no-topic");
});

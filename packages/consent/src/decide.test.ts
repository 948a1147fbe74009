import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide } from "./decide.ts";
import { anyInputs, at, inputs } from "./inputs.fixture.ts";
import { rules } from "./rules.ts";
import type { DecisionInputs, Reason, Verdict } from "./types.ts";

const granted = { state: "granted", at: at("2026-01-01T00:00:00Z") } as const;
const denied = { state: "denied", at: at("2026-02-01T00:00:00Z") } as const;

type Row = [what: string, change: Partial<DecisionInputs>, answer: "go" | [Verdict, Reason]];
const table: Row[] = [
  ["a marketing mail with consent", {}, "go"],
  ["the brake", { brake: { since: at("2026-03-01T00:00:00Z"), reason: "restored from a backup" } }, ["held", "brake"]],
  ["the brake, before what would end it", { brake: { since: 0 }, topicConsent: denied }, ["held", "brake"]],
  ["a message at its expiry", { expiresAt: inputs().now }, ["expired", "expired"]],
  ["a message just before its expiry", { expiresAt: inputs().now + 1 }, "go"],
  ["no address", { contactPoint: "none" }, ["suppressed", "no-address"]],
  ["an address the person has left", { contactPoint: "replaced" }, ["suppressed", "address-replaced"]],
  ["test environment, fake provider", { environmentKind: "test", providerFake: true }, "go"],
  ["test environment, real provider", { environmentKind: "test" }, ["suppressed", "test-environment"]],
  ["test environment, real provider, listed", { environmentKind: "test", recipientListed: true }, "go"],
  ["a hard bounce", { suppression: { reason: "hard-bounce", at: 0 } }, ["suppressed", "suppressed-hard-bounce"]],
  [
    "a hard bounce, transactional",
    { class: "transactional", suppression: { reason: "hard-bounce", at: 0 } },
    ["suppressed", "suppressed-hard-bounce"],
  ],
  [
    "a complaint, transactional",
    { class: "transactional", suppression: { reason: "complaint", at: 0 } },
    ["suppressed", "suppressed-complaint"],
  ],
  ["an objection", { suppression: { reason: "objection", at: 0 } }, ["suppressed", "suppressed-objection"]],
  ["an objection, transactional", { class: "transactional", suppression: { reason: "objection", at: 0 } }, "go"],
  ["STOP", { channel: "sms", channelConsent: denied }, ["suppressed", "channel-denied"]],
  ["STOP, transactional", { channel: "sms", class: "transactional", channelConsent: denied }, ["suppressed", "channel-denied"]],
  ["all e-mail refused", { channelConsent: denied }, ["suppressed", "channel-denied"]],
  ["all e-mail refused, transactional", { class: "transactional", channelConsent: denied }, "go"],
  ["STOP with an expiry that is over", { channel: "sms", channelConsent: { ...denied, expiresAt: 1 } }, ["suppressed", "channel-denied"]],
  ["no topic", { topic: undefined }, ["suppressed", "no-topic"]],
  ["an archived topic", { topic: { key: "offers", noRecord: "opt-in", archived: true } }, ["suppressed", "topic-archived"]],
  ["opt-in without a record", { topicConsent: undefined }, ["suppressed", "no-consent"]],
  ["opt-out without a record", { topic: { key: "news", noRecord: "opt-out", archived: false }, topicConsent: undefined }, "go"],
  [
    "opt-out refused",
    { topic: { key: "news", noRecord: "opt-out", archived: false }, topicConsent: denied },
    ["suppressed", "topic-denied"],
  ],
  ["opt-in that ran out", { topicConsent: { ...granted, expiresAt: inputs().now } }, ["suppressed", "consent-expired"]],
  ["opt-in that runs out later", { topicConsent: { ...granted, expiresAt: inputs().now + 1 } }, "go"],
  ["a refusal whose date is over", { topicConsent: { ...denied, expiresAt: 1 } }, ["suppressed", "topic-denied"]],
  ["transactional without a topic", { class: "transactional", topic: undefined, topicConsent: undefined }, "go"],
  ["the cap", { cap: { limit: 1, within: "P7D", sent: [inputs().now - 1] } }, ["suppressed", "cap"]],
  ["the cap, a week ago to the millisecond", { cap: { limit: 1, within: "P7D", sent: [inputs().now - 7 * 86_400_000] } }, "go"],
  ["the cap, transactional", { class: "transactional", cap: { limit: 1, within: "P7D", sent: [inputs().now] } }, "go"],
  ["a cap of none", { cap: { limit: 0, within: "P7D", sent: [] } }, ["suppressed", "cap"]],
  ["quiet hours", { quietHours: { from: "09:00", to: "20:00", otherwise: "hold" } }, ["held", "quiet-hours"]],
  ["quiet hours, skip", { quietHours: { from: "09:00", to: "20:00", otherwise: "skip" } }, ["skipped", "quiet-hours"]],
  ["quiet hours, transactional", { class: "transactional", quietHours: { from: "09:00", to: "20:00", otherwise: "hold" } }, "go"],
  [
    "quiet hours that outlast the message",
    { quietHours: { from: "09:00", to: "20:00", otherwise: "hold" }, expiresAt: at("2026-03-10T15:00:00Z") },
    ["expired", "quiet-hours"],
  ],
  [
    "a lease that would end in quiet hours",
    { quietHours: { from: "12:01", to: "20:00", otherwise: "hold" }, leaseMs: 60_000 },
    ["held", "quiet-hours"],
  ],
  ["a lease that ends just before", { quietHours: { from: "12:01", to: "20:00", otherwise: "hold" }, leaseMs: 59_999 }, "go"],
  [
    "zones without a common hour",
    {
      zones: { names: ["America/New_York", "Asia/Tokyo"], source: "country" },
      quietHours: { from: "18:00", to: "09:00", otherwise: "hold" },
    },
    ["skipped", "quiet-hours"],
  ],
  [
    "a test send without consent at night",
    { preview: true, topic: undefined, quietHours: { from: "09:00", to: "20:00", otherwise: "hold" } },
    "go",
  ],
  [
    "a test send to a bounced address",
    { preview: true, suppression: { reason: "hard-bounce", at: 0 } },
    ["suppressed", "suppressed-hard-bounce"],
  ],
];

describe("what becomes of", () => {
  test.each(table)("%s", (_what, change, answer) => {
    const decision = decide(inputs(change));
    expect(decision.go ? "go" : [decision.verdict, decision.reason]).toEqual(answer);
  });
});

test("a rule of the workspace that the journey steps out of is told apart from one that the workspace has not", () => {
  const told = (change: Partial<DecisionInputs>) =>
    decide(inputs(change))
      .checks.filter(({ rule }) => rule === "cap" || rule === "quiet-hours")
      .map(({ detail }) => detail);
  expect(told({ steppedOut: ["cap", "quiet-hours"] })).toEqual([
    "This journey steps out of the workspace's cap.",
    "This journey steps out of the workspace's quiet hours.",
  ]);
  expect(told({})).toEqual(["The workspace has no cap.", "The workspace has no quiet hours on this channel."]);
});

test("every rule is recorded in order, with its inputs and a sentence; the first that refuses decides", () => {
  fc.assert(
    fc.property(anyInputs, (given) => {
      const decision = decide(given);
      expect(decision.checks.map((check) => check.rule)).toEqual(rules.map(([rule]) => rule));
      for (const check of decision.checks) expect(check.detail).toMatch(/^[A-Z0-9].*\.$/);
      const first = rules.find(([, judge]) => judge(given).refused);
      expect(decision.go).toBe(first === undefined);
      if (!decision.go) expect(first?.[1](given).refused).toMatchObject({ verdict: decision.verdict, reason: decision.reason });
      expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
    }),
  );
});

test("a refusal of the topic, the channel or the address always wins", () => {
  const refusals: fc.Arbitrary<Partial<DecisionInputs>> = fc.constantFrom<Partial<DecisionInputs>[]>(
    { topicConsent: denied },
    { topicConsent: { ...denied, expiresAt: 1 } },
    { channelConsent: denied },
    { suppression: { reason: "objection", at: 1 } },
    { suppression: { reason: "complaint", at: 1 } },
    { suppression: { reason: "hard-bounce", at: 1 } },
    { suppression: { reason: "manual", at: 1 } },
  );
  fc.assert(
    fc.property(anyInputs, refusals, (given, refusal) => {
      expect(decide({ ...given, class: "marketing", preview: false, ...refusal }).go).toBe(false);
    }),
  );
});

test("more is never allowed by adding a refusal", () => {
  fc.assert(
    fc.property(anyInputs, (given) => {
      if (decide(given).go) return;
      expect(decide({ ...given, channelConsent: denied, topicConsent: denied }).go).toBe(false);
    }),
  );
});

test("no window as long as the cap's ever holds more than the cap", () => {
  const gaps = fc.array(fc.integer({ min: 0, max: 3 * 86_400_000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 0, max: 4 }), fc.constantFrom("P1D", "P7D", "PT36H"), (steps, limit, within) => {
      const sent: number[] = [];
      let now = inputs().now;
      for (const step of steps) {
        now += step;
        if (decide(inputs({ now, cap: { limit, within, sent } })).go) sent.push(now);
      }
      const window = { P1D: 24, P7D: 168, PT36H: 36 }[within];
      for (const end of sent)
        expect(sent.filter((moment) => moment > end - window * 3_600_000 && moment <= end).length).toBeLessThanOrEqual(limit);
      if (limit > 0) expect(sent.length).toBeGreaterThan(0);
    }),
  );
});

test("a topic is called by its name", () => {
  const topic = { key: "offers", name: "Offers and news", noRecord: "opt-in", archived: false } as const;
  const decision = decide(inputs({ topic, topicConsent: undefined }));
  expect(decision.checks.find(({ rule }) => rule === "topic-consent")?.detail).toBe(
    "The person never agreed to “Offers and news”, which needs agreement first.",
  );
});

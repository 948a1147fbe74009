import fc from "fast-check";
import type { ConsentAnswer, DecisionInputs } from "./types.ts";

export const at = (iso: string): number => Date.parse(iso);

/** A marketing mail at noon UTC on 10 March 2026 that may go. */
export function inputs(change: Partial<DecisionInputs> = {}): DecisionInputs {
  return {
    now: at("2026-03-10T12:00:00Z"),
    leaseMs: 30_000,
    channel: "email",
    class: "marketing",
    preview: false,
    contactPoint: "active",
    environmentKind: "live",
    providerFake: false,
    recipientListed: false,
    topic: { key: "offers", noRecord: "opt-in", archived: false },
    topicConsent: { state: "granted", at: at("2026-01-01T00:00:00Z") },
    zones: { names: ["UTC"], source: "profile" },
    ...change,
  };
}

/** Zones with every kind of change of clocks: an hour, half an hour, two hours, at midnight, and a day that did not exist. */
export const zones = [
  "UTC",
  "Europe/Warsaw",
  "America/New_York",
  "America/Los_Angeles",
  "Pacific/Honolulu",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Antarctica/Troll",
  "America/Santiago",
  "Africa/Cairo",
  "Pacific/Apia",
  "Pacific/Kiritimati",
] as const;

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 0, 15, 30, 59))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);

export const anyQuietHours = fc.record({ from: clock, to: clock });

/** Any moment of some years, many of them near a change of clocks somewhere. */
export const anyMoment = fc.oneof(
  fc.integer({ min: at("2010-01-01T00:00:00Z"), max: at("2030-01-01T00:00:00Z") }),
  fc
    .tuple(
      fc.constantFrom(
        "2026-03-29T01:00:00Z", // Warsaw, Troll: forward
        "2026-10-25T01:00:00Z", // Warsaw, Troll: back
        "2026-03-08T07:00:00Z", // New York: forward
        "2026-11-01T06:00:00Z", // New York: back
        "2026-04-04T15:00:00Z", // Lord Howe: back half an hour
        "2026-10-03T15:30:00Z", // Lord Howe: forward half an hour
        "2026-09-06T04:00:00Z", // Santiago: midnight does not exist
        "2026-04-05T03:00:00Z", // Santiago: 23:00 comes twice
        "2026-04-23T22:00:00Z", // Cairo: midnight does not exist
        "2011-12-30T10:00:00Z", // Apia: 30 December 2011 did not exist
      ),
      fc.integer({ min: -14 * 3_600_000, max: 14 * 3_600_000 }),
    )
    .map(([change, near]) => at(change) + near),
);

export const anyZones = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...zones).map((zone) => [zone]) },
  { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...zones), { minLength: 2, maxLength: 4 }) },
);

const anyAnswer: fc.Arbitrary<ConsentAnswer | undefined> = fc.option(
  fc.record({ state: fc.constantFrom("granted" as const, "denied" as const), at: fc.constant(1), expiresAt: fc.constantFrom(1, 4e12) }),
  { nil: undefined },
);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

export const anyInputs: fc.Arbitrary<DecisionInputs> = fc
  .record({
    now: anyMoment,
    leaseMs: fc.integer({ min: 0, max: 120_000 }),
    channel: fc.constantFrom("email" as const, "sms" as const),
    class: fc.constantFrom("marketing" as const, "transactional" as const),
    preview: fc.boolean(),
    brake: maybe(fc.constant({ since: 5 })),
    expiresAt: maybe(anyMoment),
    contactPoint: fc.constantFrom("active" as const, "active" as const, "replaced" as const, "none" as const),
    environmentKind: fc.constantFrom("test" as const, "live" as const),
    providerFake: fc.boolean(),
    recipientListed: fc.boolean(),
    suppression: maybe(
      fc.record({
        reason: fc.constantFrom("hard-bounce" as const, "complaint" as const, "objection" as const, "manual" as const),
        at: fc.constant(3),
      }),
    ),
    channelConsent: anyAnswer,
    topic: maybe(
      fc.record({ key: fc.constant("offers"), noRecord: fc.constantFrom("opt-in" as const, "opt-out" as const), archived: fc.boolean() }),
    ),
    topicConsent: anyAnswer,
    cap: maybe(
      fc.record({ limit: fc.integer({ min: 0, max: 3 }), within: fc.constant("P7D"), sent: fc.array(anyMoment, { maxLength: 5 }) }),
    ),
    quietHours: maybe(
      fc.tuple(anyQuietHours, fc.constantFrom("hold" as const, "skip" as const)).map(([hours, otherwise]) => ({ ...hours, otherwise })),
    ),
    zones: anyZones.map((names) => ({ names, source: "profile" as const })),
  })
  // An absent answer is an absent key, as it is when inputs come from the database.
  .map((record) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as unknown as DecisionInputs);

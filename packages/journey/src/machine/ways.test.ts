import type { EventFact } from "@journeyman/expressions";
import { canvasRegistry } from "@journeyman/nodes/canvas";
import { expect, test } from "vitest";
import type { DefinitionInput } from "../definition/schema.ts";
import { noFacts, planOf } from "../testing/plans.ts";
import { waitMatches } from "./waits.ts";
import { judgeReentry, keyOf, matchEntry, matchExit, matchGoal } from "./ways.ts";

const now = Date.parse("2026-11-24T10:00:00Z");
const day = 24 * 3600_000;
const planWith = (more: Partial<DefinitionInput> = {}) => planOf(canvasRegistry, { a: { kind: "exit", reason: "a" } }, more);
const event = (name: string, properties: EventFact["properties"] = {}, at = now): EventFact => ({
  id: "e",
  name,
  at,
  position: 1,
  properties,
});

test("the first entry that lets an event in counts", () => {
  const plan = planWith({
    entry: [{ event: "A", where: { "properties.n": { gte: 5 } } }, { event: "A", where: { "properties.n": { gte: 2 } } }, { event: "B" }],
  });
  expect(matchEntry(plan, event("A", { n: 7 }), noFacts(), now)).toMatchObject({ kind: "enters", entry: 0, key: "" });
  expect(matchEntry(plan, event("A", { n: 3 }), noFacts(), now)).toMatchObject({ kind: "enters", entry: 1 });
  expect(matchEntry(plan, event("A", { n: 1 }), noFacts(), now)).toMatchObject({
    kind: "refused",
    reason: "filter",
    readings: [{ what: "properties.n", value: 1, held: false }],
  });
  expect(matchEntry(plan, event("B"), noFacts(), now)).toMatchObject({ kind: "enters", entry: 2 });
  expect(matchEntry(plan, event("C"), noFacts(), now)).toEqual({ kind: "other" });
});

test("an event older than the entry's age starts nothing; none takes any age", () => {
  const plan = planWith({ entry: [{ event: "A" }, { event: "Old", maxAge: "none" }] });
  expect(matchEntry(plan, event("A", {}, now - day), noFacts(), now).kind).toBe("enters");
  expect(matchEntry(plan, event("A", {}, now - day - 1), noFacts(), now)).toMatchObject({
    kind: "refused",
    reason: "too-old",
    readings: [{ what: "age", held: false }],
  });
  expect(matchEntry(plan, event("Old", {}, now - 900 * day), noFacts(), now).kind).toBe("enters");
});

test("of two entries that refuse, the one it got further with says why", () => {
  const plan = planWith({ entry: [{ event: "A" }, { event: "A", where: { "properties.n": { eq: 1 } } }] });
  expect(matchEntry(plan, event("A", {}, now - 2 * day), noFacts(), now)).toMatchObject({ reason: "too-old", entry: 0 });
  const turned = { ...plan, entries: [...plan.entries].reverse() };
  expect(matchEntry(turned, event("A", {}, now - 2 * day), noFacts(), now)).toMatchObject({ reason: "too-old", entry: 1 });
});

test("the audience is judged with the event as the trigger, and read into the reason", () => {
  const plan = planWith({
    audience: {
      all: [
        { trait: "country", eq: "PL" },
        { property: "properties.n", gte: 2 },
      ],
    },
  });
  expect(matchEntry(plan, event("Product Added", { n: 2 }), noFacts({ traits: { country: "PL" } }), now).kind).toBe("enters");
  expect(matchEntry(plan, event("Product Added", { n: 2 }), noFacts({ traits: { country: "DE" } }), now)).toMatchObject({
    kind: "refused",
    reason: "audience",
    readings: [
      { what: "country", value: "DE", held: false },
      { what: "properties.n", held: true },
    ],
  });
});

test("one run a key: its value names the run, and without one nobody enters", () => {
  const plan = planWith({ key: "properties.order_id" });
  expect([
    keyOf(plan, event("A", { order_id: 17 })),
    keyOf(plan, event("A", { order_id: "17" })),
    keyOf(plan, event("A")),
    keyOf(plan, event("A", { order_id: null })),
  ]).toEqual(["17", "17", undefined, undefined]);
  expect(matchEntry(plan, event("Product Added"), noFacts(), now)).toMatchObject({ kind: "refused", reason: "no-key" });
  expect(matchEntry(plan, event("Product Added", { order_id: "x" }), noFacts(), now)).toMatchObject({ kind: "enters", key: "x" });
});

test("re-entry: one open run whatever the setting; then never, always, or after a time from the last start", () => {
  const [never, always, after] = [planWith(), planWith({ reentry: "always" }), planWith({ reentry: { after: "P7D" } })];
  for (const plan of [never, always, after]) {
    expect(judgeReentry(plan, { open: false }, now)).toEqual({ allowed: true });
    expect(judgeReentry(plan, { open: true, lastStart: 0 }, now)).toEqual({ allowed: false, because: "open" });
  }
  expect(judgeReentry(never, { open: false, lastStart: 0 }, now)).toEqual({ allowed: false, because: "never" });
  expect(judgeReentry(always, { open: false, lastStart: now }, now)).toEqual({ allowed: true });
  expect(judgeReentry(after, { open: false, lastStart: now - 7 * day }, now)).toEqual({ allowed: true });
  expect(judgeReentry(after, { open: false, lastStart: now - 7 * day + 1 }, now)).toEqual({
    allowed: false,
    because: "too-soon",
    until: now + 1,
  });
});

const run = { enteredAt: now, zone: "UTC" };

test("exits: the first that fits, by an event no older than the entry", () => {
  const plan = planWith({
    exits: [
      { event: "B", where: { "properties.n": { gte: 2 } }, reason: "much" },
      { event: "B", reason: "any" },
    ],
  });
  expect(matchExit(plan, event("B", { n: 3 }, now + 5), run, now)?.exit.reason).toBe("much");
  expect(matchExit(plan, event("B", {}, now), run, now)?.exit.reason).toBe("any");
  expect(matchExit(plan, event("B", {}, now - 1), run, now)).toBeUndefined();
  expect(matchExit(plan, event("A"), run, now)).toBeUndefined();
});

test("a goal counts within its window, with its value where that is a number", () => {
  const plan = planWith({
    goal: {
      event: "B",
      where: { "properties.total": { set: true } },
      within: "P3D",
      value: "properties.total",
      currency: "properties.currency",
    },
  });
  expect(matchGoal(plan, event("B", { total: 12.5, currency: "PLN" }, now + 3 * day), run, now)).toMatchObject({
    value: 12.5,
    currency: "PLN",
  });
  expect(matchGoal(plan, event("B", { total: "12" }, now), run, now)).not.toHaveProperty("value");
  for (const one of [event("B", { total: 1 }, now + 3 * day + 1), event("B", { total: 1 }, now - 1), event("B"), event("A")])
    expect(matchGoal(plan, one, run, now)).toBeUndefined();
});

test("a wait takes an event of its name and filter between the entry and the deadline, both included", () => {
  const wait = { subject: { event: "B", where: { "properties.n": { eq: 1 } } }, from: now, until: now + 10 };
  expect([now - 1, now, now + 10, now + 11].map((at) => waitMatches(wait, event("B", { n: 1 }, at), now, "UTC"))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(waitMatches(wait, event("B", { n: 2 }), now, "UTC")).toBe(false);
  expect(waitMatches({ ...wait, subject: { message: "B", state: "clicked" } }, event("B", { n: 1 }), now, "UTC")).toBe(false);
});

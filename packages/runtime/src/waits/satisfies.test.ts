import { expect, test } from "vitest";
import { type OpenWait, satisfies } from "./satisfies.ts";

const wait: OpenWait = { fromPosition: 5, since: 1_000, until: 2_000, filter: null };
const event = { id: "e", name: "Order", at: 1_500, position: 6, properties: { total: 10 } };
const answers = (change: Partial<OpenWait>, on: Partial<typeof event> = {}) =>
  satisfies({ ...wait, ...change }, { ...event, ...on }, 1_600, "UTC");

test("an event counts that was routed later, and happened between the entry and the deadline, both included", () => {
  expect(answers({})).toBe(true);
  expect(answers({}, { position: 5 })).toBe(false);
  expect(answers({}, { at: 1_000 })).toBe(true);
  expect(answers({}, { at: 999 })).toBe(false);
  expect(answers({}, { at: 2_000 })).toBe(true);
  expect(answers({}, { at: 2_001 })).toBe(false);
  expect(answers({ until: null }, { at: 9_999 })).toBe(true);
});

test("and is as the filter says", () => {
  expect(answers({ filter: { "properties.total": { gte: 10 } } })).toBe(true);
  expect(answers({ filter: { "properties.total": { gte: 11 } } })).toBe(false);
});

import { expect, test } from "vitest";
import { scaleOf, wilson } from "./wilson.ts";

test("the interval of known shares", () => {
  const cart = wilson(136, 1000);
  expect(cart.low).toBeCloseTo(0.1161, 3);
  expect(cart.high).toBeCloseTo(0.1587, 3);
  expect(wilson(0, 10).low).toBe(0);
  expect(wilson(0, 10).high).toBeCloseTo(0.2775, 3);
  expect(wilson(3, 3).high).toBe(1);
});

test("the scale ends at a round number over all of them", () => {
  expect(scaleOf(0.05)).toEqual({ end: 0.1, parts: 2 });
  expect(scaleOf(0.27)).toEqual({ end: 0.3, parts: 3 });
  expect(scaleOf(0.99)).toEqual({ end: 1, parts: 4 });
});

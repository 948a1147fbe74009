import { expect, test } from "vitest";
import { createRateLimit } from "./rate-limit.ts";

test("a source may send its rate over time, and four seconds' worth at once", () => {
  const limit = createRateLimit(10);
  expect(limit.take("a", 40, 0)).toBeUndefined();
  expect(limit.take("a", 1, 0)).toBe(1);
  expect(limit.take("b", 1, 0)).toBeUndefined();
  expect(limit.take("a", 10, 1000)).toBeUndefined();
  expect(limit.take("a", 30, 1000)).toBe(3);
});

test("a time from before the last one costs nothing, nor does it come again", () => {
  const limit = createRateLimit(10);
  expect(limit.take("a", 5, 10_000)).toBeUndefined();
  expect(limit.take("a", 5, 4_000)).toBeUndefined();
  expect(limit.take("a", 30, 10_000)).toBeUndefined();
  expect(limit.take("a", 1, 10_000)).toBe(1);
});

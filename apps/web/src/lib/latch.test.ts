import { expect, test } from "vitest";
import { Latch } from "./latch.ts";

test("a second click before the first is over falls through, and one after it counts", () => {
  const latch = new Latch();
  expect([latch.take(), latch.take()]).toEqual([true, false]);
  latch.release();
  expect(latch.take()).toBe(true);
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createRepeats } from "./repeats.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a trouble is said at once, then once a minute with how often it came, and anew when it was over", () => {
  const said: number[] = [];
  const repeats = createRepeats(60_000);
  const come = () => repeats.note("database", (times) => said.push(times));
  for (let i = 0; i < 100; i++) come();
  expect(said).toEqual([0]);
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual([0, 99]);
  come();
  vi.advanceTimersByTime(120_000);
  expect(said).toEqual([0, 99, 1]);
  come();
  expect(said).toEqual([0, 99, 1, 0]);
});

test("two troubles are two", () => {
  const said: string[] = [];
  const repeats = createRepeats();
  repeats.note("a", () => said.push("a"));
  repeats.note("b", () => said.push("b"));
  expect(said).toEqual(["a", "b"]);
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createRepeats } from "./repeats.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("a trouble is said at once, then once a minute with how often it came, and anew when it was over", () => {
  const said: object[] = [];
  const repeats = createRepeats(60_000);
  const come = () => repeats.note("database", (quiet) => said.push(quiet));
  for (let i = 0; i < 100; i++) come();
  expect(said).toEqual([{}]);
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual([{}, { times: 99 }]);
  come();
  vi.advanceTimersByTime(120_000);
  expect(said).toEqual([{}, { times: 99 }, { times: 1 }]);
  come();
  expect(said).toEqual([{}, { times: 99 }, { times: 1 }, {}]);
});

test("two troubles are two", () => {
  const said: string[] = [];
  const repeats = createRepeats();
  repeats.note("a", () => said.push("a"));
  repeats.note("b", () => said.push("b"));
  expect(said).toEqual(["a", "b"]);
});

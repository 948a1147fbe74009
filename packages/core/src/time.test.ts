import { expect, test } from "vitest";
import { addDuration, elapsedMs, isDuration } from "./durations.ts";
import { isZone, localAt, nextLocalTime } from "./zones.ts";

const at = (iso: string) => Date.parse(iso);

test("a month after 31 January is the month's last day", () => {
  expect(addDuration(at("2026-01-31T09:00:00Z"), "P1M", "UTC")).toBe(at("2026-02-28T09:00:00Z"));
});

test("a day is calendar time and 24 hours are elapsed time across a change of clocks", () => {
  const eve = at("2026-03-28T11:00:00Z"); // noon in Warsaw, clocks go forward in the night
  expect(addDuration(eve, "P1D", "Europe/Warsaw")).toBe(at("2026-03-29T10:00:00Z"));
  expect(addDuration(eve, "PT24H", "Europe/Warsaw")).toBe(at("2026-03-29T11:00:00Z"));
});

test("a local time that does not exist moves forward by the gap, one that exists twice means the first", () => {
  expect(nextLocalTime(at("2026-03-29T00:00:00Z"), "02:30", "Europe/Warsaw")).toBe(at("2026-03-29T01:30:00Z"));
  expect(nextLocalTime(at("2026-10-24T23:00:00Z"), "02:30", "Europe/Warsaw")).toBe(at("2026-10-25T00:30:00Z"));
});

test("elapsed durations refuse months", () => {
  expect(elapsedMs("P1DT1H")).toBe(25 * 3600_000);
  expect(() => elapsedMs("P1M")).toThrow(/use days/);
  expect(["PT", "P", "1H", "PT1.5H", "P1H"].filter(isDuration)).toEqual([]);
});

test("zones are names with rules", () => {
  expect(isZone("Europe/Warsaw")).toBe(true);
  expect(isZone("+02:00")).toBe(false);
  expect(isZone("Mars/Olympus")).toBe(false);
  expect(localAt(at("2026-11-24T23:30:00Z"), "Asia/Tokyo")).toEqual({ date: "2026-11-25", minutes: 510, weekday: 3 });
});

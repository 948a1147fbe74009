import { expect, test } from "vitest";
import { compareDates, readMoment } from "./dates.ts";

const at = (iso: string) => Date.parse(iso);

test("a date without a zone is read in the person's", () => {
  expect(readMoment("2026-03-29", "Europe/Warsaw")).toBe(at("2026-03-28T23:00:00Z"));
  expect(readMoment("2026-03-29T02:30", "Europe/Warsaw")).toBe(at("2026-03-29T01:30:00Z")); // does not exist: forward by the gap
  expect(readMoment("2026-03-29 09:00:00", "Asia/Tokyo")).toBe(at("2026-03-29T00:00:00Z"));
  expect(readMoment("2026-03-29T09:00:00.5+02:00", "Asia/Tokyo")).toBe(at("2026-03-29T07:00:00.500Z"));
});

test.each([1_700_000_000, "1700000000", "29.03.2026", "2026-13-01", "2026-02-30", "", null, true, {}])("%j is no date", (value) => {
  expect(readMoment(value, "UTC")).toBeUndefined();
  expect(compareDates("before", value, "now", at("2030-01-01T00:00:00Z"), "UTC")).toEqual({ held: false });
});

test("a month ago is a month after the value, so every answer changes once", () => {
  const before = (now: string) => compareDates("before", "2026-01-31T09:00:00Z", "now-P1M", at(now), "UTC").held;
  expect([
    before("2026-02-28T09:00:00Z"),
    before("2026-02-28T09:00:00.001Z"),
    before("2026-03-01T00:00:00Z"),
    before("2026-03-29T00:00:00Z"),
  ]).toEqual([false, true, true, true]);
});

test("before and after leave out the moment itself", () => {
  const value = "2026-11-24T12:00:00Z";
  expect(compareDates("before", value, value, 0, "UTC").held).toBe(false);
  expect(compareDates("after", value, value, 0, "UTC").held).toBe(false);
  expect(compareDates("after", value, "now-P1D", at("2026-11-25T12:00:00Z"), "UTC")).toEqual({ held: false });
  expect(compareDates("before", value, "now-P1D", at("2026-11-25T12:00:00Z"), "UTC").held).toBe(false);
  expect(compareDates("before", value, "now+P1D", at("2026-11-23T12:00:00Z"), "UTC")).toEqual({
    held: false,
    until: at("2026-11-23T12:00:00.001Z"),
  });
  expect(compareDates("after", value, "now+P1D", at("2026-11-23T11:59:00Z"), "UTC")).toEqual({
    held: true,
    until: at("2026-11-23T12:00:00Z"),
  });
});

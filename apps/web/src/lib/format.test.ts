import { describe, expect, it } from "vitest";
import { ago, count, counted, dayHeading, durationWords, percent, when, whenExact } from "./format.ts";

const now = Date.parse("2026-11-24T11:04:09Z");

describe("words for numbers and times", () => {
  it("counts and divides", () => {
    expect(count(48210)).toBe("48,210");
    expect(counted(1, "person", "people")).toBe("1 person");
    expect(percent(136, 1000)).toBe("13.6\u202f%");
    expect(percent(0, 0)).toBe("–");
  });

  it("names days by the reader's clock, not by UTC", () => {
    expect(when("2026-11-23T23:30:00Z", "Europe/Warsaw", now)).toBe("Today 00:30");
    expect(when("2026-11-23T23:30:00Z", "UTC", now)).toBe("Yesterday 23:30");
    expect(when("2026-11-20T10:00:00Z", "UTC", now)).toBe("20 Nov");
    expect(when("2025-05-03T10:00:00Z", "UTC", now)).toBe("3 May 2025");
    expect(dayHeading("2026-11-20T10:00:00Z", "UTC", now)).toBe("Friday 20 November");
    expect(whenExact("2026-11-20T10:00:07Z", "UTC", now)).toBe("20 Nov 10:00:07");
  });

  it("says how long ago in one unit", () => {
    expect(ago("2026-11-24T11:04:00Z", now)).toBe("9 s");
    expect(ago("2026-11-24T10:52:00Z", now)).toBe("12 min");
    expect(ago("2026-11-21T10:52:00Z", now)).toBe("3 d");
  });

  it("reads durations", () => {
    expect(durationWords("P7D")).toBe("7 days");
    expect(durationWords("PT1H30M")).toBe("1 hour 30 minutes");
    expect(durationWords("soon")).toBe("soon");
  });
});

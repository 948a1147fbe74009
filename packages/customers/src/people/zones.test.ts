import { describe, expect, test } from "vitest";
import { canonicalLocale, countryCode, placeFrom } from "./place.ts";
import { zoneOf } from "./zones.ts";

const zone = (time_zone: string | null, country: string | null, journey?: string) => zoneOf({ time_zone, country }, journey, "UTC");

describe("a person's zone", () => {
  test("is their own, else their country's, else the journey's, else the workspace's", () => {
    expect(zone("Asia/Tokyo", "PL", "Europe/Paris")).toBe("Asia/Tokyo");
    expect(zone(null, "PL", "Europe/Paris")).toBe("Europe/Warsaw");
    expect(zone(null, null, "Europe/Paris")).toBe("Europe/Paris");
    expect(zone(null, null)).toBe("UTC");
  });
  test("is not guessed for a country with several clocks", () => {
    expect(zone(null, "US", "Europe/Paris")).toBe("Europe/Paris");
    expect(zone(null, "ES")).toBe("UTC");
  });
  test("is known for a country whose zones all show the same time", () => {
    expect(zone(null, "DE")).toBe("Europe/Berlin");
  });
  test("a text that is no zone counts for nothing", () => {
    expect(zone("Mars/Olympus", "PL")).toBe("Europe/Warsaw");
    expect(zone(null, "??")).toBe("UTC");
  });
});

describe("where a person is, from what an event says", () => {
  test("traits win over the context, and what is not understood is left out", () => {
    expect(
      placeFrom({ timezone: "Europe/London", locale: "en-GB" }, { timezone: "Europe/Warsaw", language: "pl_PL", country: "poland" }),
    ).toEqual({
      timeZone: "Europe/Warsaw",
      locale: "pl-PL",
      country: "PL",
    });
    expect(placeFrom({ timezone: "+02:00", locale: "not a locale" }, { country: "Atlantis" })).toEqual({});
    expect(placeFrom({}, { address: { country: "DE" } })).toEqual({ country: "DE" });
  });
  test("countries are codes or English names", () => {
    expect(["PL", "pl", "Poland", "Germany", "United Kingdom", "ZZ", "EU", "Narnia"].map(countryCode)).toEqual([
      "PL",
      "PL",
      "PL",
      "DE",
      "GB",
      undefined,
      undefined,
      undefined,
    ]);
  });
  test("locales have one spelling", () => {
    expect(["pl_PL", "PL-pl", "en", "x".repeat(50)].map(canonicalLocale)).toEqual(["pl-PL", "pl-PL", "en", undefined]);
  });
});

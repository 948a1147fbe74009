import fc from "fast-check";
import { expect, test } from "vitest";
import { decide } from "./decide.ts";
import { anyMoment, anyQuietHours, anyZones, at, inputs } from "./inputs.fixture.ts";
import { isQuiet, nextAllowed } from "./quiet-hours.ts";
import type { QuietHours } from "./types.ts";
import { plausibleZones, zonesOfCountry } from "./zones.ts";

const minute = 60_000;

// The oracle reads the wall clock through Intl, which shares nothing with the code under test.
const clocks = new Map<string, Intl.DateTimeFormat>();
function wallClock(zone: string, moment: number): string {
  let clock = clocks.get(zone);
  if (!clock)
    clocks.set(zone, (clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" })));
  return clock.format(moment);
}
function quietByTheClock({ from, to }: QuietHours, zone: string, moment: number): boolean {
  const now = wallClock(zone, moment);
  if (from === to) return false;
  return from < to ? from <= now && now < to : from <= now || now < to;
}
function quietDuring(quiet: QuietHours, zones: readonly string[], start: number, leaseMs: number): boolean {
  const moments = [start, start + leaseMs];
  // Offsets and quiet hours change on whole minutes, so a stretch is known by its ends and the minutes in it.
  for (let moment = Math.ceil(start / minute) * minute; moment <= start + leaseMs; moment += minute) moments.push(moment);
  return moments.some((moment) => zones.some((zone) => quietByTheClock(quiet, zone, moment)));
}

const lease = fc.oneof(fc.integer({ min: 0, max: 3 * minute }), fc.integer({ min: 0, max: 180 * minute }));

test("a message goes exactly when no clock the person may have shows a quiet time until the lease ends", () => {
  fc.assert(
    fc.property(anyMoment, anyQuietHours, anyZones, lease, (now, quiet, names, leaseMs) => {
      const decision = decide(inputs({ now, leaseMs, zones: { names, source: "profile" }, quietHours: { ...quiet, otherwise: "hold" } }));
      expect(decision.go).toBe(!quietDuring(quiet, names, now, leaseMs));
    }),
    { numRuns: 3000 },
  );
});

test("`until` is a moment at which the message may go, and no earlier minute is", () => {
  fc.assert(
    fc.property(anyMoment, anyQuietHours, anyZones, lease, (now, quiet, names, leaseMs) => {
      const given = inputs({ now, leaseMs, zones: { names, source: "profile" }, quietHours: { ...quiet, otherwise: "hold" } });
      const decision = decide(given);
      if (decision.go || decision.until === undefined) return;
      expect(decide({ ...given, now: decision.until }).go).toBe(true);
      expect(quietDuring(quiet, names, decision.until, leaseMs)).toBe(false);
      for (let earlier = Math.ceil(now / minute) * minute; earlier < decision.until; earlier += 7 * minute) {
        expect(quietDuring(quiet, names, earlier, leaseMs)).toBe(true);
      }
      expect(quietDuring(quiet, names, decision.until - 1, leaseMs)).toBe(true);
    }),
    { numRuns: 600 },
  );
});

test("there is no `until` only where no minute of the coming days is free", () => {
  fc.assert(
    fc.property(anyMoment, anyQuietHours, anyZones, (now, quiet, names) => {
      if (nextAllowed(quiet, names, now, minute) !== undefined) return;
      for (let moment = now; moment < now + 48 * 60 * minute; moment += 5 * minute)
        expect(quietDuring(quiet, names, moment, minute)).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test("an hour that comes twice is quiet twice, and clocks that jump into quiet hours are in them", () => {
  const early = { from: "02:00", to: "02:30" };
  // Warsaw, 25 October 2026: 02:00–03:00 comes at 00:00Z and again at 01:00Z.
  expect(nextAllowed(early, ["Europe/Warsaw"], at("2026-10-25T00:10:00Z"), 0)).toBe(at("2026-10-25T00:30:00Z"));
  expect(isQuiet(early, ["Europe/Warsaw"], at("2026-10-25T00:45:00Z"))).toBe(false);
  expect(isQuiet(early, ["Europe/Warsaw"], at("2026-10-25T01:10:00Z"))).toBe(true);
  // A lease of twenty minutes at 00:45Z would reach into the second coming.
  expect(nextAllowed(early, ["Europe/Warsaw"], at("2026-10-25T00:45:00Z"), 20 * minute)).toBe(at("2026-10-25T01:30:00Z"));
  // 29 March 2026: 02:00 becomes 03:00 at 01:00Z, inside 02:30–08:00.
  expect(nextAllowed({ from: "02:30", to: "08:00" }, ["Europe/Warsaw"], at("2026-03-29T00:59:59Z"), 30_000)).toBe(
    at("2026-03-29T06:00:00Z"),
  );
});

test("a person somewhere in the United States is written to when it is day in all of it", () => {
  const zones = plausibleZones({ country: "US", journey: "Europe/Warsaw", workspace: "UTC" });
  expect(zones.source).toBe("country");
  expect(zones.names).toEqual(expect.arrayContaining(["America/New_York", "Pacific/Honolulu"]));
  const night = { from: "21:00", to: "08:00" };
  // In summer 08:00 on Hawaii is 18:00Z, and New York reaches 21:00 at 01:00Z.
  expect(nextAllowed(night, zones.names, at("2026-07-01T12:00:00Z"), 30_000)).toBe(at("2026-07-01T18:00:00Z"));
  expect(nextAllowed(night, zones.names, at("2026-07-02T00:59:45Z"), 30_000)).toBe(at("2026-07-02T18:00:00Z"));
});

test("a zone is the person's, their country's, the journey's, the workspace's; one that is not a zone counts for nothing", () => {
  expect(plausibleZones({ profile: "Asia/Tokyo", country: "PL" })).toEqual({ names: ["Asia/Tokyo"], source: "profile" });
  expect(plausibleZones({ profile: "Mars/Olympus", country: "PL" })).toEqual({ names: ["Europe/Warsaw"], source: "country" });
  expect(plausibleZones({ country: "ZZ", journey: "Asia/Tokyo" })).toEqual({ names: ["Asia/Tokyo"], source: "journey" });
  expect(plausibleZones({ journey: "+02:00", workspace: "Europe/Paris" })).toEqual({ names: ["Europe/Paris"], source: "workspace" });
  expect(plausibleZones({})).toEqual({ names: ["UTC"], source: "workspace" });
  expect(zonesOfCountry("no such")).toEqual([]);
});

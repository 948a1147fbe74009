import { expect, test } from "vitest";
import { localAt } from "./zones.ts";

test.each(["Africa/Casablanca", "Africa/Cairo", "Europe/Warsaw", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])(
  "the clock in %s is the one on the wall, in any order of asking, also where it changes four times a year",
  (zone) => {
    const wall = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const fortnight = 14 * 86_400_000;
    const moments = Array.from({ length: 26 * 20 }, (_, i) => Date.UTC(2012, 0, 3, 21) + i * fortnight);
    // Latest and earliest in turn.
    const mixed = moments.map((_, i) => (i % 2 === 0 ? moments[i / 2] : moments[moments.length - (i + 1) / 2])) as number[];
    const wrong = mixed.filter((at) => {
      const { minutes } = localAt(at, zone);
      return wall.format(at) !== `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
    });
    expect(wrong.map((at) => new Date(at).toISOString())).toEqual([]);
  },
);

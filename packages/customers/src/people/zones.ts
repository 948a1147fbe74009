import { plausibleZones } from "@journeyman/consent";
import type { Instant } from "@journeyman/core";

export type PlacedProfile = { time_zone: string | null; country: string | null };

/**
 * The one zone a person's times are read in: their own, else their country's (a phone number sets the country where nothing else did) when
 * it has one clock only, else the journey's, else the workspace's. Source: language.md, rule 5.
 */
export function zoneOf(profile: PlacedProfile, journeyZone: string | undefined, workspaceZone: string): string {
  const { time_zone, country } = profile;
  const { names } = plausibleZones({ profile: time_zone, country, journey: journeyZone ?? null, workspace: workspaceZone });
  const [first, ...others] = names;
  if (first !== undefined && others.every((zone) => sameClock(first, zone))) return first;
  return journeyZone ?? workspaceZone;
}

/** Whether two zones have shown the same time in every month since 2020 (Berlin and Büsingen do). */
function sameClock(a: string, b: string): boolean {
  return samples.every((at) => wallTime(at, a) === wallTime(at, b));
}

const samples: readonly Instant[] = Array.from({ length: 84 }, (_, month) => Date.UTC(2020, month, 15, 12));
const formats = new Map<string, Intl.DateTimeFormat>();

function wallTime(at: Instant, zone: string): string {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
    formats.set(zone, format);
  }
  return format.format(at);
}

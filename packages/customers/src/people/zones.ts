import { type Instant, isZone } from "@journeyman/core";

export type PlacedProfile = { time_zone: string | null; country: string | null };

/**
 * The person's zone: their own, else their country's (a phone number sets the country where nothing else did) when it has one clock only,
 * else the journey's, else the workspace's. Source: language.md, rule 5.
 */
export function zoneOf(profile: PlacedProfile, journeyZone: string | undefined, workspaceZone: string): string {
  return ownZone(profile) ?? journeyZone ?? workspaceZone;
}

/**
 * All zones the person may live in: one when it is known, all of the country's when only that is known, else none (then the journey's or
 * the workspace's is the best guess). What must be right in every case, such as quiet hours, is judged in each of them.
 */
export function plausibleZones(profile: PlacedProfile): readonly string[] {
  const zone = ownZone(profile);
  if (zone !== undefined) return [zone];
  return profile.country === null ? [] : zonesOfCountry(profile.country);
}

function ownZone(profile: PlacedProfile): string | undefined {
  if (profile.time_zone !== null && isZone(profile.time_zone)) return profile.time_zone;
  if (profile.country === null) return undefined;
  const zones = zonesOfCountry(profile.country);
  const [first, ...others] = zones;
  return first !== undefined && others.every((zone) => sameClock(first, zone)) ? first : undefined;
}

const byCountry = new Map<string, readonly string[]>();

/** IANA zones of an ISO 3166 alpha-2 country, from the runtime's ICU data; empty for a country it does not know. */
export function zonesOfCountry(country: string): readonly string[] {
  const key = country.toUpperCase();
  if (!/^[A-Z]{2}$/.test(key)) return [];
  let zones = byCountry.get(key);
  if (zones === undefined) {
    // Node 20 has the getter, later ones the method of the final standard.
    const locale = new Intl.Locale(`und-${key}`) as Intl.Locale & { timeZones?: string[]; getTimeZones?(): string[] | undefined };
    zones = (locale.getTimeZones?.() ?? locale.timeZones ?? []).filter(isZone);
    byCountry.set(key, zones);
  }
  return zones;
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

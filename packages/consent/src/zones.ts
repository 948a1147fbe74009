import { isZone } from "@journeyman/core";
import type { ZoneSource } from "./types.ts";

// TypeScript's library does not know it yet; every Node and browser we run on does.
type WithZones = Intl.Locale & { timeZones?: string[]; getTimeZones?(): string[] | undefined };

/** Every zone of a country (ISO 3166 alpha-2); none for a code that is not one. */
export function zonesOfCountry(country: string): readonly string[] {
  if (!/^[A-Za-z]{2}$/.test(country)) return [];
  const region = country.toUpperCase();
  let zones = byCountry.get(region);
  if (!zones) {
    const locale = new Intl.Locale("und", { region }) as WithZones;
    zones = (locale.getTimeZones?.() ?? locale.timeZones ?? []).filter(isZone);
    byCountry.set(region, zones);
  }
  return zones;
}

// At most the 676 pairs of letters.
const byCountry = new Map<string, readonly string[]>();

/**
 * Every zone the person may be in: their own; else all of their country's; else, when nothing is known of the person, the journey's
 * or the workspace's zone, because a message that fits every clock on earth could never go.
 */
export function plausibleZones(known: {
  profile?: string | null;
  country?: string | null;
  journey?: string | null;
  workspace?: string | null;
}): { names: readonly string[]; source: ZoneSource } {
  if (known.profile && isZone(known.profile)) return { names: [known.profile], source: "profile" };
  const country = known.country ? zonesOfCountry(known.country) : [];
  if (country.length > 0) return { names: country, source: "country" };
  if (known.journey && isZone(known.journey)) return { names: [known.journey], source: "journey" };
  return { names: [known.workspace && isZone(known.workspace) ? known.workspace : "UTC"], source: "workspace" };
}

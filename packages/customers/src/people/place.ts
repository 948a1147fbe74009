import { isZone, type Json, type JsonObject, readPath } from "@journeyman/core";

export type Place = { timeZone?: string; locale?: string; country?: string };

/** Where a person is and what they speak, as traits and the context of an event tell it; traits win. Unknown names are left out. */
export function placeFrom(context: JsonObject, traits: JsonObject): Place {
  const place: Place = {};
  const zone = firstText(traits.timezone, traits.timeZone, traits.time_zone, context.timezone);
  if (zone !== undefined && isZone(zone)) place.timeZone = zone;
  const locale = canonicalLocale(firstText(traits.locale, traits.language, context.locale));
  if (locale !== undefined) place.locale = locale;
  const country = countryCode(firstText(traits.country, traits.countryCode, traits.country_code, readPath(traits, "address.country")));
  if (country !== undefined) place.country = country;
  return place;
}

function firstText(...values: unknown[]): string | undefined {
  return values.find((value): value is Json & string => typeof value === "string" && value.trim() !== "")?.trim();
}

/** `pl_PL`, `PL-pl` and `pl-PL` are one. */
export function canonicalLocale(text: string | undefined): string | undefined {
  if (text === undefined || text.length > 35) return undefined;
  try {
    return Intl.getCanonicalLocales(text.replaceAll("_", "-"))[0];
  } catch {
    return undefined;
  }
}

const regionNames = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
let codesByName: Map<string, string> | undefined;

/** ISO 3166 alpha-2 of a code or of an English name ("Poland"); undefined for anything else. */
export function countryCode(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const upper = text.toUpperCase();
  if (/^[A-Z]{2}$/.test(upper)) return isRegion(upper) ? canonicalRegion(upper) : undefined;
  codesByName ??= namesToCodes();
  return codesByName.get(text.toLowerCase());
}

function isRegion(code: string): boolean {
  return regionNames.of(code) !== undefined && !withoutCountry.has(code);
}

/** `UK` is `GB`. */
function canonicalRegion(code: string): string {
  return new Intl.Locale(`und-${code}`).region ?? code;
}

/** Codes that name no country: unions, tests, "unknown". */
const withoutCountry = new Set(["EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"]);

function namesToCodes(): Map<string, string> {
  const names = new Map<string, string>();
  for (let a = 65; a <= 90; a++) {
    for (let b = 65; b <= 90; b++) {
      const code = String.fromCharCode(a, b);
      const name = isRegion(code) ? regionNames.of(code) : undefined;
      if (name !== undefined) names.set(name.toLowerCase(), canonicalRegion(code));
    }
  }
  return names;
}

import type { JsonObject } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import { classOf } from "../fields/classify.ts";
import { fieldClasses } from "../fields/field-store.ts";
import type { FieldClasses } from "../fields/types.ts";
import type { ProfileRow } from "./profile-row.ts";

/** Traits that a profile's columns stand in for: a country may be known from a phone number only, a language and a zone from an event's context. */
export const placeTraits = { country: "country", locale: "locale", timezone: "time_zone" } as const;

/** A profile's row as far as its place and plain traits go. */
export type PlacedTraits = Pick<ProfileRow, "traits" | "country" | "locale" | "time_zone">;

/** The person's plain traits, with what the columns know of those that nobody said. A trait that is kept sealed here is never told by its column. */
export async function traitsWithPlace(tx: Tx, profile: PlacedTraits): Promise<JsonObject> {
  return missingPlace(profile).length === 0 ? profile.traits : withPlace(profile, await fieldClasses(tx));
}

export function withPlace(profile: PlacedTraits, classes: FieldClasses): JsonObject {
  const known = missingPlace(profile).filter(([name, value]) => classOf(classes, "trait", [name], value, () => undefined) === "attribute");
  return known.length === 0 ? profile.traits : { ...profile.traits, ...Object.fromEntries(known) };
}

function missingPlace(profile: PlacedTraits): [name: string, value: string][] {
  return Object.entries(placeTraits).flatMap(([name, column]): [string, string][] => {
    const value = profile[column];
    return value === null || Object.hasOwn(profile.traits, name) ? [] : [[name, value]];
  });
}

import type { Id, Instant, Json } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";
import { fieldClasses } from "../fields/field-store.ts";
import { type FieldClassName, fieldKey } from "../fields/types.ts";
import { addressText, type ContactKind } from "../people/contact-points.ts";
import { openTraits, standingProfile } from "../people/profile-row.ts";
import type { IdentityKind } from "../types.ts";
import { nameOf } from "./summaries.ts";
import { type TraitOrigin, traitOrigins } from "./trait-history.ts";

export type PersonTrait = { name: string; class: FieldClassName; origin: TraitOrigin | null } & (
  | { value: Json; hidden: false }
  | { hidden: true }
);

export type Person = {
  id: Id;
  /** Set when the id that was asked for has been merged into this person. */
  mergedFrom?: Id;
  name: string | null;
  traits: PersonTrait[];
  identities: { kind: IdentityKind; value: string | null; createdAt: Instant }[];
  /** `shown` is the address, or without `reveal` a hint of it. */
  contactPoints: { id: Id; kind: ContactKind; shown: string; active: boolean; createdAt: Instant; replacedAt: Instant | null }[];
  timeZone: string | null;
  locale: string | null;
  country: string | null;
  createdAt: Instant;
  firstSeenAt: Instant | null;
  lastSeenAt: Instant | null;
};

/** One person, followed through merges. Without `reveal`, sealed values are hidden and addresses are hints. Throws `not_found`. */
export async function readPerson(tx: Tx, vault: Vault, profileId: Id, { reveal }: { reveal: boolean }): Promise<Person> {
  const profile = await standingProfile(tx, profileId);
  const { id } = profile;
  const identities = await tx.query<{ kind: IdentityKind; value: string | null; createdAt: Instant }>(
    "customers.identities_of",
    `SELECT kind, value, created_at AS "createdAt" FROM identity WHERE environment_id = $1 AND profile_id = $2 ORDER BY kind DESC, created_at`,
    [tx.environmentId, id],
  );
  const points = await tx.query<{
    id: Id;
    kind: ContactKind;
    sealed: Buffer;
    hint: string;
    active: boolean;
    createdAt: Instant;
    replacedAt: Instant | null;
  }>(
    "customers.contact_points_of",
    `SELECT id, kind, sealed, hint, active, created_at AS "createdAt", replaced_at AS "replacedAt" FROM contact_point
      WHERE environment_id = $1 AND profile_id = $2 ORDER BY active DESC, kind, created_at DESC`,
    [tx.environmentId, id],
  );
  const contactPoints: Person["contactPoints"] = [];
  for (const { sealed, hint, ...point } of points) {
    contactPoints.push({ ...point, shown: reveal ? addressText(await vault.openForPerson(tx, id, sealed)) : hint });
  }
  const sealed = await openTraits(tx, vault, profile);
  const classes = await fieldClasses(tx);
  const origins = await traitOrigins(tx, vault, id, { ...profile.traits, ...sealed });
  const originOf = (name: string) => origins.get(name) ?? null;
  const traits: PersonTrait[] = [
    ...Object.entries(profile.traits).map(([name, value]) => ({
      name,
      class: "attribute" as const,
      origin: originOf(name),
      value,
      hidden: false as const,
    })),
    ...Object.entries(sealed).map(([name, value]): PersonTrait => {
      const found = classes.known.get(fieldKey("trait", name))?.class;
      const base = { name, class: found === "restricted" ? found : ("contact" as const), origin: originOf(name) };
      return reveal ? { ...base, value, hidden: false } : { ...base, hidden: true };
    }),
  ];
  return {
    id,
    ...(id === profileId ? {} : { mergedFrom: profileId }),
    name: nameOf(reveal ? { ...profile.traits, ...sealed } : profile.traits),
    traits: traits.toSorted((a, b) => a.name.localeCompare(b.name)),
    identities,
    contactPoints,
    timeZone: profile.time_zone,
    locale: profile.locale,
    country: profile.country,
    createdAt: profile.created_at,
    firstSeenAt: profile.first_seen_at,
    lastSeenAt: profile.last_seen_at,
  };
}

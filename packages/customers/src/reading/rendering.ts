import type { Id, JsonObject } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";
import { sealedEventFromJson } from "../events/sealed.ts";
import { isRestricted } from "../fields/classify.ts";
import { fieldClasses } from "../fields/field-store.ts";
import { joinProperties } from "../fields/split.ts";
import { addressText, type ContactKind } from "../people/contact-points.ts";
import { traitsWithPlace } from "../people/place-traits.ts";
import { openTraits, type ProfileRow, readProfile } from "../people/profile-row.ts";

export type RenderablePerson = {
  /** All traits that may be written into a message: attribute (with the place that is known) and contact, opened. Restricted ones are not there. */
  person: JsonObject;
  locale: string | null;
  time_zone: string | null;
  country: string | null;
  /** Current addresses, opened: what messages are sent to. */
  contactPoints: { id: Id; kind: ContactKind; address: string }[];
};

/** A person opened for rendering and sending. Undefined when there is no such person. Never log it, never keep it. */
export async function personForRendering(tx: Tx, vault: Vault, profileId: Id): Promise<RenderablePerson | undefined> {
  const profile = await readProfile(tx, profileId);
  if (!profile) return undefined;
  const points = await tx.query<SealedPoint>(
    "customers.contact_points_opened",
    "SELECT id, kind, sealed FROM contact_point WHERE environment_id = $1 AND profile_id = $2 AND active ORDER BY kind, created_at DESC",
    [tx.environmentId, profileId],
  );
  return openPerson(tx, vault, profile, points);
}

/** A profile's row as far as rendering needs it. */
export type SealedPerson = Pick<ProfileRow, "id" | "traits" | "sealed" | "time_zone" | "locale" | "country">;
export type SealedPoint = { id: Id; kind: ContactKind; sealed: Buffer };

/** The same from rows that were read already. */
export async function openPerson(tx: Tx, vault: Vault, profile: SealedPerson, points: readonly SealedPoint[]): Promise<RenderablePerson> {
  const sealed = await openTraits(tx, vault, profile);
  if (Object.keys(sealed).length > 0) {
    const classes = await fieldClasses(tx);
    for (const name of Object.keys(sealed)) if (isRestricted(classes, "trait", [name])) delete sealed[name];
  }
  const contactPoints: RenderablePerson["contactPoints"] = [];
  for (const point of points) {
    contactPoints.push({ id: point.id, kind: point.kind, address: addressText(await vault.openForPerson(tx, profile.id, point.sealed)) });
  }
  return {
    person: { ...(await traitsWithPlace(tx, profile)), ...sealed },
    locale: profile.locale,
    time_zone: profile.time_zone,
    country: profile.country,
    contactPoints,
  };
}

export type RenderableEvent = { id: Id; name: string; at: number; properties: JsonObject };

/** An event with its sealed properties in their places, for `event.properties.…` in a template. */
export async function eventForRendering(tx: Tx, vault: Vault, eventId: Id): Promise<RenderableEvent | undefined> {
  const [row] = await tx.query<SealedEventRow>(
    "customers.event_for_rendering",
    "SELECT id, name, at, properties, profile_id, sealed FROM event WHERE environment_id = $1 AND id = $2",
    [tx.environmentId, eventId],
  );
  return row && openEvent(tx, vault, row);
}

export type SealedEventRow = RenderableEvent & { profile_id: Id; sealed: Buffer | null };

/** The same from a row that was read already. */
export async function openEvent(tx: Tx, vault: Vault, row: SealedEventRow): Promise<RenderableEvent> {
  const { sealed, profile_id, ...event } = row;
  if (sealed === null) return event;
  const opened = sealedEventFromJson(await vault.openForPerson(tx, profile_id, sealed));
  const classes = await fieldClasses(tx);
  const namesIn = (path: readonly (string | number)[]) => path.filter((part) => typeof part === "string");
  const leaves = (opened.properties ?? []).filter(({ path }) => !isRestricted(classes, "event", namesIn(path)));
  const traits = Object.entries(opened.traits ?? {}).filter(([name]) => !isRestricted(classes, "trait", [name]));
  return { ...event, properties: { ...joinProperties(event.properties, leaves), ...Object.fromEntries(traits) } };
}

import { type Id, JourneymanError, type JsonObject } from "@journeyman/core";
import { sqlJson, sqlTime, type Tx } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";
import { type SealedEvent, sealedEventFromJson } from "../events/sealed.ts";
import { fieldClasses } from "../fields/field-store.ts";
import { splitTraits } from "../fields/split.ts";
import { joinIdentities } from "../identities/join.ts";
import type { Applied, EventRow, IdentityRef, Merge, Touched } from "../types.ts";
import { applyConsent, preferencesOf } from "./consent-from-event.ts";
import { contactsIn, setContactPoints } from "./contact-points.ts";
import { placeFrom } from "./place.ts";
import { asObject, openTraits, type ProfileRow, readProfile, sealTraits } from "./profile-row.ts";
import { latestTraitTimes, traitChanges, withChanges, writeTraitHistory } from "./traits.ts";

/**
 * What an event changes of its person, in the fixed order: identities, traits and contact points, consent. Called by the router under the
 * locks of `locked`; see `Applied` for the answers that ask it for something. Applying an event twice changes nothing the second time.
 */
export async function applyEvent(
  tx: Tx,
  vault: Vault,
  event: EventRow,
  inbox: { id: Id; identities: readonly IdentityRef[] | null },
  { locked }: { locked: readonly Id[] },
): Promise<Applied> {
  let profileId = event.profile_id;
  let merged: readonly Merge[] = [];
  if (inbox.identities !== null && inbox.identities.length > 0) {
    const filed = { id: event.id, inboxId: inbox.id, profileId, sealed: event.sealed };
    const joined = await joinIdentities(tx, vault, filed, inbox.identities, locked);
    if (joined.kind !== "stay") return joined;
    profileId = joined.profileId;
    merged = joined.merged;
  }
  const preferences = preferencesOf(event);
  if (event.sealed === null && saysNothing(event)) {
    await markSeen(tx, profileId, event);
    const consent = preferences === undefined ? [] : await applyConsent(tx, profileId, event, preferences);
    return { kind: "applied", profileId, merged, touched: { traits: [], contactPoints: [], consent } };
  }
  const profile = await readProfile(tx, profileId);
  if (!profile) throw missing(event.id, profileId);
  // Sealed with the key of the person it was filed under; that key outlives a merge.
  const sealed: SealedEvent =
    event.sealed === null ? {} : sealedEventFromJson(await vault.openForPerson(tx, event.profile_id, event.sealed));
  const touched = await applyTraits(tx, vault, profile, event, sealed);
  const consent = preferences === undefined ? [] : await applyConsent(tx, profileId, event, preferences);
  return { kind: "applied", profileId, merged, touched: { ...touched, consent } };
}

/** Most events of servers: no traits, nothing about where the person is. */
function saysNothing(event: EventRow): boolean {
  return event.type !== "identify" && event.context.traits === undefined && Object.keys(placeFrom(event.context, {})).length === 0;
}

async function markSeen(tx: Tx, profileId: Id, event: EventRow): Promise<void> {
  const rows = await tx.query(
    "customers.mark_seen",
    `UPDATE profile SET last_seen_at = greatest(last_seen_at, $3), first_seen_at = least(first_seen_at, $3)
      WHERE environment_id = $1 AND id = $2 RETURNING id`,
    [tx.environmentId, profileId, sqlTime(event.at)],
  );
  if (rows.length === 0) throw missing(event.id, profileId);
}

function missing(eventId: Id, profileId: Id): JourneymanError {
  return new JourneymanError("not_found", "The event's person does not exist.", { context: { eventId, profileId } });
}

async function applyTraits(
  tx: Tx,
  vault: Vault,
  profile: ProfileRow,
  event: EventRow,
  sealed: SealedEvent,
): Promise<Omit<Touched, "consent">> {
  const plainTraits = event.type === "identify" ? event.properties : asObject(event.context.traits ?? null);
  // Without trust what could reach or name somebody is recorded with the event, and goes no further.
  const incoming = event.trusted ? { ...plainTraits, ...sealed.traits } : plainTraits;
  const names = Object.keys(incoming);
  let changed: string[] = [];
  let contactPoints: Id[] = [];
  let traits = profile.traits;
  let sealedTraits: Buffer | null = profile.sealed;
  let { country, locale, time_zone: timeZone } = profile;
  if (names.length > 0) {
    const current = { plain: profile.traits, sealed: await openTraits(tx, vault, profile) };
    const parts = splitTraits(incoming, await fieldClasses(tx));
    const given = event.trusted ? parts : { plain: parts.plain, sealed: {} };
    const { changed: news, history } = traitChanges(given, current, await latestTraitTimes(tx, profile.id, names), event.at);
    if (history.length > 0) {
      await writeTraitHistory(tx, vault, profile.id, history, { at: event.at, eventId: event.id, sourceId: event.source_id });
    }
    if (news.length > 0) {
      const next = withChanges(current, news);
      traits = next.plain;
      sealedTraits = await sealTraits(tx, vault, profile.id, next.sealed);
      changed = news.map((change) => change.name);
      const changes: JsonObject = Object.fromEntries(news.map((change) => [change.name, change.value]));
      const before = placeFrom({}, { ...current.plain, ...current.sealed });
      const place = placeFrom({}, { ...next.plain, ...next.sealed });
      // A trait that is taken away takes along what the column knew by it.
      if (before.country !== undefined && place.country === undefined) country = null;
      if (before.locale !== undefined && place.locale === undefined) locale = null;
      if (before.timeZone !== undefined && place.timeZone === undefined) timeZone = null;
      const contacts = event.trusted ? contactsIn(changes, place.country ?? country ?? undefined) : { set: [], removed: [] };
      contactPoints = await setContactPoints(tx, vault, profile.id, contacts.set, contacts.removed);
      country ??= contacts.set.find((contact) => contact.country !== undefined)?.country ?? null;
    }
  }
  const place = placeFrom(event.historical ? {} : event.context, { ...traits, ...(event.trusted ? sealed.traits : {}) });
  await tx.query(
    "customers.apply_traits",
    `UPDATE profile SET traits = $3, sealed = $4, time_zone = $5, locale = $6, country = $7, last_seen_at = greatest(last_seen_at, $8),
                        first_seen_at = least(first_seen_at, $8)
      WHERE environment_id = $1 AND id = $2`,
    [
      tx.environmentId,
      profile.id,
      sqlJson(traits),
      sealedTraits,
      place.timeZone ?? timeZone,
      place.locale ?? locale,
      place.country ?? country,
      sqlTime(event.at),
    ],
  );
  return { traits: changed, contactPoints };
}

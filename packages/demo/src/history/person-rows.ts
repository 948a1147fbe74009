import { hintOf } from "@journeyman/channels";
import { type Id, newId, sha256Hex } from "@journeyman/core";
import type { PersonCipher, Vault } from "@journeyman/vault";
import type { InventedPerson } from "./people.ts";
import type { Setting } from "./setting.ts";
import type { Rows } from "./tables.ts";

export type Points = { email: Id; phone: Id | null };
export type PlacedEvent = InventedPerson["events"][number] & { id: Id; position: number };

type Context = { vault: Vault; environmentId: Id; organisationId: Id; cipher: PersonCipher; setting: Setting };

/** A person's own rows: who they are, where they can be reached, what they agreed to, what they did. */
export function addPerson(rows: Rows, person: InventedPerson, context: Context): { points: Points; events: PlacedEvent[] } {
  const { vault, environmentId, cipher, setting } = context;
  const { id, createdAt } = person;
  const contact = {
    firstName: person.firstName,
    lastName: person.lastName,
    email: person.email,
    ...(person.phone ? { phone: person.phone } : {}),
  };
  rows.profile.push({
    id,
    traits: person.traits,
    sealed: cipher.seal(contact),
    time_zone: person.zone,
    locale: person.locale,
    country: person.country,
    position: person.events.length,
    created_at: createdAt,
    first_seen_at: createdAt,
    last_seen_at: person.events.at(-1)?.at ?? createdAt,
  });
  rows.identity.push({
    kind: "user_id",
    value_hash: vault.blindIndex(environmentId, "user_id", person.userId),
    profile_id: id,
    value: person.userId,
    created_at: createdAt,
  });
  for (const [name, value] of Object.entries(person.traits))
    rows.trait_history.push({ id: newId(createdAt), profile_id: id, name, value, at: createdAt });
  const points: Points = {
    email: addPoint(rows, person, context, "email", person.email),
    phone: person.phone ? addPoint(rows, person, context, "phone", person.phone) : null,
  };
  const { offers, stoppedAt } = person;
  if (offers)
    for (const point of [points.email, points.phone])
      if (point) addConsent(rows, person, setting, point, { subject: "offers", ...offers, method: "category-preferences" });
  if (stoppedAt !== null && points.phone)
    addConsent(rows, person, setting, points.phone, { subject: "channel", state: "denied", at: stoppedAt, method: "stop" });
  return { points, events: addEvents(rows, person, setting) };
}

function addPoint(
  rows: Rows,
  person: InventedPerson,
  { vault, environmentId, organisationId, cipher }: Context,
  kind: "email" | "phone",
  address: string,
): Id {
  const id = newId(person.createdAt);
  const domain = kind === "email" ? address.split("@")[1] : undefined;
  rows.contact_point.push({
    id,
    profile_id: person.id,
    kind,
    sealed: cipher.seal(address),
    address_hash: vault.blindIndex(environmentId, kind, address),
    organisation_hash: vault.organisationHash(organisationId, kind, address),
    domain_hash: domain === undefined ? null : vault.blindIndex(environmentId, "email-domain", domain),
    hint: hintOf(kind, address),
    active: true,
    created_at: person.createdAt,
  });
  return id;
}

type Answer = { subject: string; state: "granted" | "denied"; at: number; method: string };

function addConsent(rows: Rows, person: InventedPerson, setting: Setting, point: Id, { subject, state, at, method }: Answer): void {
  const id = newId(at);
  const wording = subject === "channel" ? { wording: null, wording_version: null } : { wording: setting.wording, wording_version: 1 };
  rows.consent.push({
    id,
    profile_id: person.id,
    contact_point_id: point,
    subject,
    state,
    basis: "consent",
    ...wording,
    language: person.locale.slice(0, 2),
    method,
    source_id: setting.sourceId,
    at,
    recorded_at: at,
  });
  rows.consent_state.push({ contact_point_id: point, subject, state, consent_id: id, at });
}

function addEvents(rows: Rows, person: InventedPerson, setting: Setting): PlacedEvent[] {
  return person.events.map((event, index) => {
    const id = newId(event.at);
    rows.event_key.push({ message_hash: Buffer.from(sha256Hex(`demo ${id}`), "hex"), event_id: id });
    rows.event.push({
      id,
      profile_id: person.id,
      type: "track",
      name: event.name,
      at: event.at,
      received_at: event.at + 180,
      source_id: setting.sourceId,
      properties: event.properties,
      context: {},
      historical: false,
      trusted: true,
      depth: 0,
      position: index + 1,
    });
    return { ...event, id, position: index + 1 };
  });
}

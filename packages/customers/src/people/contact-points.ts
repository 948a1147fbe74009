import { hintOf, parseEmail, parsePhone } from "@journeyman/channels";
import { type Id, type Json, type JsonObject, newId } from "@journeyman/core";
import { sqlTime, type Tx } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";

export type ContactKind = "email" | "phone";

/** An address as it is written to, with the form it is compared by. */
export type ContactAddress = { kind: ContactKind; address: string; index: string; domain?: string; country?: string };

/** Traits that name a contact point, the first that is there wins. */
const traitNames: Record<ContactKind, readonly string[]> = {
  email: ["email", "emailAddress", "email_address"],
  phone: ["phone", "phoneNumber", "phone_number", "mobile"],
};

/**
 * What an event's traits say of each contact point: an address, `removed` (the trait was emptied), or nothing. A text that is no address
 * changes nothing: what worked before is better than none.
 */
export function contactsIn(traits: JsonObject, country: string | undefined): { set: ContactAddress[]; removed: ContactKind[] } {
  const set: ContactAddress[] = [];
  const removed: ContactKind[] = [];
  for (const kind of ["email", "phone"] as const) {
    const name = traitNames[kind].find((candidate) => Object.hasOwn(traits, candidate));
    if (name === undefined) continue;
    const value = traits[name];
    if (value === null || value === "") removed.push(kind);
    const address = typeof value === "string" || typeof value === "number" ? parseContact(kind, String(value), country) : undefined;
    if (address) set.push(address);
  }
  return { set, removed };
}

export function parseContact(kind: ContactKind, text: string, country?: string): ContactAddress | undefined {
  if (kind === "email") {
    const email = parseEmail(text);
    return email && { kind, address: email.address, index: email.index, domain: email.domain };
  }
  const phone = parsePhone(text, country) ?? (/^[1-9]\d{9,14}$/.test(text) ? parsePhone(`+${text}`) : undefined);
  return phone && { kind, address: phone.e164, index: phone.e164, ...(phone.country === undefined ? {} : { country: phone.country }) };
}

/**
 * Makes these the person's current addresses, one a kind. The ones before become inactive; consent stays with the address it was given
 * for. Answers the ids of contact points that are new or came back.
 */
export async function setContactPoints(
  tx: Tx,
  vault: Vault,
  profileId: Id,
  set: readonly ContactAddress[],
  removed: readonly ContactKind[],
): Promise<Id[]> {
  const changed: Id[] = [];
  for (const contact of set) {
    const hash = vault.blindIndex(tx.environmentId, contact.kind, contact.index);
    const rows = await tx.query<{ id: Id; changed: boolean }>(
      "customers.set_contact_point",
      `WITH before AS (SELECT id, active FROM contact_point WHERE environment_id = $1 AND profile_id = $3 AND kind = $4 AND address_hash = $6),
            replaced AS (
              UPDATE contact_point SET active = false, replaced_at = $10
               WHERE environment_id = $1 AND profile_id = $3 AND kind = $4 AND address_hash <> $6 AND active),
            kept AS (
              INSERT INTO contact_point (environment_id, id, profile_id, kind, sealed, address_hash, organisation_hash, domain_hash, hint, active, created_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, true, $10)
              ON CONFLICT (environment_id, profile_id, kind, address_hash)
              DO UPDATE SET active = true, replaced_at = NULL, sealed = EXCLUDED.sealed
              RETURNING id)
       SELECT kept.id, coalesce(NOT (SELECT active FROM before), true) AS changed FROM kept`,
      [
        tx.environmentId,
        newId(tx.now()),
        profileId,
        contact.kind,
        await vault.sealForPerson(tx, profileId, contact.address),
        hash,
        vault.organisationHash(tx.organisationId, contact.kind, contact.index),
        contact.domain === undefined ? null : domainHash(vault, tx.environmentId, contact.domain),
        hintOf(contact.kind, contact.index),
        sqlTime(tx.now()),
      ],
    );
    for (const row of rows) if (row.changed) changed.push(row.id);
  }
  if (removed.length > 0) {
    await tx.query(
      "customers.remove_contact_points",
      `UPDATE contact_point SET active = false, replaced_at = $4
        WHERE environment_id = $1 AND profile_id = $2 AND kind = ANY($3::text[]) AND active`,
      [tx.environmentId, profileId, removed, sqlTime(tx.now())],
    );
  }
  return changed;
}

/** An opened contact point: they are sealed as text. */
export function addressText(opened: Json): string {
  return typeof opened === "string" ? opened : "";
}

export function domainHash(vault: Vault, environmentId: Id, domain: string): Buffer {
  return vault.blindIndex(environmentId, "email-domain", domain);
}

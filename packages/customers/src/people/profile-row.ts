import { type Id, type Instant, JourneymanError, type Json, type JsonObject } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";

export type ProfileRow = {
  id: Id;
  traits: JsonObject;
  sealed: Buffer | null;
  time_zone: string | null;
  locale: string | null;
  country: string | null;
  position: number;
  redirect_to: Id | null;
  created_at: Instant;
  first_seen_at: Instant | null;
  last_seen_at: Instant | null;
};

export const profileColumns =
  "id, traits, sealed, time_zone, locale, country, position, redirect_to, created_at, first_seen_at, last_seen_at";

export async function readProfile(tx: Tx, profileId: Id): Promise<ProfileRow | undefined> {
  const rows = await tx.query<ProfileRow>(
    "customers.read_profile",
    `SELECT ${profileColumns} FROM profile WHERE environment_id = $1 AND id = $2`,
    [tx.environmentId, profileId],
  );
  return rows[0];
}

/** The person whom an id names today, followed through merges. Throws `not_found`. */
export async function standingProfile(tx: Tx, profileId: Id): Promise<ProfileRow> {
  const profile = await readProfile(tx, (await redirectOf(tx, profileId)) ?? profileId);
  if (!profile)
    throw new JourneymanError("not_found", "There is no such person here. They may have been erased.", { context: { profileId } });
  return profile;
}

/** A profile's sealed traits by name; empty when it has none. */
export async function openTraits(tx: Tx, vault: Vault, profile: { id: Id; sealed: Buffer | null }): Promise<JsonObject> {
  if (profile.sealed === null) return {};
  return asObject(await vault.openForPerson(tx, profile.id, profile.sealed));
}

export async function sealTraits(tx: Tx, vault: Vault, profileId: Id, traits: JsonObject): Promise<Buffer | null> {
  return Object.keys(traits).length === 0 ? null : await vault.sealForPerson(tx, profileId, traits);
}

export function asObject(json: Json): JsonObject {
  return json !== null && typeof json === "object" && !Array.isArray(json) ? json : {};
}

/** Whom this person was merged into, followed to the end; undefined for one who was not. */
export async function redirectOf(tx: Tx, profileId: Id): Promise<Id | undefined> {
  const rows = await tx.query<{ id: Id }>(
    "customers.redirect_of",
    `WITH RECURSIVE chain AS (
       SELECT redirect_to AS id, 1 AS depth FROM profile WHERE environment_id = $1 AND id = $2 AND redirect_to IS NOT NULL
       UNION ALL
       SELECT p.redirect_to, c.depth + 1 FROM chain c JOIN profile p ON p.environment_id = $1 AND p.id = c.id
        WHERE p.redirect_to IS NOT NULL AND c.depth < 50)
     SELECT id FROM chain ORDER BY depth DESC LIMIT 1`,
    [tx.environmentId, profileId],
  );
  return rows[0]?.id;
}

/**
 * Re-keys what was filed under a person after they were merged away: inbox rows and their events. The caller holds both locks and
 * notifies `into`.
 */
export async function forwardInbox(tx: Tx, vault: Vault, from: Id, into: Id): Promise<number> {
  const rows = await tx.query<{ id: Id; sealed: Buffer | null }>(
    "customers.forward_inbox",
    `WITH moved AS (UPDATE inbox SET profile_id = $3 WHERE environment_id = $1 AND profile_id = $2 RETURNING event_id),
          events AS (UPDATE event e SET profile_id = $3 FROM moved m WHERE e.environment_id = $1 AND e.id = m.event_id AND e.profile_id = $2 RETURNING e.id, e.sealed)
     SELECT id, sealed FROM events WHERE sealed IS NOT NULL`,
    [tx.environmentId, from, into],
  );
  for (const row of rows) {
    if (row.sealed === null) continue;
    await tx.query("customers.reseal_event", "UPDATE event SET sealed = $3 WHERE environment_id = $1 AND id = $2", [
      tx.environmentId,
      row.id,
      await vault.reseal(tx, from, into, row.sealed),
    ]);
  }
  return rows.length;
}

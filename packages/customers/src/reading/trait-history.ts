import { canonicalJson, type Id, type Instant, type Json } from "@journeyman/core";
import { sqlTime, type Tx } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";
import { fieldClasses } from "../fields/field-store.ts";
import { fieldKey } from "../fields/types.ts";
import { standingProfile } from "../people/profile-row.ts";
import { readCursor, writeCursor } from "./cursor.ts";

/** Since when a trait is as it is, and the source that said so. */
export type TraitOrigin = { since: Instant; source: string | null };

/** One word about a trait; null takes it away. */
export type TraitEntry = { id: Id; at: Instant; source: string | null } & ({ hidden: false; value: Json } | { hidden: true });

export type TraitHistory = { items: TraitEntry[]; next?: string };

type Row = { id: Id; name: string; value: Json; sealed: Buffer | null; at: Instant; source: string | null };

const columns = "h.id, h.name, h.value, h.sealed, h.at, s.name AS source";
const tables = "trait_history h LEFT JOIN source s ON s.environment_id = $1 AND s.id = h.source_id";

/**
 * What was said last of each trait, as long as it is what the person has now: after two people became one it may be that the other's
 * word was later, and then nothing is claimed.
 */
export async function traitOrigins(
  tx: Tx,
  vault: Vault,
  profileId: Id,
  current: Readonly<Record<string, Json>>,
): Promise<Map<string, TraitOrigin>> {
  const rows = await tx.query<Row>(
    "customers.trait_origins",
    `SELECT DISTINCT ON (h.name) ${columns} FROM ${tables} WHERE h.environment_id = $1 AND h.profile_id = $2 ORDER BY h.name, h.at DESC, h.id DESC`,
    [tx.environmentId, profileId],
  );
  const origins = new Map<string, TraitOrigin>();
  for (const row of rows) {
    const value = await valueOf(tx, vault, profileId, row);
    if (canonicalJson(value) === canonicalJson(current[row.name] ?? null)) origins.set(row.name, { since: row.at, source: row.source });
  }
  return origins;
}

/**
 * What one trait was, newest first. Without `reveal`, words that are sealed are hidden, and all words about a field that is not an
 * attribute now, also those from before somebody decided so.
 */
export async function traitHistory(
  tx: Tx,
  vault: Vault,
  profileId: Id,
  name: string,
  { reveal, limit, after }: { reveal: boolean; limit: number; after?: string },
): Promise<TraitHistory> {
  const { id } = await standingProfile(tx, profileId);
  const cursor = after === undefined ? undefined : readCursor(after);
  const rows = await tx.query<Row>(
    "customers.trait_history",
    `SELECT ${columns} FROM ${tables}
      WHERE h.environment_id = $1 AND h.profile_id = $2 AND h.name = $3 AND ($4::timestamptz IS NULL OR (h.at, h.id) < ($4, $5::uuid))
      ORDER BY h.at DESC, h.id DESC LIMIT $6`,
    [tx.environmentId, id, name, sqlTime(cursor?.at ?? null), cursor?.id ?? null, limit + 1],
  );
  const field = (await fieldClasses(tx)).known.get(fieldKey("trait", name));
  const open = field === undefined || field.class === "attribute";
  const shown = rows.slice(0, limit);
  const items: TraitEntry[] = [];
  for (const row of shown) {
    const base = { id: row.id, at: row.at, source: row.source };
    const hidden = !reveal && (!open || row.sealed !== null);
    items.push(hidden ? { ...base, hidden } : { ...base, hidden, value: await valueOf(tx, vault, id, row) });
  }
  const last = shown.at(-1);
  return { items, ...(rows.length > limit && last ? { next: writeCursor(last) } : {}) };
}

async function valueOf(tx: Tx, vault: Vault, profileId: Id, { value, sealed }: Row): Promise<Json> {
  return sealed === null ? value : await vault.openForPerson(tx, profileId, sealed);
}

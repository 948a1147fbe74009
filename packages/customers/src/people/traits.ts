import { canonicalJson, type Id, type Instant, type Json, type JsonObject, newId } from "@journeyman/core";
import { sqlTime, type Tx } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";

export type TraitChange = { name: string; value: Json; sealed: boolean };

/**
 * Which of an event's traits change what the profile has. `latest` is when each trait was last said: an older word is history only. A trait
 * that is null is unset.
 */
export function traitChanges(
  incoming: { plain: JsonObject; sealed: JsonObject },
  current: { plain: JsonObject; sealed: JsonObject },
  latest: ReadonlyMap<string, Instant>,
  at: Instant,
): { changed: TraitChange[]; history: TraitChange[] } {
  const changed: TraitChange[] = [];
  const history: TraitChange[] = [];
  for (const part of ["plain", "sealed"] as const) {
    for (const [name, value] of Object.entries(incoming[part])) {
      const change = { name, value, sealed: part === "sealed" };
      const before = current.plain[name] ?? current.sealed[name] ?? null;
      const sameClass = value === null || Object.hasOwn(current[part], name) || before === null;
      if (sameClass && canonicalJson(before) === canonicalJson(value)) continue;
      history.push(change);
      if ((latest.get(name) ?? -Infinity) <= at) changed.push(change);
    }
  }
  return { changed, history };
}

/** When each of these traits was last said, by the events' own times. */
export async function latestTraitTimes(tx: Tx, profileId: Id, names: readonly string[]): Promise<Map<string, Instant>> {
  const rows = await tx.query<{ name: string; at: Instant }>(
    "customers.latest_trait_times",
    "SELECT name, max(at) AS at FROM trait_history WHERE environment_id = $1 AND profile_id = $2 AND name = ANY($3::text[]) GROUP BY name",
    [tx.environmentId, profileId, names],
  );
  return new Map(rows.map((row) => [row.name, row.at]));
}

export async function writeTraitHistory(
  tx: Tx,
  vault: Vault,
  profileId: Id,
  changes: readonly TraitChange[],
  from: { at: Instant; eventId: Id | null; sourceId: Id | null },
): Promise<void> {
  const values: (string | null)[] = [];
  const sealed: (Buffer | null)[] = [];
  for (const change of changes) {
    values.push(change.sealed ? null : JSON.stringify(change.value));
    sealed.push(change.sealed ? await vault.sealForPerson(tx, profileId, change.value) : null);
  }
  await tx.query(
    "customers.write_trait_history",
    `INSERT INTO trait_history (environment_id, id, profile_id, name, value, sealed, at, event_id, source_id)
     SELECT $1, h.id, $2, h.name, h.value::jsonb, h.sealed, $3, $4, $5
       FROM unnest($6::uuid[], $7::text[], $8::text[], $9::bytea[]) AS h(id, name, value, sealed)`,
    [
      tx.environmentId,
      profileId,
      sqlTime(from.at),
      from.eventId,
      from.sourceId,
      changes.map(() => newId(tx.now())),
      changes.map((change) => change.name),
      values,
      sealed,
    ],
  );
}

/** The traits after the changes: each name is in one of the two parts. */
export function withChanges(
  current: { plain: JsonObject; sealed: JsonObject },
  changes: readonly TraitChange[],
): { plain: JsonObject; sealed: JsonObject } {
  const plain = { ...current.plain };
  const sealed = { ...current.sealed };
  for (const { name, value, sealed: hidden } of changes) {
    delete plain[name];
    delete sealed[name];
    if (value !== null) (hidden ? sealed : plain)[name] = value;
  }
  return { plain, sealed };
}

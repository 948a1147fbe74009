import type { Id } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import type { IdentityRef } from "../types.ts";
import { identityKey } from "./keys.ts";

/** Who owns an identity. `known`: the owner has a user id. `erased`: a tombstone forbids it. */
export type Owner = { profileId?: Id; known: boolean; erased: boolean };

type Row = { kind: string; hash: string; profile_id: Id | null; known: boolean; erased: boolean };

/** Owners by `identityKey`; identities nobody owns and nothing forbids have no entry. One query. */
export async function findOwners(tx: Tx, refs: readonly IdentityRef[]): Promise<Map<string, Owner>> {
  const wanted = new Map(refs.map((ref) => [identityKey(ref), ref]));
  if (wanted.size === 0) return new Map();
  const rows = await tx.query<Row>(
    "customers.owners",
    `SELECT w.kind, encode(w.value_hash, 'hex') AS hash, i.profile_id,
            i.profile_id IS NOT NULL AND EXISTS (
              SELECT 1 FROM identity u WHERE u.environment_id = $1 AND u.profile_id = i.profile_id AND u.kind = 'user_id') AS known,
            t.kind IS NOT NULL AS erased
       FROM unnest($2::text[], $3::bytea[]) AS w(kind, value_hash)
       LEFT JOIN identity i ON i.environment_id = $1 AND i.kind = w.kind AND i.value_hash = w.value_hash
       LEFT JOIN tombstone t ON t.environment_id = $1 AND t.kind = w.kind AND t.value_hash = w.value_hash
      WHERE i.profile_id IS NOT NULL OR t.kind IS NOT NULL`,
    [tx.environmentId, [...wanted.values()].map((ref) => ref.kind), [...wanted.values()].map((ref) => Buffer.from(ref.hash, "hex"))],
  );
  return new Map(
    rows.map((row) => [
      identityKey(row),
      { ...(row.profile_id === null ? {} : { profileId: row.profile_id }), known: row.known, erased: row.erased },
    ]),
  );
}

/** Binds identities to people where they are free; the ones that were bound. Those another transaction bound first are left to it. */
export async function claimIdentities(tx: Tx, claims: readonly { ref: IdentityRef; profileId: Id }[]): Promise<Set<string>> {
  if (claims.length === 0) return new Set();
  const sorted = claims.toSorted((a, b) => (identityKey(a.ref) < identityKey(b.ref) ? -1 : 1));
  const rows = await tx.query<{ kind: string; hash: string }>(
    "customers.claim_identities",
    `INSERT INTO identity (environment_id, kind, value_hash, profile_id, value)
     SELECT $1, c.kind, c.value_hash, c.profile_id, c.value
       FROM unnest($2::text[], $3::bytea[], $4::uuid[], $5::text[]) AS c(kind, value_hash, profile_id, value)
     ON CONFLICT DO NOTHING
     RETURNING kind, encode(value_hash, 'hex') AS hash`,
    [
      tx.environmentId,
      sorted.map(({ ref }) => ref.kind),
      sorted.map(({ ref }) => Buffer.from(ref.hash, "hex")),
      sorted.map(({ profileId }) => profileId),
      sorted.map(({ ref }) => ref.value),
    ],
  );
  return new Set(rows.map(identityKey));
}

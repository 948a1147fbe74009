import type { Id } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";

/** Tables and columns whose bytes are sealed with the key of the row's `profile_id`. Contact points are merged apart. */
const sealedColumns = [
  { table: "event", column: "sealed" },
  { table: "trait_history", column: "sealed" },
  { table: "message", column: "rendered" },
  { table: "message", column: "subject_sealed" },
] as const;

/** Seals everything `from` owns with `into`'s key. The rows keep their `profile_id`; the caller changes it in the same transaction. */
export async function resealOwned(tx: Tx, vault: Vault, from: Id, into: Id): Promise<void> {
  for (const { table, column } of sealedColumns) {
    const rows = await tx.query<{ id: Id; sealed: Buffer }>(
      `customers.sealed_${table}_${column}`,
      `SELECT id, ${column} AS sealed FROM ${table} WHERE environment_id = $1 AND profile_id = $2 AND ${column} IS NOT NULL`,
      [tx.environmentId, from],
    );
    if (rows.length === 0) continue;
    const resealed: Buffer[] = [];
    for (const row of rows) resealed.push(await vault.reseal(tx, from, into, row.sealed));
    await tx.query(
      `customers.reseal_${table}_${column}`,
      `UPDATE ${table} t SET ${column} = r.sealed FROM unnest($3::uuid[], $4::bytea[]) AS r(id, sealed)
        WHERE t.environment_id = $1 AND t.profile_id = $2 AND t.id = r.id`,
      [tx.environmentId, from, rows.map((row) => row.id), resealed],
    );
  }
}

import { type Id, JourneymanError } from "@journeyman/core";
import type { Store } from "@journeyman/store";
import { environmentCipher } from "./environment-cipher.ts";
import type { KeyRing } from "./key-ring.ts";
import { personContext, unwrapKey, wrapKey } from "./person-keys.ts";
import { keyIdOf, sealKinds } from "./sealing.ts";

/** How many people's keys and how many secrets of environments were wrapped anew. */
export type Rewrapped = { people: number; secrets: number };

const batch = 500;

/** In small transactions, each person once; what another process has locked is left for the next round. */
export async function rewrap(store: Store, ring: KeyRing): Promise<Rewrapped> {
  const newest = ring.newest().id;
  let people = 0;
  for (;;) {
    const done = await store.engine(async (tx) => {
      const rows = await tx.query<{ environment_id: Id; profile_id: Id; wrapped: Buffer }>(
        "vault_rewrap_next",
        "SELECT environment_id, profile_id, wrapped FROM person_key WHERE kek_id <> $1 ORDER BY environment_id, profile_id LIMIT $2 FOR UPDATE",
        [newest, batch],
      );
      for (const row of rows) {
        const context = personContext(row.environment_id, row.profile_id);
        const wrapped = wrapKey(ring, context, unwrapKey(ring, context, row.wrapped));
        await tx.query("vault_rewrap", "UPDATE person_key SET kek_id = $3, wrapped = $4 WHERE environment_id = $1 AND profile_id = $2", [
          row.environment_id,
          row.profile_id,
          wrapped.kekId,
          wrapped.bytes,
        ]);
      }
      return rows.length;
    });
    people += done;
    if (done < batch) break;
  }
  const secrets = (await resealColumn(store, ring, "provider", "secrets")) + (await resealColumn(store, ring, "source", "token_secret"));
  return { people, secrets };
}

async function resealColumn(
  store: Store,
  ring: KeyRing,
  table: "provider" | "source",
  column: "secrets" | "token_secret",
): Promise<number> {
  const newest = ring.newest().id;
  return store.engine(async (tx) => {
    const rows = await tx.query<{ environment_id: Id; id: Id; sealed: Buffer }>(
      `vault_reseal_${table}`,
      `SELECT environment_id, id, ${column} AS sealed FROM ${table} WHERE ${column} IS NOT NULL ORDER BY environment_id, id FOR UPDATE`,
    );
    const old = rows.filter((row) => keyIdOf(sealKinds.environment, row.sealed) !== newest);
    for (const row of old) {
      const cipher = environmentCipher(ring, row.environment_id);
      await tx.run(`UPDATE ${table} SET ${column} = $3 WHERE environment_id = $1 AND id = $2`, [
        row.environment_id,
        row.id,
        cipher.seal(cipher.open(row.sealed)),
      ]);
    }
    return old.length;
  });
}

/**
 * A new key file beside an old database would not fail by itself: every blind index would be another, and every known person a stranger.
 * So each process asks at its start whether one person's key opens.
 */
export async function verifyAgainst(store: Store, ring: KeyRing): Promise<void> {
  const [row] = await store.engine((tx) =>
    tx.query<{ environment_id: Id; profile_id: Id; wrapped: Buffer }>(
      "vault_verify",
      "SELECT environment_id, profile_id, wrapped FROM person_key LIMIT 1",
    ),
  );
  if (row === undefined) return;
  try {
    unwrapKey(ring, personContext(row.environment_id, row.profile_id), row.wrapped);
  } catch (cause) {
    throw new JourneymanError(
      "internal",
      "The key file does not belong to this database: a person's key does not open with it. Restore the right key file.",
      { cause },
    );
  }
}

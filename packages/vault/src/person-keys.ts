import { createHash, randomBytes } from "node:crypto";
import { canonicalJson, type Id, JourneymanError, type Json } from "@journeyman/core";
import { nilId, type Tx } from "@journeyman/store";
import { LRUCache } from "lru-cache";
import type { KeyRing } from "./key-ring.ts";
import { derive, type KeyId, keyIdOf, open, seal, sealKinds } from "./sealing.ts";

export type PersonCipher = { seal(value: Json): Buffer; open(sealed: Uint8Array): Json };

type PersonKeyRow = { profile_id: Id; kek_id: KeyId; wrapped: Buffer };

export type PersonKeys = {
  /** Makes the key when the person has none. */
  forSealing(tx: Tx, profileId: Id): Promise<PersonCipher>;
  /** The same for several people: two round trips at most. */
  forSealingAll(tx: Tx, profileIds: readonly Id[]): Promise<Map<Id, PersonCipher>>;
  /** Throws `gone` when the person has no key. */
  forOpening(tx: Tx, profileId: Id): Promise<PersonCipher>;
  prefetch(tx: Tx, profileIds: readonly Id[]): Promise<void>;
};

/**
 * The keys of people, in memory for five minutes. A key made in a transaction is remembered with that transaction only: were it kept and the
 * transaction rolled back, the next one would seal with a key that is written down nowhere.
 */
export function createPersonKeys(ring: KeyRing): PersonKeys {
  const cache = new LRUCache<string, PersonCipher>({ max: 20_000, ttl: 5 * 60_000 });
  const made = new WeakMap<Tx, Map<Id, PersonCipher>>();
  const cacheKey = (tx: Tx, profileId: Id) => `${tx.environmentId}/${profileId}`;
  const remembered = (tx: Tx, profileId: Id) => made.get(tx)?.get(profileId) ?? cache.get(cacheKey(tx, profileId));

  const load = async (tx: Tx, profileIds: readonly Id[]): Promise<void> => {
    if (tx.environmentId === nilId) throw new JourneymanError("internal", "A person's key was asked for outside a tenant's transaction.");
    const rows = await tx.query<PersonKeyRow>(
      "vault_person_keys",
      "SELECT profile_id, kek_id, wrapped FROM person_key WHERE environment_id = $1 AND profile_id = ANY($2)",
      [tx.environmentId, profileIds],
    );
    for (const row of rows) {
      const context = personContext(tx.environmentId, row.profile_id);
      cache.set(cacheKey(tx, row.profile_id), cipherOf(unwrapKey(ring, context, row.wrapped), context));
    }
  };

  const find = async (tx: Tx, profileId: Id): Promise<PersonCipher | undefined> => {
    const known = remembered(tx, profileId);
    if (known !== undefined) return known;
    await load(tx, [profileId]);
    return remembered(tx, profileId);
  };

  const make = async (tx: Tx, profileIds: readonly Id[]): Promise<void> => {
    const keys = profileIds.toSorted().map((profileId) => {
      const context = personContext(tx.environmentId, profileId);
      const key = randomBytes(32);
      return { profileId, wrapped: wrapKey(ring, context, key), cipher: cipherOf(key, context) };
    });
    const rows = await tx.query<{ profile_id: Id }>(
      "vault_make_person_keys",
      `INSERT INTO person_key (environment_id, profile_id, kek_id, wrapped)
       SELECT $1, k.profile_id, k.kek_id, k.wrapped FROM unnest($2::uuid[], $3::text[], $4::bytea[]) AS k(profile_id, kek_id, wrapped)
       ON CONFLICT (environment_id, profile_id) DO NOTHING RETURNING profile_id`,
      [tx.environmentId, keys.map((k) => k.profileId), keys.map((k) => k.wrapped.kekId), keys.map((k) => k.wrapped.bytes)],
    );
    const written = new Set(rows.map((row) => row.profile_id));
    const own = made.get(tx) ?? new Map<Id, PersonCipher>();
    made.set(tx, own);
    for (const { profileId, cipher } of keys) if (written.has(profileId)) own.set(profileId, cipher);
    // Another transaction made the others meanwhile and has committed: the next statement sees them.
    const theirs = keys.flatMap(({ profileId }) => (written.has(profileId) ? [] : [profileId]));
    if (theirs.length > 0) await load(tx, theirs);
  };

  const forSealingAll = async (tx: Tx, profileIds: readonly Id[]): Promise<Map<Id, PersonCipher>> => {
    const unknown = () => [...new Set(profileIds)].filter((profileId) => remembered(tx, profileId) === undefined);
    const asked = unknown();
    if (asked.length > 0) await load(tx, asked);
    const missing = unknown();
    if (missing.length > 0) await make(tx, missing);
    return new Map(
      profileIds.map((profileId) => {
        const cipher = remembered(tx, profileId);
        if (cipher === undefined)
          throw new JourneymanError("conflict", "The person's key was made and destroyed at the same moment. Try again.");
        return [profileId, cipher];
      }),
    );
  };

  return {
    forSealingAll,
    async forSealing(tx, profileId) {
      const known = remembered(tx, profileId) ?? (await forSealingAll(tx, [profileId])).get(profileId);
      if (known === undefined) throw new JourneymanError("internal", "A person's key was not made.");
      return known;
    },
    async forOpening(tx, profileId) {
      const cipher = await find(tx, profileId);
      if (cipher === undefined) {
        throw new JourneymanError("gone", "The person's key does not exist, so what was sealed with it cannot be read any more.", {
          context: { profileId },
        });
      }
      return cipher;
    },
    async prefetch(tx, profileIds) {
      const missing = profileIds.filter((profileId) => remembered(tx, profileId) === undefined);
      if (missing.length > 0) await load(tx, missing);
    },
  };
}

export function personContext(environmentId: Id, profileId: Id): string {
  return `${environmentId}/${profileId}`;
}

export function wrapKey(ring: KeyRing, context: string, key: Uint8Array): { kekId: KeyId; bytes: Buffer } {
  const { id, key: kek } = ring.newest();
  return { kekId: id, bytes: seal(sealKinds.wrappedKey, id, derive(kek, "wrap person key"), context, key) };
}

export function unwrapKey(ring: KeyRing, context: string, wrapped: Uint8Array): Buffer {
  const kek = ring.get(keyIdOf(sealKinds.wrappedKey, wrapped));
  return open(sealKinds.wrappedKey, derive(kek, "wrap person key"), context, wrapped);
}

function cipherOf(key: Buffer, context: string): PersonCipher {
  const id = createHash("sha256").update("journeyman person key id").update(key).digest("hex").slice(0, 16);
  return {
    seal: (value) => seal(sealKinds.person, id, key, context, Buffer.from(canonicalJson(value))),
    open(sealed) {
      if (keyIdOf(sealKinds.person, sealed) !== id) {
        throw new JourneymanError(
          "internal",
          "A sealed value belongs to another person's key. After a merge it must be sealed anew (vault.reseal).",
        );
      }
      return JSON.parse(open(sealKinds.person, key, context, sealed).toString()) as Json;
    },
  };
}

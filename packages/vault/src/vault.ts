import { createHmac } from "node:crypto";
import { type Id, JourneymanError, type Json } from "@journeyman/core";
import type { Store, Tx } from "@journeyman/store";
import { LRUCache } from "lru-cache";
import { type EnvironmentCipher, environmentCipher } from "./environment-cipher.ts";
import { ringOfFile, ringOfKey } from "./key-ring.ts";
import { createPersonKeys, type PersonCipher } from "./person-keys.ts";
import { type Rewrapped, rewrap, verifyAgainst } from "./rewrap.ts";
import { derive } from "./sealing.ts";

export type Vault = {
  /** The cipher of a person, from the cache or the table. Makes the key when there is none yet. */
  personKey(tx: Tx, profileId: Id): Promise<PersonCipher>;
  /** The ciphers of several people, in two round trips at most (none when all are in memory). Makes the keys that are missing. */
  personKeys(tx: Tx, profileIds: readonly Id[]): Promise<Map<Id, PersonCipher>>;
  /** Loads the keys of several people into the cache in one round trip; for lists. People without a key are passed over. */
  prefetch(tx: Tx, profileIds: readonly Id[]): Promise<void>;
  sealForPerson(tx: Tx, profileId: Id, value: Json): Promise<Buffer>;
  /** Throws `gone` when the person's key is destroyed, `internal` when the value does not open with it. */
  openForPerson(tx: Tx, profileId: Id, sealed: Uint8Array): Promise<Json>;
  /** Seals for one person what was sealed for another: people merge. */
  reseal(tx: Tx, fromProfileId: Id, toProfileId: Id, sealed: Uint8Array): Promise<Buffer>;
  /** Provider secrets and token secrets. No round trip. */
  environmentCipher(environmentId: Id): EnvironmentCipher;
  /** 32 bytes that are equal for equal values in one environment, and tell nothing without the key. Normalise first. */
  blindIndex(environmentId: Id, kind: string, normalisedValue: string): Buffer;
  /** The same over a whole organisation: suppression. */
  organisationHash(organisationId: Id, kind: string, normalisedValue: string): Buffer;
  /** A 32-byte key for signatures of one purpose. Survives rotation. */
  signingKey(purpose: string): Uint8Array;
  /** Wraps with the newest key what older ones wrapped. Safe at any time; run it after `rotate(file)`. */
  rewrap(store: Store): Promise<Rewrapped>;
  /** Throws `internal` when this key ring is not the one that the database's data is sealed with. For process starts. */
  verifyAgainst(store: Store): Promise<void>;
};

export type VaultOptions = { keyFile?: string; key?: Uint8Array };

/** Opens the vault with the key-encryption keys of a file (made, 0600, when absent), or with one key handed over. */
export function openVault(options: VaultOptions): Vault {
  if ((options.keyFile === undefined) === (options.key === undefined)) {
    throw new JourneymanError("invalid", "The vault needs either a key file (JOURNEYMAN_KEY_FILE) or a key.");
  }
  const ring = options.key === undefined ? ringOfFile(options.keyFile as string) : ringOfKey(options.key);
  const people = createPersonKeys(ring);
  const derived = new LRUCache<string, Buffer>({ max: 2000 });
  const derivedKey = (purpose: string): Buffer => {
    const known = derived.get(purpose);
    if (known !== undefined) return known;
    const key = derive(ring.root, purpose);
    derived.set(purpose, key);
    return key;
  };
  // Length first: ("a", "bc") and ("ab", "c") must not meet.
  const keyedHash = (key: Buffer, kind: string, value: string): Buffer =>
    createHmac("sha256", key).update(`${kind.length}:${kind}:${value}`).digest();

  const vault: Vault = {
    personKey: (tx, profileId) => people.forSealing(tx, profileId),
    personKeys: (tx, profileIds) => people.forSealingAll(tx, profileIds),
    prefetch: (tx, profileIds) => people.prefetch(tx, profileIds),
    async sealForPerson(tx, profileId, value) {
      return (await people.forSealing(tx, profileId)).seal(value);
    },
    async openForPerson(tx, profileId, sealed) {
      return (await people.forOpening(tx, profileId)).open(sealed);
    },
    async reseal(tx, from, to, sealed) {
      return vault.sealForPerson(tx, to, await vault.openForPerson(tx, from, sealed));
    },
    environmentCipher: (environmentId) => environmentCipher(ring, environmentId),
    blindIndex: (environmentId, kind, value) => keyedHash(derivedKey(`blind index ${environmentId}`), kind, value),
    organisationHash: (organisationId, kind, value) => keyedHash(derivedKey(`organisation hash ${organisationId}`), kind, value),
    signingKey: (purpose) => Uint8Array.from(derivedKey(`signing ${purpose}`)),
    rewrap: (store) => rewrap(store, ring),
    verifyAgainst: (store) => verifyAgainst(store, ring),
  };
  return vault;
}

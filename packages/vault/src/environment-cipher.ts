import { canonicalJson, type Id, type Json } from "@journeyman/core";
import type { KeyRing } from "./key-ring.ts";
import { derive, keyIdOf, open, seal, sealKinds } from "./sealing.ts";

export type EnvironmentCipher = { seal(value: Json): Buffer; open(sealed: Uint8Array): Json };

/** Sealed with a key derived from a key-encryption key, whose id stands in the header: no row, no round trip, and rotation still works. */
export function environmentCipher(ring: KeyRing, environmentId: Id): EnvironmentCipher {
  const keyFrom = (kek: Buffer) => derive(kek, `environment ${environmentId}`);
  return {
    seal(value) {
      const { id, key } = ring.newest();
      return seal(sealKinds.environment, id, keyFrom(key), environmentId, Buffer.from(canonicalJson(value)));
    },
    open(sealed) {
      const key = ring.get(keyIdOf(sealKinds.environment, sealed));
      return JSON.parse(open(sealKinds.environment, keyFrom(key), environmentId, sealed).toString()) as Json;
    },
  };
}

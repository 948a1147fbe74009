import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { JourneymanError } from "@journeyman/core";

/** What a sealed value was sealed with; stands in its header, so that one kind can never be opened as another. */
export const sealKinds = { person: 1, environment: 2, wrappedKey: 3 } as const;
export type SealKind = (typeof sealKinds)[keyof typeof sealKinds];

/** 8 bytes that name a key: 16 hex characters. */
export type KeyId = string;

// version 1 byte · kind 1 · key id 8 · nonce 12 · ciphertext · tag 16
const formatVersion = 1;
const headerLength = 10;
const nonceLength = 12;
const tagLength = 16;

/**
 * AES-256-GCM with a random nonce. `context` is bound into the tag and not stored: a value cut out of one row and put into another one's
 * does not open there.
 */
export function seal(kind: SealKind, keyId: KeyId, key: Uint8Array, context: string, plain: Uint8Array): Buffer {
  const header = Buffer.concat([Buffer.from([formatVersion, kind]), Buffer.from(keyId, "hex")]);
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: tagLength });
  cipher.setAAD(Buffer.concat([header, Buffer.from(context)]));
  return Buffer.concat([header, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The id of the key that a value was sealed with. Throws when it is no sealed value of that kind. */
export function keyIdOf(kind: SealKind, sealed: Uint8Array): KeyId {
  if (sealed.length < headerLength + nonceLength + tagLength) throw broken("it is too short");
  if (sealed[0] !== formatVersion) throw broken(`it has the format ${sealed[0]}, and this release knows ${formatVersion}`);
  if (sealed[1] !== kind) throw broken("it was sealed for another purpose");
  return Buffer.from(sealed.subarray(2, headerLength)).toString("hex");
}

/** Throws `internal` when the value was changed, belongs elsewhere, or was sealed with another key. */
export function open(kind: SealKind, key: Uint8Array, context: string, sealed: Uint8Array): Buffer {
  keyIdOf(kind, sealed);
  const body = sealed.subarray(headerLength + nonceLength, sealed.length - tagLength);
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(headerLength, headerLength + nonceLength), {
    authTagLength: tagLength,
  });
  decipher.setAAD(Buffer.concat([sealed.subarray(0, headerLength), Buffer.from(context)]));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch (cause) {
    throw broken("it was changed, moved from another row, or sealed with another key", cause);
  }
}

/** HKDF-SHA-256: an independent 32-byte key for each purpose. */
export function derive(secret: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "journeyman vault v1", purpose, 32));
}

function broken(why: string, cause?: unknown): JourneymanError {
  return new JourneymanError("internal", `A sealed value cannot be opened: ${why}. Check that the key file belongs to this database.`, {
    cause,
  });
}

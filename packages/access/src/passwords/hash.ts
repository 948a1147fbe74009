import { randomBytes } from "node:crypto";
import { type Algorithm, hash, verify } from "@node-rs/argon2";

// OWASP's argon2id: 19 MiB, two passes, one lane. `Algorithm` is an ambient const enum, which isolated modules may not read: 2 is argon2id.
const argon2id = 2 as Algorithm;
const parameters = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const current = "$argon2id$v=19$m=19456,t=2,p=1$";

/** An argon2id hash in PHC form. Passwords are taken as NFKC, so that one typed on another keyboard is the same. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), parameters);
}

let decoy: Promise<string> | undefined;

/**
 * Whether the password belongs to the hash. Without a hash (no such account, or one without a password) it takes as long and says no, so that
 * time does not tell which accounts exist.
 */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(32).toString("hex"));
  const against = stored ?? (await decoy);
  const matches = await verify(against, password.normalize("NFKC")).catch(() => false);
  return matches && stored !== null && stored !== undefined;
}

/** Whether a hash was made with older parameters and should be made anew at the next chance. */
export function isOutdated(stored: string): boolean {
  return !stored.startsWith(current);
}

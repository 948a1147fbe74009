export type { EnvironmentCipher } from "./environment-cipher.ts";
export { forgetOldKeys, rotate } from "./key-ring.ts";
export type { PersonCipher } from "./person-keys.ts";
export type { Rewrapped } from "./rewrap.ts";
export { openVault, type Vault, type VaultOptions } from "./vault.ts";

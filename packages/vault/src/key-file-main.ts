import { openVault } from "./vault.ts";

/** Makes the key file of JOURNEYMAN_KEY_FILE where there is none: in containers, before the processes that share it. */
const keyFile = process.env.JOURNEYMAN_KEY_FILE;
openVault(keyFile ? { keyFile } : {});

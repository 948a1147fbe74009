import { createStore } from "@journeyman/store";
import { openVault } from "@journeyman/vault";
import { deliver } from "../delivery/deliver.ts";

/** A process that delivers one message, for tests that kill it. */
const { appUrl, key, ref } = JSON.parse(process.argv[2] ?? "{}") as { appUrl: string; key: string; ref: Parameters<typeof deliver>[1] };
const result = await deliver(
  {
    store: createStore({ appUrl }),
    vault: openVault({ key: Buffer.from(key, "hex") }),
    publicUrls: { ingest: "https://in.example.com", web: "https://app.example.com" },
    allowPrivateHosts: true,
  },
  ref,
);
console.log(JSON.stringify(result));
process.exit(0);

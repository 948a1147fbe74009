import type { Provider } from "@journeyman/channels/providers";
import type { Store } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";
import type { Timing } from "./timing.ts";

/** What delivering needs of its process. */
export type DeliverDeps = {
  store: Store;
  vault: Vault;
  /** Where people's mail programs and providers reach us. */
  publicUrls: { ingest: string; web: string };
  /** Development and tests only: providers on this machine or in a private network may be called. */
  allowPrivateHosts?: boolean;
  timing?: Partial<Timing>;
  /** The provider of a stored row's kind; ours by default. */
  providers?: (kind: string) => Provider;
};

import { join } from "node:path";
import { createStore, type Store } from "@journeyman/store";
import { openVault, type Vault } from "@journeyman/vault";
import { environmentVariables } from "@/server/environment-variables.ts";

export type PublicUrls = { web: string; ingest: string };

export type Deps = { store: Store; vault: Vault; publicUrls: PublicUrls };

/** Kept on `globalThis`, so that hot reload in development does not open a pool a save. */
const kept = globalThis as typeof globalThis & { journeymanDeps?: Deps };

/** What the web's server side stands on: one store and one vault a process. */
export function deps(): Deps {
  if (kept.journeymanDeps) return kept.journeymanDeps;
  const env = environmentVariables();
  const made: Deps = {
    store: createStore({
      appUrl: env.APP_DATABASE_URL,
      ...(env.ENGINE_DATABASE_URL ? { engineUrl: env.ENGINE_DATABASE_URL } : {}),
      applicationName: "journeyman-web",
    }),
    vault: openVault({ keyFile: env.JOURNEYMAN_KEY_FILE ?? join(env.JOURNEYMAN_HOME, "key") }),
    publicUrls: { web: env.WEB_URL, ingest: env.INGEST_URL },
  };
  kept.journeymanDeps = made;
  return made;
}

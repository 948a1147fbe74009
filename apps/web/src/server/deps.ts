import type { AuthoringDeps } from "@journeyman/authoring";
import { canvasRegistry } from "@journeyman/nodes/canvas";
import { createStore } from "@journeyman/store";
import { openVault } from "@journeyman/vault";
import { environmentVariables } from "@/server/environment-variables.ts";

/** Kept on `globalThis`, so that hot reload in development does not open a pool a save. */
const kept = globalThis as typeof globalThis & { journeymanDeps?: AuthoringDeps };

/** What the web's server side stands on: one store and one vault a process. */
export function deps(): AuthoringDeps {
  if (kept.journeymanDeps) return kept.journeymanDeps;
  const env = environmentVariables();
  const store = createStore({
    appUrl: env.appDatabaseUrl,
    engineUrl: env.engineDatabaseUrl,
    applicationName: "journeyman-web",
    // Somebody looks at the screen meanwhile.
    limits: { statementMs: 13_000 },
  });
  const vault = openVault({ keyFile: env.keyFile });
  kept.journeymanDeps = {
    store,
    vault,
    registry: canvasRegistry,
    deliver: { store, vault, publicUrls: { ingest: env.ingestUrl, web: env.webUrl }, allowPrivateHosts: env.allowPrivateHosts },
    ingestUrl: env.ingestUrl,
    allowPrivateHosts: env.allowPrivateHosts,
  };
  return kept.journeymanDeps;
}

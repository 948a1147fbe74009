import type { AuthoringDeps } from "@journeyman/authoring";
import { canvasRegistry } from "@journeyman/nodes/canvas";
import { createStore } from "@journeyman/store";
import { openVault } from "@journeyman/vault";
import type { DemoEnvironment } from "./environment.ts";
import { writeHistory } from "./history/write-history.ts";
import { readKeys, writeKeys } from "./keys.ts";
import { connectFakes } from "./providers.ts";
import { createJourneys, createWorkspace, hasEnvironment } from "./workspace.ts";

/**
 * Makes the demo when the database has none that `keysFile` belongs to, and connects it to the fakes where they listen this time.
 * Keys are kept in `keysFile` (0600), because nobody can read them again. Answers whether it was made now.
 */
export async function fillDemo(env: DemoEnvironment, keysFile: string, people = 5000): Promise<boolean> {
  const store = createStore({ appUrl: env.databases.app, engineUrl: env.databases.engine, applicationName: "journeyman-demo" });
  try {
    const vault = openVault({ keyFile: env.JOURNEYMAN_KEY_FILE });
    await vault.verifyAgainst(store);
    const deps: AuthoringDeps = {
      store,
      vault,
      registry: canvasRegistry,
      deliver: { store, vault, publicUrls: { ingest: env.INGEST_URL, web: env.WEB_URL } },
      ingestUrl: env.INGEST_URL,
      allowPrivateHosts: true,
    };
    const known = readKeys(keysFile);
    if (known && (await hasEnvironment(store, known.workspace.environmentId))) {
      await connectFakes(store, vault, known.workspace.environmentId, env);
      return false;
    }
    const keys = await createWorkspace(deps, env.SHOP_URL);
    writeKeys(keysFile, keys);
    await connectFakes(store, vault, keys.workspace.environmentId, env);
    await createJourneys(deps, keys);
    await writeHistory(store, vault, { ...keys.workspace, people });
    return true;
  } finally {
    await store.close();
  }
}

import type { AuthoringDeps } from "@journeyman/authoring";
import { canvasRegistry } from "@journeyman/nodes/canvas";
import { createStore, type Store } from "@journeyman/store";
import { openVault } from "@journeyman/vault";
import type { DemoEnvironment } from "./environment.ts";
import { writeHistory } from "./history/write-history.ts";
import { type DemoKeys, readAllKeys, writeKeys } from "./keys.ts";
import { moveShop } from "./move-shop.ts";
import { connectFakes } from "./providers.ts";
import { createJourneys, createWorkspace, hasEnvironment, hasPeople } from "./workspace.ts";

/**
 * Makes the demo when the database has none that `keysFile`, or one put aside beside it, belongs to, or what was not yet made when that was interrupted, and connects it
 * to the fakes where they listen this time. Keys are kept in `keysFile` (0600), because nobody can read them again. Answers whether it was
 * finished now.
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
    const made = (await keysOfThis(store, keysFile)) ?? (await createWorkspace(deps, env.SHOP_URL));
    writeKeys(keysFile, made);
    const keys = await moveShop(deps, made, env.SHOP_URL);
    writeKeys(keysFile, keys);
    await connectFakes(store, vault, keys.workspace.environmentId, env);
    if (await hasPeople(store, keys.workspace.environmentId)) return false;
    await createJourneys(deps, keys);
    await writeHistory(store, vault, { ...keys.workspace, people });
    return true;
  } finally {
    await store.close();
  }
}

async function keysOfThis(store: Store, keysFile: string): Promise<DemoKeys | undefined> {
  for (const keys of readAllKeys(keysFile)) if (await hasEnvironment(store, keys.workspace.environmentId)) return keys;
  return undefined;
}

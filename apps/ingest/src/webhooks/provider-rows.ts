import type { Id, Instant, Json } from "@journeyman/core";
import type { Store } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";
import { LRUCache } from "lru-cache";

/** A provider as its callback's address names it. */
export type WebhookProvider = { id: Id; environmentId: Id; kind: string; secrets: Json };

const freshMs = 5000;

export type ProviderRows = { find(token: string): Promise<WebhookProvider | undefined> };

export function createProviderRows(store: Store, vault: Vault): ProviderRows {
  const cache = new LRUCache<string, { at: Instant; found: Promise<WebhookProvider | undefined> }>({ max: 1000 });

  async function load(token: string): Promise<WebhookProvider | undefined> {
    const rows = await store.engine((tx) =>
      tx.query<{ id: Id; environment_id: Id; kind: string; secrets: Buffer | null }>(
        "ingest.provider",
        "SELECT id, environment_id, kind, secrets FROM provider WHERE webhook_token = $1",
        [token],
      ),
    );
    const row = rows[0];
    if (!row) return undefined;
    const secrets = row.secrets === null ? {} : vault.environmentCipher(row.environment_id).open(row.secrets);
    return { id: row.id, environmentId: row.environment_id, kind: row.kind, secrets };
  }

  return {
    find(token) {
      if (!/^[\w-]{8,200}$/.test(token)) return Promise.resolve(undefined);
      const known = cache.get(token);
      if (known && Date.now() - known.at < freshMs) return known.found;
      const found = load(token);
      cache.set(token, { at: Date.now(), found });
      found.catch(() => cache.delete(token));
      return found;
    },
  };
}

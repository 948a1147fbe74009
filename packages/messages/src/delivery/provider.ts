import { type Provider, providerFor } from "@journeyman/channels/providers";
import type { Id, Json, JsonObject } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";
import { LRUCache } from "lru-cache";
import type { DeliverDeps } from "./deps.ts";

/** The service that carries a channel's messages in one environment, ready to be called. */
export type ActiveProvider = {
  id: Id;
  provider: Provider;
  settings: JsonObject;
  secrets: Json;
  webhookToken: string;
  ratePerSecond: number | null;
  /** One of our fakes: it lies on this machine, and only the seed can say so. */
  fake: boolean;
};

type Row = {
  id: Id;
  kind: string;
  settings: JsonObject;
  secrets: Buffer | null;
  webhook_token: string;
  rate_per_second: number | null;
  fake: boolean;
};

// A provider that was switched off or given a new password is used for five more seconds at the most.
const caches = new WeakMap<Vault, LRUCache<string, { active: ActiveProvider | undefined }>>();

/** The channel's active provider, the newest when there are several. Undefined when there is none. */
export async function activeProvider(tx: Tx, deps: DeliverDeps, channel: string): Promise<ActiveProvider | undefined> {
  let cache = caches.get(deps.vault);
  if (!cache) caches.set(deps.vault, (cache = new LRUCache({ max: 1_000, ttl: 5_000 })));
  const key = `${tx.environmentId}/${channel}`;
  const known = cache.get(key);
  if (known) return known.active;
  const [row] = await tx.query<Row>(
    "message_active_provider",
    `SELECT id, kind, settings, secrets, webhook_token, rate_per_second, fake FROM provider
     WHERE environment_id = $1 AND channel = $2 AND active ORDER BY created_at DESC, id DESC LIMIT 1`,
    [tx.environmentId, channel],
  );
  const active = row && open(deps, tx.environmentId, row);
  cache.set(key, { active });
  return active;
}

function open(deps: DeliverDeps, environmentId: Id, row: Row): ActiveProvider {
  return {
    id: row.id,
    provider: (deps.providers ?? providerFor)(row.kind),
    settings: row.settings,
    secrets: row.secrets === null ? {} : deps.vault.environmentCipher(environmentId).open(row.secrets),
    webhookToken: row.webhook_token,
    ratePerSecond: row.rate_per_second,
    fake: row.fake,
  };
}

import { createHash } from "node:crypto";
import type { Id, Instant } from "@journeyman/core";
import type { Store } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";
import { LRUCache } from "lru-cache";
import { z } from "zod";

/** Who sends: what a write key stands for. */
export type Source = {
  id: Id;
  environmentId: Id;
  kind: "server" | "browser";
  mayConsent: boolean;
  /** Browser sources: verifies `context.userToken`. */
  tokenSecret?: Uint8Array;
  writeKey: string;
};

/** As `createSource` seals it; tokens are signed with the text's UTF-8 bytes. */
const tokenSecretSchema = z.object({ secret: z.string().min(16) });

type Row = { environment_id: Id; id: Id; kind: "server" | "browser"; may_consent: boolean; token_secret: Buffer | null };

/** A revoked key is refused, and a new one known, after this time at the latest. */
const freshMs = 3000;

export type SourceCache = {
  /** The source of a write key; undefined for one that is unknown or revoked. */
  find(writeKey: string): Promise<Source | undefined>;
};

export function createSourceCache(store: Store, vault: Vault): SourceCache {
  const cache = new LRUCache<string, { at: Instant; found: Promise<Source | undefined> }>({ max: 10_000 });

  async function load(writeKey: string): Promise<Source | undefined> {
    const hash = createHash("sha256").update(writeKey).digest("hex");
    const rows = await store.engine((tx) =>
      tx.query<Row>(
        "ingest.source",
        `SELECT environment_id, id, kind, may_consent, token_secret FROM source
          WHERE (write_key = $1 OR write_key_hash = $2) AND revoked_at IS NULL`,
        [writeKey, hash],
      ),
    );
    const row = rows[0];
    if (!row) return undefined;
    const secret =
      row.token_secret === null
        ? undefined
        : tokenSecretSchema.parse(vault.environmentCipher(row.environment_id).open(row.token_secret)).secret;
    return {
      id: row.id,
      environmentId: row.environment_id,
      kind: row.kind,
      mayConsent: row.may_consent,
      ...(secret !== undefined ? { tokenSecret: new TextEncoder().encode(secret) } : {}),
      writeKey,
    };
  }

  return {
    find(writeKey) {
      // NUL cannot be asked of Postgres, and no key of ours is longer.
      if (writeKey.length === 0 || writeKey.length > 200 || writeKey.includes("\u0000")) return Promise.resolve(undefined);
      const known = cache.get(writeKey);
      if (known && Date.now() - known.at < freshMs) return known.found;
      const found = load(writeKey);
      cache.set(writeKey, { at: Date.now(), found });
      // A database that is away must not be remembered as an unknown key.
      found.catch(() => cache.delete(writeKey));
      return found;
    },
  };
}

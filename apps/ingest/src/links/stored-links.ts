import type { Id } from "@journeyman/core";
import type { Store } from "@journeyman/store";
import { LRUCache } from "lru-cache";

export type StoredLinks = { find(environmentId: Id, linkId: Id): Promise<string | undefined> };

/** The addresses that links lead to. They never change, so they are kept in memory. */
export function createStoredLinks(store: Store): StoredLinks {
  const cache = new LRUCache<string, string>({ max: 20_000 });
  return {
    async find(environmentId, linkId) {
      const key = `${environmentId}/${linkId}`;
      const known = cache.get(key);
      if (known !== undefined) return known;
      const rows = await store.tenant(environmentId, (tx) =>
        tx.query<{ url: string }>("ingest.link", "SELECT url FROM link WHERE environment_id = $1 AND id = $2", [environmentId, linkId]),
      );
      const url = rows[0]?.url;
      if (url === undefined || !/^https?:\/\//i.test(url)) return undefined;
      cache.set(key, url);
      return url;
    },
  };
}

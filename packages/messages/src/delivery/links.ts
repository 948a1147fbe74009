import { createHash } from "node:crypto";
import type { Id } from "@journeyman/core";
import type { Store } from "@journeyman/store";
import { type LinkSigner, linkUrl } from "@journeyman/templates";
import { LRUCache } from "lru-cache";
import type { DeliverDeps } from "./deps.ts";
import type { MessageRef } from "./read.ts";

/** What the links of our messages are signed with; ingest reads them with the same. */
export const linkKeyPurpose = "links";

type NewLink = { id: Id; url: string; hash: Buffer };

/** The signed addresses of one message, and the stored ones that they lead to. */
export type MessageLinks = {
  signer: LinkSigner;
  /** Stores the addresses that are new. Must be done before the message leaves, or a link would lead nowhere. */
  store(store: Store): Promise<void>;
};

const stored = new LRUCache<string, true>({ max: 50_000 });

/** Links lead to a stored address by its id, which is made from the address: no look-up, and no open redirect. */
export function messageLinks(deps: DeliverDeps, ref: MessageRef, options: { tracking: boolean; topicId: Id | null }): MessageLinks {
  const key = deps.vault.signingKey(linkKeyPurpose);
  const at = { environment: ref.environmentId, run: ref.runId, message: ref.messageId };
  const { ingest } = deps.publicUrls;
  const used = new Map<string, NewLink>();
  return {
    signer: {
      unsubscribeUrl: linkUrl(ingest, { kind: "unsubscribe", ...at, ...(options.topicId === null ? {} : { topic: options.topicId }) }, key),
      preferencesUrl: linkUrl(ingest, { kind: "preferences", ...at }, key),
      ...(options.tracking
        ? {
            openPixelUrl: linkUrl(ingest, { kind: "open", ...at }, key),
            linkFor(url: string): string {
              const link = linkOf(ref.environmentId, url);
              used.set(link.id, link);
              return linkUrl(ingest, { kind: "click", ...at, link: link.id }, key);
            },
          }
        : {}),
    },
    async store(store) {
      const missing = [...used.values()].filter((link) => !stored.has(`${ref.environmentId}/${link.id}`));
      if (missing.length === 0) return;
      await store.tenant(ref.environmentId, (tx) =>
        tx.query(
          "message_store_links",
          `INSERT INTO link (environment_id, id, url, hash) SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::bytea[])
           ON CONFLICT DO NOTHING`,
          [ref.environmentId, missing.map((link) => link.id), missing.map((link) => link.url), missing.map((link) => link.hash)],
        ),
      );
      for (const link of missing) stored.set(`${ref.environmentId}/${link.id}`, true);
    },
  };
}

/** A UUIDv8 from the address' SHA-256 in this environment. */
function linkOf(environmentId: Id, url: string): NewLink {
  const hash = createHash("sha256").update(`${environmentId}\n${url}`).digest();
  const hex = hash.toString("hex");
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return { id, url, hash };
}

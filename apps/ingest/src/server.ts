import type { AddressInfo } from "node:net";
import { type ServerType, serve } from "@hono/node-server";
import type { Store } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";
import type { Logger } from "pino";
import { createApp } from "./app.ts";
import type { PublicUrls } from "./deps.ts";
import { createGroupCommit } from "./events/group-commit.ts";
import { createLastSeen } from "./sources/last-seen.ts";
import { createRateLimit } from "./sources/rate-limit.ts";
import { createRefusedCount } from "./sources/refused.ts";
import { createSourceCache } from "./sources/source-cache.ts";

export type IngestOptions = {
  store: Store;
  vault: Vault;
  log: Logger;
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** `ingest` defaults to where it listens. */
  urls: { ingest?: string; web: string };
  eventsPerSecond: number;
};

export type Ingest = {
  port: number;
  url: string;
  /** Takes no more requests, answers those that came, and waits until all they brought is committed. The store stays open. */
  close(): Promise<void>;
};

export async function startIngest(options: IngestOptions): Promise<Ingest> {
  const { store, vault, log } = options;
  const groupCommit = createGroupCommit(store, vault);
  const lastSeen = createLastSeen(store, (error) => log.warn({ err: error }, "a source's last use was not written down"));
  const refused = createRefusedCount(store, (error) => log.error({ err: error }, "refused events were not counted"));
  const urls: PublicUrls = { ingest: options.urls.ingest ?? "", web: options.urls.web };
  const app = createApp({
    store,
    vault,
    log,
    urls,
    sources: createSourceCache(store, vault),
    rateLimit: createRateLimit(options.eventsPerSecond),
    groupCommit,
    lastSeen,
    refused,
  });
  const { server, address } = await listen(app.fetch, options.host, options.port);
  const url = `http://${options.host === "0.0.0.0" ? "127.0.0.1" : options.host}:${address.port}`;
  urls.ingest = options.urls.ingest ?? url;
  return {
    port: address.port,
    url,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      if ("closeIdleConnections" in server) server.closeIdleConnections();
      await groupCommit.idle();
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 5000).unref())]);
      if ("closeAllConnections" in server) server.closeAllConnections();
      await groupCommit.idle();
      await lastSeen.idle();
      await refused.idle();
    },
  };
}

function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  hostname: string,
  port: number,
): Promise<{ server: ServerType; address: AddressInfo }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname, port }, (address) => {
      server.off("error", reject);
      resolve({ server, address });
    });
    server.once("error", reject);
  });
}

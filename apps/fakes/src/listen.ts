import type { AddressInfo } from "node:net";
import { type ServerType, serve } from "@hono/node-server";

export type Listener = { port: number; server: ServerType; close(): Promise<void> };

/** Serves on a port (0: any free one). Rejects when the port is taken. */
export function listen(fetch: Parameters<typeof serve>[0]["fetch"], host: string, port: number): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port, autoCleanupIncoming: false }, (info: AddressInfo) => {
      server.removeListener("error", reject);
      resolve({
        port: info.port,
        server,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            // Streams to open pages would keep it for ever.
            if ("closeAllConnections" in server) server.closeAllConnections();
          }),
      });
    });
    server.once("error", reject);
  });
}

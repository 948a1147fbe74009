import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type Health = { port: number; close(): Promise<void> };

/** `GET /healthz`: 200 while the worker takes work, 503 while it starts or stops. Says nothing else but which start it belongs to. */
export async function serveHealth(host: string, port: number, isReady: () => boolean): Promise<Health> {
  const server = createServer((request, response) => {
    const known = request.url === "/healthz";
    const status = known ? (isReady() ? 200 : 503) : 404;
    response.writeHead(status, {
      "content-type": "application/json",
      "cache-control": "no-store",
      "journeyman-start": process.env.JOURNEYMAN_START ?? "",
    });
    response.end(JSON.stringify(known ? { ready: status === 200 } : { error: "not found" }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

import { createServer } from "node:net";

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** Any port the system has free at this moment. */
export function anyPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}

/** Hands out ports near the wanted ones; never the same one twice, and none that `claim` refuses. */
export function portAllocator(claim: (port: number) => boolean = () => true): (wanted: number) => Promise<number> {
  const given = new Set<number>();
  return async (wanted) => {
    for (let port = wanted; port < wanted + 200; port++) {
      if (given.has(port) || !(await isFree(port)) || !claim(port)) continue;
      given.add(port);
      return port;
    }
    throw new Error(`No free port between ${wanted} and ${wanted + 199}. End some other program or set the port in the environment.`);
  };
}

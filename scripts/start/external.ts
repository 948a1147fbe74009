import { connect } from "node:net";

/** Throws a sentence when DATABASE_URL is no address, or nobody answers there. Answers its host. */
export async function probeDatabase(given: string): Promise<string> {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new Error(
      "DATABASE_URL is not the address of a Postgres. It looks like postgresql://user:password@host:5432/database. Mend it, or unset it to use the embedded one.",
    );
  }
  // Without a host it is a socket's folder, which only Postgres' client understands.
  if (url.hostname && !(await answers(url.hostname, Number(url.port || 5432)))) {
    throw new Error(
      `Nothing answers at ${url.host}, which DATABASE_URL names. Start that Postgres, mend DATABASE_URL, or unset it to use the embedded one.`,
    );
  }
  return url.host;
}

export async function probeTemporal(given: string): Promise<void> {
  const [, host, port] = /^\[?(.+?)\]?:(\d+)$/.exec(given) ?? [];
  if (host === undefined) throw new Error(`TEMPORAL_ADDRESS is "${given}". It must be host:port, such as 127.0.0.1:7233.`);
  if (await answers(host, Number(port))) return;
  throw new Error(
    `Nothing answers at ${given}, which TEMPORAL_ADDRESS names. Start that server, mend TEMPORAL_ADDRESS, or unset it to use one that comes with npm start.`,
  );
}

/** It answers but cannot be used: a wrong password, a missing database, a schema of another release. */
export function explainDatabase(error: unknown): never {
  const words = error instanceof Error ? error.message : String(error);
  if (!process.env.DATABASE_URL) throw error;
  throw new Error(`The database that DATABASE_URL names cannot be used: ${words}`, { cause: error });
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    if (port > 65_535) return resolve(false);
    const socket = connect({ host: host.replace(/^\[|\]$/g, ""), port, timeout: 5000 });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => settle(true));
    socket.once("error", () => settle(false));
    socket.once("timeout", () => settle(false));
  });
}

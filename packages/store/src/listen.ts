import { setTimeout as sleep } from "node:timers/promises";
import { JourneymanError } from "@journeyman/core";
import { Client } from "pg";
import type { Store } from "./store.ts";
import type { Tx } from "./tx.ts";

/** What a commit may tell the worker. Payloads hold ids only. */
export const channels = { inbox: "journeyman_inbox", poke: "journeyman_poke" } as const;
export type Channel = (typeof channels)[keyof typeof channels];

/**
 * Tells listeners once the transaction commits. Equal payloads in one transaction are told once. NOTIFY takes a lock over the whole
 * cluster while committing: call it once a batch, not once a row.
 */
export async function notify(tx: Tx, channel: Channel, payload: string): Promise<void> {
  await tx.query("store_notify", "SELECT pg_notify($1, $2)", [channel, payload]);
}

export type ListenOptions = {
  /** Called after each (re)connection: what was told meanwhile is lost, so look at the tables. */
  onConnected?: () => void;
  /** Called when the connection is lost or refused; it is made again with growing pauses. */
  onError?: (error: unknown) => void;
  /** How often an idle connection is tried, in milliseconds; a half-open one would wait for ever. Default 15 s. */
  heartbeatMs?: number;
};

export type Listener = { close(): Promise<void> };

/** LISTENs on a connection of its own (never a pooling proxy's). Resolves once it listens; throws `unavailable` when the first connection fails. */
export async function listen(
  store: Store,
  names: readonly Channel[],
  handler: (channel: Channel, payload: string) => void,
  options: ListenOptions = {},
): Promise<Listener> {
  let client: Client | undefined;
  const report = (error: unknown): void => options.onError?.(error);
  const stop = new AbortController();

  const connect = async (): Promise<Client> => {
    const next = new Client({
      connectionString: store.urls.direct,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      application_name: "journeyman listen",
    });
    // Whoever waits on the connection hears of its loss in untilLost; this one only keeps a late error from ending the process.
    next.on("error", () => {});
    next.on("notification", ({ channel, payload }) => {
      if (names.includes(channel as Channel)) handler(channel as Channel, payload ?? "");
    });
    try {
      await next.connect();
      for (const name of names) await next.query(`LISTEN ${next.escapeIdentifier(name)}`);
    } catch (error) {
      await next.end().catch(() => {});
      throw error;
    }
    return next;
  };

  const watch = async (): Promise<void> => {
    for (let failures = 0; !stop.signal.aborted; ) {
      try {
        client ??= await connect();
        if (stop.signal.aborted) break;
        options.onConnected?.();
        failures = 0;
        await untilLost(client, options.heartbeatMs ?? 15_000, stop.signal);
      } catch (error) {
        if (stop.signal.aborted) break;
        report(error);
        failures++;
      }
      await client?.end().catch(() => {});
      client = undefined;
      if (!stop.signal.aborted)
        await sleep(Math.min(10_000, 100 * 2 ** Math.min(failures, 7)), undefined, { signal: stop.signal }).catch(() => {});
    }
    await client?.end().catch(() => {});
  };

  try {
    client = await connect();
  } catch (cause) {
    throw new JourneymanError("unavailable", "The database could not be reached to listen for news.", { cause });
  }
  const watching = watch();
  return {
    async close() {
      stop.abort();
      await watching;
    },
  };
}

/** Resolves when asked to stop; throws when the connection is lost or no longer answers. Its timers and listeners end with it. */
async function untilLost(client: Client, heartbeatMs: number, stop: AbortSignal): Promise<void> {
  const lost = new Promise<never>((_, reject) => {
    client.once("error", reject);
    client.once("end", () => reject(new Error("The listening connection was closed.")));
  });
  lost.catch(() => {});
  const over = new AbortController();
  const end = () => over.abort();
  stop.addEventListener("abort", end);
  try {
    while (!stop.aborted) {
      await Promise.race([sleep(heartbeatMs, undefined, { signal: over.signal }).catch(() => {}), lost]);
      if (stop.aborted) return;
      const silent = sleep(10_000, undefined, { ref: false, signal: over.signal }).then(() =>
        Promise.reject(new Error("The listening connection no longer answers.")),
      );
      silent.catch(() => {});
      await Promise.race([client.query("SELECT 1"), silent, lost]);
    }
  } finally {
    stop.removeEventListener("abort", end);
    end();
  }
}

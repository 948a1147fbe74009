import { createHash, randomBytes } from "node:crypto";
import { newId } from "@journeyman/core";
import { type TestWorkspace, testWorkspace } from "@journeyman/testing";
import { SignJWT } from "jose";
import { createLog } from "../log.ts";
import { type Ingest, startIngest } from "../server.ts";

/** A collector on a port of its own over a database of its own, with a server and a browser source. */
export type World = Pick<TestWorkspace, "database" | "vault" | "environmentId"> & {
  ingest: Ingest;
  serverKey: string;
  browserKey: string;
  post(path: string, body: unknown, options?: { key?: string | null; headers?: Record<string, string> }): Promise<Response>;
  token(sub: string, options?: { secret?: string; expiresIn?: string; algorithm?: string }): Promise<string>;
  rows<R extends object>(sql: string, values?: unknown[]): Promise<R[]>;
  close(): Promise<void>;
};

const tokenSecret = "the shop's secret, at least thirty-two bytes";

export async function openWorld(options: { eventsPerSecond?: number } = {}): Promise<World> {
  const { database, environmentId, vault } = await testWorkspace();
  const serverKey = `jm_test_${randomBytes(12).toString("hex")}`;
  const browserKey = `jm_web_${randomBytes(12).toString("hex")}`;
  await database.owner.query(
    `INSERT INTO source (environment_id, id, name, kind, write_key, write_key_hash, prefix, token_secret)
     VALUES ($1, $2, 'Server', 'server', NULL, $3, 'jm_test', NULL), ($1, $4, 'Shop', 'browser', $5, NULL, 'jm_web', $6)`,
    [
      environmentId,
      newId(),
      createHash("sha256").update(serverKey).digest("hex"),
      newId(),
      browserKey,
      vault.environmentCipher(environmentId).seal({ secret: tokenSecret }),
    ],
  );
  const ingest = await startIngest({
    store: database.store,
    vault,
    log: createLog(process.env.LOG_LEVEL ?? "silent"),
    host: "127.0.0.1",
    port: 0,
    urls: { web: "http://web.test" },
    eventsPerSecond: options.eventsPerSecond ?? 1_000_000,
  });
  return {
    database,
    vault,
    ingest,
    environmentId,
    serverKey,
    browserKey,
    post(path, body, { key = serverKey, headers = {} } = {}) {
      return fetch(`${ingest.url}${path}`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(key === null ? {} : { authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` }),
          ...headers,
        },
        body: typeof body === "string" || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
        redirect: "manual",
      });
    },
    token(sub, { secret = tokenSecret, expiresIn = "5m", algorithm = "HS256" } = {}) {
      return new SignJWT({ sub })
        .setProtectedHeader({ alg: algorithm })
        .setExpirationTime(expiresIn)
        .sign(new TextEncoder().encode(secret));
    },
    async rows<R extends object>(sql: string, values: unknown[] = []) {
      return (await database.owner.query<R>(sql, values)).rows;
    },
    async close() {
      await ingest.close();
      await database.drop();
    },
  };
}

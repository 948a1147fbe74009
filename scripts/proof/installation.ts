import { randomBytes } from "node:crypto";
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { anyPort, endGroup, findTemporal, spawnGroup, startPostgres, startTemporal } from "@journeyman/dev-services";
import { migrate, roleUrls } from "@journeyman/prisma";
import { createStore, type Store } from "@journeyman/store";
import { openVault, type Vault } from "@journeyman/vault";

export type Installation = { ingestUrl: string; store: Store; vault: Vault; tellLogs(): void; stop(): Promise<void> };

/** The product as it is run, in a folder of its own: Postgres (safe commits), Temporal, the collector and the worker as processes. */
export async function startInstallation(say: (line: string) => void, options: { keep: boolean; worker: boolean }): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), "journeyman-proof-"));
  chmodSync(folder, 0o755);
  const ending: (() => Promise<unknown>)[] = [];
  const logs: string[] = [];
  const tellLogs = (): void => {
    for (const file of logs) say(`── the end of ${file}:\n${readFileSync(file, "utf8").split("\n").slice(-30).join("\n")}`);
  };
  const stop = async (): Promise<void> => {
    for (const end of ending.toReversed()) await end().catch((error: unknown) => say(`while stopping: ${String(error)}`));
    if (options.keep) say(`the database's folder is kept: ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  };
  try {
    const postgres = await startPostgres({ directory: join(folder, "postgres"), maxConnections: 150 });
    ending.push(() => postgres.stop());
    const { path } = await findTemporal(say);
    const temporal = await startTemporal({ executable: path, file: join(folder, "temporal.db") });
    ending.push(() => temporal.stop());
    const databaseUrl = postgres.url();
    await migrate(databaseUrl);
    const urls = roleUrls(databaseUrl);
    const keyFile = join(folder, "keys.json");
    const vault = openVault({ keyFile });
    const store = createStore({
      appUrl: urls.app,
      engineUrl: urls.engine,
      max: 4,
      applicationName: "journeyman proof",
      limits: { statementMs: 300_000 },
    });
    ending.push(() => store.close());

    const [ingestPort, workerPort] = [await anyPort(), await anyPort()];
    const env = {
      ...process.env,
      DATABASE_URL: databaseUrl,
      APP_DATABASE_URL: urls.app,
      ENGINE_DATABASE_URL: urls.engine,
      TEMPORAL_ADDRESS: temporal.address,
      JOURNEYMAN_HOME: folder,
      JOURNEYMAN_KEY_FILE: keyFile,
      INGEST_PORT: String(ingestPort),
      INGEST_URL: `http://127.0.0.1:${ingestPort}`,
      WORKER_PORT: String(workerPort),
      WEB_URL: "http://127.0.0.1:1",
      HOST: "127.0.0.1",
      NEXTAUTH_SECRET: randomBytes(16).toString("hex"),
      LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
    };
    const root = new URL("../../", import.meta.url).pathname;
    const run = async (entry: string, port: number): Promise<void> => {
      const logFile = join(folder, `${entry.replaceAll("/", "-")}.log`);
      const log = openSync(logFile, "a");
      const child = spawnGroup(process.execPath, ["--import", "tsx", join(root, entry)], { cwd: root, env, stdio: ["ignore", log, log] });
      closeSync(log);
      logs.push(logFile);
      ending.push(() => endGroup(child));
      await healthy(entry, port, () => child.exitCode !== null);
    };
    await run("apps/ingest/src/main.ts", ingestPort);
    if (options.worker) await run("temporal/src/worker/main.ts", workerPort);
    return { ingestUrl: env.INGEST_URL, store, vault, tellLogs, stop };
  } catch (error) {
    tellLogs();
    await stop();
    throw error;
  }
}

async function healthy(name: string, port: number, ended: () => boolean): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until && !ended()) {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${name} did not come up${ended() ? ": it ended" : " within a minute"}. Set LOG_LEVEL=info to see why.`);
}

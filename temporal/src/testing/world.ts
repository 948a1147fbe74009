import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTemporal, startTemporal } from "@journeyman/dev-services";
import { machineRegistry } from "@journeyman/nodes/machine";
import { createWorld, oneByOne, type World } from "@journeyman/runtime/testing";
import { seedWorkspace, type TestDatabase, testDatabase } from "@journeyman/testing";
import { openVault } from "@journeyman/vault";
import { Client, Connection } from "@temporalio/client";
import { DefaultLogger, Runtime } from "@temporalio/worker";
import { type Fakes, startFakes } from "./fakes.ts";

export type TemporalWorld = World & {
  db: TestDatabase;
  fakes: Fakes;
  temporalAddress: string;
  client: Client;
  /** What a worker process is started with. */
  env: Record<string, string>;
  close(): Promise<void>;
};

/** A database, a Temporal server, and providers in a process of their own. The server is this file's: drivers of others' databases never come here. */
export async function temporalWorld(): Promise<TemporalWorld> {
  Runtime.install({ logger: new DefaultLogger("ERROR"), shutdownSignals: [] });
  const home = mkdtempSync(join(tmpdir(), "journeyman-worker-"));
  const db = await testDatabase();
  const ids = await seedWorkspace(db.owner);
  const fakes = await startFakes();
  const { path } = await findTemporal(() => {});
  const temporal = await startTemporal({ executable: path });
  const keyFile = join(home, "keys.json");
  const deps = {
    store: db.store,
    vault: openVault({ keyFile }),
    registry: machineRegistry,
    publicUrls: { ingest: "http://localhost:3001", web: "http://localhost:3000" },
  };
  const sql = oneByOne(async (text, values) => (await db.owner.query(text, [...values])).rows);
  const world = await createWorld({ environmentId: ids.environmentId, deps, sql, smtpPort: fakes.smtpPort, twilio: fakes.twilio });
  const connection = await Connection.connect({ address: temporal.address });
  return {
    ...world,
    db,
    fakes,
    temporalAddress: temporal.address,
    client: new Client({ connection }),
    env: {
      APP_DATABASE_URL: db.appUrl,
      ENGINE_DATABASE_URL: db.engineUrl,
      TEMPORAL_ADDRESS: temporal.address,
      JOURNEYMAN_KEY_FILE: keyFile,
      WORKER_PORT: "0",
      LOG_LEVEL: "info",
    },
    async close() {
      await connection.close();
      await fakes.stop();
      await temporal.stop();
      await db.drop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Looks until it is so. Throws what `what` says when it is not so in time. */
export async function eventually(what: string, check: () => Promise<boolean>, withinMs = 30_000): Promise<void> {
  const until = Date.now() + withinMs;
  while (!(await check())) {
    if (Date.now() > until) throw new Error(`After ${withinMs / 1000} s it is still not so: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

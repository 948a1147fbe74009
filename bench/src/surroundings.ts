import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newId } from "@journeyman/core";
import { findTemporal, startPostgres, startTemporal } from "@journeyman/dev-services";
import { machineRegistry } from "@journeyman/nodes/machine";
import { migrate, roleUrls } from "@journeyman/prisma";
import { createWorld, oneByOne, type Sql, type World } from "@journeyman/runtime/testing";
import { createStore } from "@journeyman/store";
import { openVault } from "@journeyman/vault";
import pg from "pg";
import { type Sink, startSink } from "./sink.ts";

export type Surroundings = { world: World; sink: Sink; temporalAddress: string; processes: Record<string, number>; close(): Promise<void> };

/** One Postgres (flushing its commits as in production), one Temporal server, one SMTP server and one environment, for both contestants. */
export async function surroundings(): Promise<Surroundings> {
  const folder = mkdtempSync(join(tmpdir(), "journeyman-bench-"));
  chmodSync(folder, 0o755);
  const postgres = await startPostgres({ directory: join(folder, "postgres"), maxConnections: 200 });
  const { path } = await findTemporal(console.log);
  const temporal = await startTemporal({ executable: path, file: join(folder, "temporal.db") });
  const sink = await startSink();
  const ownerUrl = postgres.url();
  await migrate(ownerUrl);
  const { app, engine } = roleUrls(ownerUrl);
  const store = createStore({ appUrl: app, engineUrl: engine, max: 20, applicationName: "bench" });
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const sql = oneByOne(async (text, values) => (await owner.query(text, [...values])).rows);
  const environmentId = await seed(sql);
  const deps = {
    store,
    vault: openVault({ key: randomBytes(32) }),
    registry: machineRegistry,
    publicUrls: { ingest: "https://in.example.com", web: "https://app.example.com" },
    allowPrivateHosts: true,
  };
  const world = await createWorld({ environmentId, deps, sql, smtpPort: sink.port });
  await sql("UPDATE provider SET settings = settings || '{\"maxConnections\": 20}'", []);
  return {
    world,
    sink,
    temporalAddress: temporal.address,
    processes: { postgres: postgres.process.pid ?? 0, temporal: temporal.process.pid ?? 0, smtp: sink.pid },
    async close() {
      sink.close();
      await owner.end();
      await store.close();
      await temporal.stop();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function seed(sql: Sql): Promise<string> {
  const [organisation, workspace, environment] = [newId(), newId(), newId()];
  await sql("INSERT INTO organisation (id, name) VALUES ($1, 'Bench')", [organisation]);
  await sql("INSERT INTO workspace (id, organisation_id, name, slug, postal_address) VALUES ($1, $2, 'Bench', 'bench', '1 Mill Lane')", [
    workspace,
    organisation,
  ]);
  await sql("INSERT INTO environment (id, organisation_id, workspace_id, kind) VALUES ($1, $2, $3, 'test')", [
    environment,
    organisation,
    workspace,
  ]);
  return environment;
}

import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTemporal, startPostgres, startTemporal } from "@journeyman/dev-services";
import { migrate } from "@journeyman/prisma";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { templateDatabase } from "./template.ts";

/** One Postgres and one Temporal server for the whole run of the tests; each test file has its own database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "journeyman-test-"));
  chmodSync(folder, 0o755);
  const say = (line: string) => console.log(`[services] ${line}`);
  const postgres = await startPostgres({ directory: join(folder, "postgres"), unsafeButFast: true, maxConnections: 300 });
  const temporal = await findTemporal(say)
    .then(({ path }) => startTemporal({ executable: path }))
    .catch(async (error: unknown) => {
      await postgres.stop();
      throw error;
    });
  const client = new pg.Client({ connectionString: postgres.url() });
  await client.connect();
  await client.query(`CREATE DATABASE ${templateDatabase}`);
  await client.end();
  await migrate(postgres.url(templateDatabase));
  project.provide("postgresUrl", postgres.url());
  project.provide("temporalAddress", temporal.address);
  return async () => {
    await temporal.stop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

import { machineRegistry } from "@journeyman/nodes/machine";
import { type SeededWorkspace, type TestDatabase, testWorkspace } from "@journeyman/testing";
import { type SmtpSink, smtpSink } from "./smtp-sink.ts";
import { createWorld, oneByOne, type World } from "./world.ts";

export type TestWorld = World & { db: TestDatabase; sink: SmtpSink; ids: SeededWorkspace; close(): Promise<void> };

/** A database of its own with one environment, a real vault and a real SMTP socket. */
export async function testWorld(): Promise<TestWorld> {
  const { database: db, ids, vault } = await testWorkspace();
  const sink = await smtpSink();
  const sql = oneByOne(async (text, values) => (await db.owner.query(text, [...values])).rows);
  const deps = {
    store: db.store,
    vault,
    registry: machineRegistry,
    publicUrls: { ingest: "https://in.example.com", web: "https://app.example.com" },
    allowPrivateHosts: true,
  };
  const world = await createWorld({ environmentId: ids.environmentId, deps, sql, smtpPort: sink.port });
  return {
    ...world,
    db,
    sink,
    ids,
    async close() {
      await sink.close();
      await db.drop();
    },
  };
}

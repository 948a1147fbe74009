import { randomBytes } from "node:crypto";
import { openVault, type Vault } from "@journeyman/vault";
import { type SeededWorkspace, seedWorkspace } from "./seed.ts";
import { type TestDatabase, testDatabase } from "./test-database.ts";

export type TestWorkspace = { database: TestDatabase; ids: SeededWorkspace; environmentId: SeededWorkspace["environmentId"]; vault: Vault };

/** A database with one workspace, and a vault of its own: what a service's tests begin with. */
export async function testWorkspace(): Promise<TestWorkspace> {
  const database = await testDatabase();
  const ids = await seedWorkspace(database.owner);
  return { database, ids, environmentId: ids.environmentId, vault: openVault({ key: randomBytes(32) }) };
}

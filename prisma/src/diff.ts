import type { SqlDriverAdapter, SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { Client } from "pg";
import { catalogueAdapter } from "./catalogue-adapter.ts";
import { openSchemaEngine } from "./schema-engine.ts";

/** What a comparison says when there is nothing to do. */
export const emptyDiff = "-- This is an empty migration.";

type Diff = Parameters<Awaited<ReturnType<typeof openSchemaEngine>>["diff"]>[0];

/** The SQL that turns `from` (the text of a schema.prisma; undefined: an empty database) into `to`. No database is asked. */
export async function diffSchemas(from: string | undefined, to: string): Promise<string> {
  return diff(noDatabase, { from: from === undefined ? { tag: "empty" } : datamodel(from), to: datamodel(to) });
}

/** The SQL that would turn the database into `schema`: `emptyDiff` when they agree. Partial indexes and policies are outside of it. */
export async function diffDatabase(url: string, schema: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await diff(catalogueAdapter(client), {
      from: { tag: "schemaDatasource", files: [{ path: "schema.prisma", content: schema }], configDir: "." },
      to: datamodel(schema),
    });
  } finally {
    await client.end();
  }
}

function datamodel(content: string): Diff["to"] {
  return { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content }] };
}

async function diff(adapter: SqlMigrationAwareDriverAdapterFactory, sides: Pick<Diff, "from" | "to">): Promise<string> {
  const engine = await openSchemaEngine(adapter);
  const filters = { externalTables: [], externalEnums: [] };
  const answer = await engine.diff({ ...sides, script: true, exitCode: null, filters });
  return (answer.stdout ?? "").trim();
}

const refuse = async (): Promise<never> => {
  throw new Error("A comparison of two schemas asked for a database.");
};

/** The engine learns the dialect from its adapter; comparing two texts asks the database nothing. */
const noAdapter: SqlDriverAdapter = {
  provider: "postgres",
  adapterName: "none",
  queryRaw: async () => ({ columnNames: [], columnTypes: [], rows: [] }),
  executeRaw: async () => 0,
  executeScript: refuse,
  startTransaction: refuse,
  getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: true }),
  dispose: async () => {},
};
const noDatabase: SqlMigrationAwareDriverAdapterFactory = {
  provider: "postgres",
  adapterName: "none",
  connect: async () => noAdapter,
  connectToShadowDb: refuse,
};

import { roleUrls } from "@journeyman/prisma/role-urls";
import { createStore, type Store } from "@journeyman/store";
import pg from "pg";
import { inject } from "vitest";
import { templateDatabase } from "./template.ts";

export type TestDatabase = { store: Store; ownerUrl: string; appUrl: string; engineUrl: string; owner: pg.Client; drop(): Promise<void> };

let count = 0;

/** A fresh database with the schema, its three URLs, a store over them, and a client of the owner (a superuser: row security does not bind it). */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject("postgresUrl");
  const name = `test_${process.pid}_${++count}_${Math.random().toString(36).slice(2, 8)}`;
  await administer(server, `CREATE DATABASE ${name} TEMPLATE ${templateDatabase}`);
  const ownerUrl = server.replace(/\/[^/]*$/, `/${name}`);
  const { app: appUrl, engine: engineUrl } = roleUrls(ownerUrl);
  const store = createStore({ appUrl, engineUrl, ownerUrl, max: 8 });
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  return {
    store,
    ownerUrl,
    appUrl,
    engineUrl,
    owner,
    async drop() {
      await owner.end();
      await store.close();
      await administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

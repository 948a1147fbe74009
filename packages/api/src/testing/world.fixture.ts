import { randomBytes } from "node:crypto";
import { createApiKey, createOrganisation, createUser } from "@journeyman/access";
import type { Id } from "@journeyman/core";
import { canvasRegistry } from "@journeyman/nodes/canvas";
import { type TestDatabase, testDatabase } from "@journeyman/testing";
import { openVault, type Vault } from "@journeyman/vault";
import type { Hono } from "hono";
import { createApi } from "../app.ts";

export type Answer = {
  status: number;
  body: never;
  problem: { code: string; detail: string; problems?: { path: string; message: string }[]; context?: Record<string, unknown> };
};

export type World = {
  database: TestDatabase;
  vault: Vault;
  api: Hono;
  environmentId: Id;
  keys: { owner: string; marketer: string; otherWorkspace: string };
  call(key: keyof World["keys"] | undefined, method: string, path: string, body?: unknown): Promise<Answer>;
};

/** Two organisations in one database; the API over them; a key for each role. What the API did not foresee fails the test. */
export async function world(): Promise<World> {
  const database = await testDatabase();
  const { store } = database;
  const vault = openVault({ key: randomBytes(32) });
  const urls = { ingest: "http://127.0.0.1:1", web: "http://127.0.0.1:1" };
  const api = createApi(
    {
      store,
      vault,
      registry: canvasRegistry,
      deliver: { store, vault, publicUrls: urls },
      ingestUrl: urls.ingest,
      allowPrivateHosts: true,
    },
    (error) => {
      throw error;
    },
  );
  const one = await createOrganisation(store, organisation("one"));
  const other = await createOrganisation(store, organisation("other"));
  const key = (environmentId: Id, role: "owner" | "marketer", createdBy: Id) =>
    store.tenant(environmentId, async (tx) => (await createApiKey(tx, { name: role, role, createdBy })).key);
  const environmentId = one.testEnvironmentId;
  await store.tenant(environmentId, (tx) =>
    createUser(tx, {
      organisationId: one.organisationId,
      workspaceId: one.workspaceId,
      email: "jonas@one.example",
      name: "Jonas",
      role: "marketer",
      password: "cedar-lantern-quarry-mint-olive",
    }),
  );
  const keys = {
    owner: await key(environmentId, "owner", one.ownerId),
    marketer: await key(environmentId, "marketer", one.ownerId),
    otherWorkspace: await key(other.testEnvironmentId, "owner", other.ownerId),
  };
  return {
    database,
    vault,
    api,
    environmentId,
    keys,
    async call(who, method, path, body) {
      const response = await api.request(`/api/v1${path}`, {
        method,
        headers: { ...(who ? { authorization: `Bearer ${keys[who]}` } : {}), "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const parsed = (text ? JSON.parse(text) : undefined) as never;
      return { status: response.status, body: parsed, problem: parsed };
    },
  };
}

function organisation(slug: string) {
  return {
    name: slug,
    workspace: { name: slug, slug, timeZone: "Europe/Warsaw", postalAddress: "1 Mill Lane" },
    owner: { email: `owner@${slug}.example`, name: "Owner", password: "harbor-thistle-walnut-ember-slate" },
  };
}

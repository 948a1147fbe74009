import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createUser, type Principal, readAudit, readSession, signIn } from "@journeyman/access";
import { makePasswordLink } from "@journeyman/authoring";
import type { Id } from "@journeyman/core";
import { type SeededWorkspace, seedWorkspace, type TestDatabase, testDatabase } from "@journeyman/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { deps as Deps } from "@/server/deps.ts";
import type { POST as Post } from "./route.ts";

const [password, next] = ["kettle on the boil", "copper lighthouse margate"];
const home = mkdtempSync(join(tmpdir(), "journeyman-web-"));

let db: TestDatabase;
let ids: SeededWorkspace;
let people: { owner: Id; marketer: Id };
let deps: typeof Deps;
let post: typeof Post;

beforeAll(async () => {
  db = await testDatabase();
  ids = await seedWorkspace(db.owner);
  const make = (role: "owner" | "marketer") =>
    db.store.organisation(ids.organisationId, (tx) =>
      createUser(tx, {
        organisationId: ids.organisationId,
        workspaceId: ids.workspaceId,
        email: `${role}@northkettle.example`,
        name: role,
        password,
        role,
      }),
    );
  people = { owner: await make("owner"), marketer: await make("marketer") };
  // Read once, when first asked: set before the first import.
  Object.assign(process.env, {
    APP_DATABASE_URL: db.appUrl,
    ENGINE_DATABASE_URL: db.engineUrl,
    JOURNEYMAN_KEY_FILE: join(home, "keys.json"),
    WEB_URL: "http://app.example.com",
    NEXTAUTH_SECRET: "a secret of enough letters for tests",
  });
  ({ deps } = await import("@/server/deps.ts"));
  ({ POST: post } = await import("./route.ts"));
});
afterAll(async () => {
  await deps().store.close();
  await db.drop();
  rmSync(home, { recursive: true });
});

async function principalOf(role: "owner" | "marketer"): Promise<Principal & { kind: "user" }> {
  const principal = await readSession(db.store, (await signIn(db.store, `${role}@northkettle.example`, password)).id);
  if (principal?.kind !== "user") throw new Error("nobody");
  return principal;
}
const linkFor = async (principal: Principal, userId: Id) => makePasswordLink(deps(), principal, ids.environmentId, userId);
async function accept(url: string, body: string, origin = "http://app.example.com") {
  const request = new Request(`${url}/save`, { method: "POST", headers: { origin }, body });
  const answer = await post(request, { params: Promise.resolve({ token: url.split("/").at(-1) ?? "" }) });
  return [answer.status, answer.status === 204 ? undefined : await answer.json()];
}

test("an owner's link lets a member choose a new password, once, from the page itself", async () => {
  const [owner, marketer] = [await principalOf("owner"), await principalOf("marketer")];
  const { url } = await linkFor(owner, people.marketer);
  expect(url).toMatch(/^http:\/\/app\.example\.com\/new-password\/[\w.-]+$/);
  expect((await accept(url, JSON.stringify({ password: next }), "https://evil.example"))[0]).toBe(403);
  expect((await accept(url, "{not json"))[0]).toBe(400);
  expect(await accept(url, JSON.stringify({ password: "short" }))).toMatchObject([
    422,
    { field: expect.stringContaining("15 characters") },
  ]);
  expect(await readSession(db.store, marketer.sessionId)).toBeDefined();
  expect(await accept(url, JSON.stringify({ password: next }))).toEqual([204, undefined]);
  expect(await readSession(db.store, marketer.sessionId)).toBeUndefined();
  expect(await readSession(db.store, owner.sessionId)).toBeDefined();
  await signIn(db.store, "marketer@northkettle.example", next);
  expect(await accept(url, JSON.stringify({ password: "walnut ember harbor slate" }))).toMatchObject([
    410,
    { message: expect.any(String) },
  ]);
  const audited = await db.store.tenant(ids.environmentId, (tx) => readAudit(tx));
  expect(audited.map(({ action, actor_id, subject_id }) => [action, actor_id, subject_id])).toEqual(
    expect.arrayContaining([
      ["member.reset", people.owner, people.marketer],
      ["password.reset", people.marketer, people.marketer],
    ]),
  );
  expect(JSON.stringify(audited)).not.toContain(url.split(".").at(-1));
});

test("a marketer makes none, and an owner none for themselves", async () => {
  const owner = await principalOf("owner");
  await expect(linkFor({ ...owner, role: "marketer" }, people.owner)).rejects.toMatchObject({ code: "forbidden" });
  await expect(linkFor(owner, people.owner)).rejects.toMatchObject({ code: "conflict" });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createUser, revokeSession, type Session, signIn } from "@journeyman/access";
import { newId } from "@journeyman/core";
import { type SeededWorkspace, seedWorkspace, type TestDatabase, testDatabase } from "@journeyman/testing";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { sessionCaller as SessionCaller } from "./session-caller.ts";

const secret = "a secret of enough letters for tests";
const email = "marta@northkettle.example";
const password = "kettle on the boil";
const home = mkdtempSync(join(tmpdir(), "journeyman-web-"));

let db: TestDatabase;
let ids: SeededWorkspace;
let session: Session;
let sessionCaller: typeof SessionCaller;

beforeAll(async () => {
  db = await testDatabase();
  ids = await seedWorkspace(db.owner);
  await db.store.organisation(ids.organisationId, (tx) =>
    createUser(tx, {
      organisationId: ids.organisationId,
      workspaceId: ids.workspaceId,
      email,
      name: "Marta",
      password,
      role: "owner",
      timeZone: "UTC",
    }),
  );
  session = await signIn(db.store, email, password);
  // Read once, when first asked: set before the first import.
  Object.assign(process.env, {
    APP_DATABASE_URL: db.appUrl,
    ENGINE_DATABASE_URL: db.engineUrl,
    JOURNEYMAN_KEY_FILE: join(home, "keys.json"),
    WEB_URL: "http://app.example.com",
    NEXTAUTH_SECRET: secret,
  });
  ({ sessionCaller } = await import("./session-caller.ts"));
});
afterAll(async () => {
  const { deps } = await import("./deps.ts");
  await deps().store.close();
  await db.drop();
  rmSync(home, { recursive: true });
});

/** A request as the browser sends it: the sealed cookie, and whatever headers. */
async function request(
  headers: Record<string, string> = {},
  options: { method?: string; sid?: string; sealedWith?: string; environment?: string } = {},
): Promise<Request> {
  const token = await encode({ token: { sid: options.sid ?? session.id }, secret: options.sealedWith ?? secret });
  const cookie = [
    `next-auth.session-token=${token}`,
    ...(options.environment ? [`journeyman.environment=${options.environment}`] : []),
  ].join("; ");
  return new Request("http://app.example.com/api/v1/topics", { method: options.method ?? "GET", headers: { cookie, ...headers } });
}

describe("who calls with a session", () => {
  test("is the user of the row, in the test environment unless another of theirs is chosen", async () => {
    expect(await sessionCaller(await request())).toMatchObject({
      principal: { kind: "user", id: session.userId, role: "owner" },
      environmentId: ids.environmentId,
    });
    expect((await sessionCaller(await request({}, { environment: ids.liveEnvironmentId })))?.environmentId).toBe(ids.liveEnvironmentId);
    expect((await sessionCaller(await request({ "x-environment": "live" })))?.environmentId).toBe(ids.liveEnvironmentId);
    expect((await sessionCaller(await request({}, { environment: newId() })))?.environmentId).toBe(ids.environmentId);
    await expect(sessionCaller(await request({ "x-environment": newId() }))).rejects.toThrow(/not one that you may look at/);
  });

  test("is nobody without a cookie, with one sealed by another, or for a row that is not there", async () => {
    expect(await sessionCaller(new Request("http://app.example.com/api/v1/topics"))).toBeUndefined();
    expect(await sessionCaller(await request({}, { sealedWith: "another secret of enough letters" }))).toBeUndefined();
    expect(await sessionCaller(await request({}, { sid: newId() }))).toBeUndefined();
  });

  test("changes nothing when the request comes from another site", async () => {
    const write = { method: "POST" };
    await expect(sessionCaller(await request({ origin: "https://evil.example" }, write))).rejects.toThrow(/another site/);
    await expect(sessionCaller(await request({}, write))).rejects.toThrow(/another site/);
    expect(await sessionCaller(await request({ origin: "http://app.example.com" }, write))).toBeDefined();
    expect(await sessionCaller(await request({ origin: "https://evil.example" }))).toBeDefined();
  });

  test("is nobody from the moment the session is revoked", async () => {
    const other = await signIn(db.store, email, password);
    expect(await sessionCaller(await request({}, { sid: other.id }))).toBeDefined();
    await revokeSession(db.store, other.id);
    expect(await sessionCaller(await request({}, { sid: other.id }))).toBeUndefined();
  });
});

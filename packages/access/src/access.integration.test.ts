import { randomBytes } from "node:crypto";
import { newId } from "@journeyman/core";
import { type TestDatabase, testDatabase } from "@journeyman/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  acceptResetLink,
  audit,
  auditHead,
  type CreatedOrganisation,
  changePassword,
  createApiKey,
  createOrganisation,
  createUser,
  disableUser,
  endSession,
  listSessions,
  makeResetLink,
  type Principal,
  principalForApiKey,
  readAudit,
  readResetLink,
  readSession,
  revokeApiKey,
  revokeSession,
  setRole,
  signIn,
  verifyAudit,
} from "./index.ts";

let database: TestDatabase;
let made: CreatedOrganisation;
let email: string;
const password = "margate lighthouse copper";

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.drop());
beforeEach(async () => {
  email = `owner-${newId()}@example.com`;
  made = await newOrganisation(email);
});

function newOrganisation(ownerEmail: string): Promise<CreatedOrganisation> {
  return createOrganisation(database.store, {
    name: "Northkettle",
    workspace: { name: "Northkettle", slug: "northkettle", timeZone: "Europe/Warsaw" },
    owner: { email: ownerEmail, name: "Olga Owner", password },
  });
}
async function addMarketer(): Promise<{ id: string; email: string }> {
  const address = `marketer-${newId()}@example.com`;
  const id = await database.store.tenant(made.testEnvironmentId, (tx) =>
    createUser(tx, { ...made, email: address, name: "Marek", role: "marketer", password }),
  );
  return { id, email: address };
}
async function principalOf(address: string, secret = password): Promise<Principal> {
  const session = await signIn(database.store, address, secret);
  const principal = await readSession(database.store, session.id);
  if (!principal) throw new Error("nobody");
  return principal;
}
const inOrganisation = <T>(fn: Parameters<typeof database.store.organisation<T>>[1]) =>
  database.store.organisation(made.organisationId, fn);

describe("signing in", () => {
  it("opens a session that says who one is, whatever the case of the address", async () => {
    const session = await signIn(database.store, ` ${email.toUpperCase()} `, password, { userAgent: "Test", address: "198.51.100.7" });
    expect(await readSession(database.store, session.id)).toEqual({
      kind: "user",
      id: made.ownerId,
      sessionId: session.id,
      organisationId: made.organisationId,
      workspaceId: made.workspaceId,
      environments: [
        { id: made.testEnvironmentId, kind: "test" },
        { id: made.liveEnvironmentId, kind: "live" },
      ],
      role: "owner",
    });
  });

  it("says the same for a wrong password, an unknown and a disabled account", async () => {
    const marketer = await addMarketer();
    await inOrganisation((tx) => disableUser(tx, marketer.id, true));
    const errors = await Promise.all(
      [
        signIn(database.store, email, "wrong"),
        signIn(database.store, `nobody-${newId()}@example.com`, password),
        signIn(database.store, marketer.email, password),
      ].map((attempt) => attempt.catch((error: Error & { code: string }) => `${error.code} ${error.message}`)),
    );
    expect(new Set(errors)).toEqual(new Set(["unauthenticated The e-mail address or the password is wrong."]));
  });

  it("is stopped after too many tries from one place, even with the right password, and a success forgets the tries", async () => {
    const from = { address: "198.51.100.9" };
    for (let i = 0; i < 7; i++)
      await expect(signIn(database.store, email, "wrong", from)).rejects.toMatchObject({ code: "unauthenticated" });
    await signIn(database.store, email, password, from);
    for (let i = 0; i < 8; i++)
      await expect(signIn(database.store, email, "wrong", from)).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(signIn(database.store, email, password, from)).rejects.toMatchObject({
      code: "rate_limited",
      message: expect.stringMatching(/Try again in 15 minutes/),
    });
    // The owner, at home, is not locked out by a guesser elsewhere.
    await signIn(database.store, email, password, { address: "203.0.113.5" });
    const entries = await inOrganisation((tx) => readAudit(tx));
    expect(entries.filter((entry) => entry.action === "session.throttled")).toHaveLength(1);
  });

  it("counts before it judges: a hundred at once are not a hundred guesses", async () => {
    const attempts = Array.from({ length: 20 }, () =>
      signIn(database.store, email, "wrong", { address: "198.51.100.10" }).catch((error: { code: string }) => error.code),
    );
    const codes = await Promise.all(attempts);
    expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(8);
  });

  it("stops one address that tries many accounts", async () => {
    const address = `address ${newId()}`;
    const codes: unknown[] = [];
    for (let i = 0; i < 62; i++)
      codes.push(
        await signIn(database.store, `x${i}-${newId()}@example.com`, "w", { address }).catch((error: { code: string }) => error.code),
      );
    expect(codes.filter((code) => code === "rate_limited")).toHaveLength(2);
  });

  it("keeps no address and no account in plain", async () => {
    await signIn(database.store, email, "wrong", { address: "198.51.100.77" }).catch(() => {});
    const rows = await database.owner.query<{ key: string }>("SELECT key FROM throttle");
    const text = rows.rows.map((row) => row.key).join();
    expect(text).not.toContain("198.51.100.77");
    expect(text).not.toContain("@");
  });

  it("makes an old hash anew", async () => {
    const old = "$argon2id$v=19$m=4096,t=1,p=1$";
    const { hash } = await import("@node-rs/argon2");
    await database.owner.query("UPDATE user_account SET password_hash = $1 WHERE id = $2", [
      await hash(password, { memoryCost: 4096, timeCost: 1, parallelism: 1 }),
      made.ownerId,
    ]);
    const read = async () =>
      (await database.owner.query<{ password_hash: string }>("SELECT password_hash FROM user_account WHERE id = $1", [made.ownerId]))
        .rows[0]?.password_hash;
    expect(await read()).toContain(old);
    await signIn(database.store, email, password);
    expect(await read()).not.toContain(old);
    await signIn(database.store, email, password);
  });
});

describe("a session", () => {
  it("ends at the next request when it is revoked, expired, idle, or its user is disabled or no member", async () => {
    const marketer = await addMarketer();
    const open = async () => (await signIn(database.store, marketer.email, password)).id;
    const change = async (sql: string, id: string) => {
      const session = await open();
      expect(await readSession(database.store, session)).toBeDefined();
      await database.owner.query(sql, [id === "session" ? session : id]);
      expect(await readSession(database.store, session), sql).toBeUndefined();
    };
    const revoked = await open();
    await revokeSession(database.store, revoked);
    expect(await readSession(database.store, revoked)).toBeUndefined();
    await revokeSession(database.store, revoked);
    await change("UPDATE session SET expires_at = now() WHERE id = $1", "session");
    await change("UPDATE session SET seen_at = now() - interval '8 days' WHERE id = $1", "session");
    await change("UPDATE user_account SET disabled_at = now() WHERE id = $1", marketer.id);
    await inOrganisation((tx) => disableUser(tx, marketer.id, false));
    const disabled = await open();
    await inOrganisation((tx) => disableUser(tx, marketer.id, true));
    expect(await readSession(database.store, disabled)).toBeUndefined();
    await inOrganisation((tx) => disableUser(tx, marketer.id, false));
    expect(await readSession(database.store, disabled)).toBeUndefined();
    await change("DELETE FROM member WHERE user_id = $1", marketer.id);
    expect(await readSession(database.store, "no id")).toBeUndefined();
    expect(await readSession(database.store, newId())).toBeUndefined();
  });

  it("has the role that the table says at each request", async () => {
    const marketer = await addMarketer();
    const { sessionId } = (await principalOf(marketer.email)) as Principal & { kind: "user" };
    await inOrganisation((tx) => setRole(tx, { workspaceId: made.workspaceId, userId: marketer.id, role: "owner" }));
    expect((await readSession(database.store, sessionId))?.role).toBe("owner");
  });

  it("notes when it was last used", async () => {
    const { id } = await signIn(database.store, email, password);
    await database.owner.query("UPDATE session SET seen_at = now() - interval '1 hour' WHERE id = $1", [id]);
    await readSession(database.store, id);
    const { rows } = await database.owner.query<{ fresh: boolean }>(
      "SELECT seen_at > now() - interval '1 minute' AS fresh FROM session WHERE id = $1",
      [id],
    );
    expect(rows).toEqual([{ fresh: true }]);
  });

  it("is listed and ended by its user and by whoever manages members, and by nobody else", async () => {
    const marketer = await addMarketer();
    const [owner, member] = [await principalOf(email), await principalOf(marketer.email)];
    expect((await listSessions(database.store, owner)).map((row) => row.user_name).sort()).toEqual(["Marek", "Olga Owner"]);
    expect((await listSessions(database.store, member)).map((row) => row.user_id)).toEqual([marketer.id]);
    const ownersSession = (owner as { sessionId: string }).sessionId;
    await expect(endSession(database.store, member, ownersSession)).rejects.toMatchObject({ code: "not_found" });
    const otherEmail = `other-${newId()}@example.com`;
    await newOrganisation(otherEmail);
    await expect(endSession(database.store, await principalOf(otherEmail), ownersSession)).rejects.toMatchObject({ code: "not_found" });
    await endSession(database.store, owner, (member as { sessionId: string }).sessionId);
    expect(await readSession(database.store, (member as { sessionId: string }).sessionId)).toBeUndefined();
    expect(await readSession(database.store, ownersSession)).toBeDefined();
  });
});

describe("passwords", () => {
  it("are changed with the current one, and all other sessions end", async () => {
    const other = await signIn(database.store, email, password);
    const principal = await principalOf(email);
    await expect(changePassword(database.store, principal, { current: "wrong", next: "copper lighthouse margate" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(changePassword(database.store, principal, { current: password, next: "short" })).rejects.toMatchObject({
      code: "unprocessable",
    });
    expect(await changePassword(database.store, principal, { current: password, next: "copper lighthouse margate" })).toEqual({
      endedSessions: 1,
    });
    expect(await readSession(database.store, other.id)).toBeUndefined();
    expect(await readSession(database.store, (principal as { sessionId: string }).sessionId)).toBeDefined();
    await expect(signIn(database.store, email, password)).rejects.toMatchObject({ code: "unauthenticated" });
    await signIn(database.store, email, "copper lighthouse margate");
  });

  it("cannot be guessed through a stolen session", async () => {
    const principal = await principalOf(email);
    for (let i = 0; i < 8; i++)
      await changePassword(database.store, principal, { current: "wrong", next: "copper lighthouse margate" }).catch(() => {});
    await expect(changePassword(database.store, principal, { current: password, next: "copper lighthouse margate" })).rejects.toMatchObject(
      { code: "rate_limited" },
    );
  });

  describe("chosen anew by a link", () => {
    const key = randomBytes(32);
    const fresh = "copper lighthouse margate";
    const link = (userId: string, lifeMs?: number) =>
      inOrganisation((tx) => makeResetLink(tx, key, { userId, workspaceId: made.workspaceId }, lifeMs));
    const accept = (token: string, next = fresh) => acceptResetLink(database.store, key, token, next);

    it("work once, end every session, and are in the audit", async () => {
      const marketer = await addMarketer();
      const session = await signIn(database.store, marketer.email, password);
      const { token } = await link(marketer.id);
      expect(await readResetLink(database.store, key, token)).toMatchObject({ userId: marketer.id, email: marketer.email });
      expect(await readSession(database.store, session.id)).toBeDefined();
      await expect(accept(token, "short")).rejects.toMatchObject({ code: "unprocessable" });
      await accept(token);
      expect(await readSession(database.store, session.id)).toBeUndefined();
      await expect(signIn(database.store, marketer.email, password)).rejects.toMatchObject({ code: "unauthenticated" });
      await signIn(database.store, marketer.email, fresh);
      await expect(accept(token, "walnut ember harbor slate")).rejects.toMatchObject({ code: "gone" });
      expect(await readResetLink(database.store, key, token)).toBeUndefined();
      await signIn(database.store, marketer.email, fresh);
      const rows = await inOrganisation((tx) => readAudit(tx));
      expect(rows.filter(({ action }) => action === "password.reset")).toMatchObject([{ actor_id: marketer.id, subject_id: marketer.id }]);
    });

    it("of two uses at once one holds", async () => {
      const marketer = await addMarketer();
      const { token } = await link(marketer.id);
      const passwords = [fresh, "walnut ember harbor slate"];
      let commit = (): void => {};
      const gate = new Promise<void>((resolve) => (commit = resolve));
      const holder = inOrganisation(async (tx) => {
        await tx.run("SELECT 1 FROM user_account WHERE id = $1 FOR UPDATE", [marketer.id]);
        await gate;
      });
      const both = Promise.allSettled(passwords.map((next) => accept(token, next)));
      const waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
      await expect.poll(async () => (await database.owner.query(waiting)).rowCount).toBe(2);
      commit();
      await holder;
      const done = await both;
      expect(done.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
      await signIn(database.store, marketer.email, passwords[done.findIndex(({ status }) => status === "fulfilled")] ?? "");
    });

    it("run out, and do not work when changed, with another key, for the disabled, or after the password was changed", async () => {
      const marketer = await addMarketer();
      const other = await addMarketer();
      const { token } = await link(marketer.id);
      const later = token.replace(/\.(\d{13})\./, (_, at: string) => `.${Number(at) + 1000}.`);
      for (const wrong of [(await link(marketer.id, -1)).token, later, token.replace(marketer.id, other.id), "", "x.y.z", `${token}A`])
        await expect(accept(wrong)).rejects.toMatchObject({ code: "gone" });
      expect(await readResetLink(database.store, randomBytes(32), token)).toBeUndefined();
      await inOrganisation((tx) => disableUser(tx, marketer.id, true));
      expect(await readResetLink(database.store, key, token)).toBeUndefined();
      await expect(link(marketer.id)).rejects.toMatchObject({ code: "not_found" });
      await inOrganisation((tx) => disableUser(tx, marketer.id, false));
      await changePassword(database.store, await principalOf(marketer.email), { current: password, next: "walnut ember harbor slate" });
      await expect(accept(token)).rejects.toMatchObject({ code: "gone" });
    });

    it("are made for members of the workspace only, and not for whoever belongs to another as well", async () => {
      const marketer = await addMarketer();
      const stranger = newId();
      await expect(link(stranger)).rejects.toMatchObject({ code: "not_found" });
      const second = newId();
      await database.owner.query("INSERT INTO workspace (id, organisation_id, name, slug) VALUES ($1, $2, 'Second', $3)", [
        second,
        made.organisationId,
        `second-${second}`,
      ]);
      await database.owner.query("INSERT INTO member (organisation_id, workspace_id, user_id, role) VALUES ($1, $2, $3, 'owner')", [
        made.organisationId,
        second,
        marketer.id,
      ]);
      await expect(link(marketer.id)).rejects.toMatchObject({ code: "forbidden" });
    });
  });
});

describe("members", () => {
  it("have one account an address", async () => {
    const again = inOrganisation((tx) =>
      createUser(tx, { ...made, email: email.toUpperCase(), name: "Again", role: "marketer", password }),
    );
    await expect(again).rejects.toMatchObject({ code: "conflict" });
    const weak = inOrganisation((tx) =>
      createUser(tx, { ...made, email: `w-${newId()}@example.com`, name: "Weak", role: "marketer", password: "passwordpassword" }),
    );
    await expect(weak).rejects.toMatchObject({ code: "unprocessable", problems: [{ path: "password" }] });
  });

  it("always have an owner among them, also when two owners demote each other at once", async () => {
    const demote = (userId: string) => inOrganisation((tx) => setRole(tx, { workspaceId: made.workspaceId, userId, role: "marketer" }));
    await expect(demote(made.ownerId)).rejects.toMatchObject({ code: "conflict" });
    await expect(inOrganisation((tx) => disableUser(tx, made.ownerId, true))).rejects.toMatchObject({ code: "conflict" });
    const second = await addMarketer();
    await inOrganisation((tx) => setRole(tx, { workspaceId: made.workspaceId, userId: second.id, role: "owner" }));
    let commit = (): void => {};
    const gate = new Promise<void>((resolve) => (commit = resolve));
    let done = (): void => {};
    const demoted = new Promise<void>((resolve) => (done = resolve));
    const first = inOrganisation(async (tx) => {
      await setRole(tx, { workspaceId: made.workspaceId, userId: made.ownerId, role: "marketer" });
      done();
      await gate;
    });
    await demoted;
    const other = demote(second.id).catch((error: { code: string }) => error.code);
    const waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    await expect.poll(async () => (await database.owner.query(waiting)).rowCount).toBe(1);
    commit();
    await first;
    expect(await other).toBe("conflict");
    await expect(
      inOrganisation((tx) => setRole(tx, { workspaceId: made.workspaceId, userId: newId(), role: "owner" })),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("API keys", () => {
  const make = (role: "owner" | "marketer", createdBy: string | null) =>
    database.store.tenant(made.liveEnvironmentId, (tx) => createApiKey(tx, { name: "CI", role, createdBy }));

  it("are shown once, stored as a hash, and stand for one environment", async () => {
    const { key, id } = await make("marketer", null);
    expect(key).toMatch(/^jm_live_[A-Za-z0-9_-]{43}$/);
    const { rows } = await database.owner.query("SELECT * FROM api_key WHERE id = $1", [id]);
    expect(JSON.stringify(rows)).not.toContain(key);
    expect(await principalForApiKey(database.store, key)).toEqual({
      kind: "api_key",
      id,
      organisationId: made.organisationId,
      workspaceId: made.workspaceId,
      environments: [{ id: made.liveEnvironmentId, kind: "live" }],
      role: "marketer",
    });
    expect((await database.owner.query("SELECT 1 FROM api_key WHERE id = $1 AND last_used_at IS NOT NULL", [id])).rowCount).toBe(1);
    expect(await principalForApiKey(database.store, `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`)).toBeUndefined();
    expect(await principalForApiKey(database.store, "' OR true --")).toBeUndefined();
  });

  it("stop at once when they are revoked, from their own environment only", async () => {
    const { key, id } = await make("owner", null);
    await expect(database.store.tenant(made.testEnvironmentId, (tx) => revokeApiKey(tx, id))).rejects.toMatchObject({ code: "not_found" });
    expect(await principalForApiKey(database.store, key)).toBeDefined();
    await database.store.tenant(made.liveEnvironmentId, (tx) => revokeApiKey(tx, id));
    expect(await principalForApiKey(database.store, key)).toBeUndefined();
  });

  it("never may more than their maker", async () => {
    const second = await addMarketer();
    const promote = (role: "owner" | "marketer") =>
      inOrganisation((tx) => setRole(tx, { workspaceId: made.workspaceId, userId: second.id, role }));
    await promote("owner");
    const { key } = await make("owner", second.id);
    expect((await principalForApiKey(database.store, key))?.role).toBe("owner");
    await promote("marketer");
    expect((await principalForApiKey(database.store, key))?.role).toBe("marketer");
    await inOrganisation((tx) => disableUser(tx, second.id, true));
    expect(await principalForApiKey(database.store, key)).toBeUndefined();
    await inOrganisation((tx) => disableUser(tx, second.id, false));
    expect(await principalForApiKey(database.store, key)).toBeDefined();
    await database.owner.query("DELETE FROM member WHERE user_id = $1", [second.id]);
    expect(await principalForApiKey(database.store, key)).toBeUndefined();
  });
});

describe("the audit chain", () => {
  const entry = (n: number) => ({
    actorKind: "user" as const,
    actorId: made.ownerId,
    action: "journey.publish",
    subjectKind: "user",
    subjectId: made.ownerId,
    detail: { n, b: 1.5, a: undefined },
  });
  const fill = async (count: number) => {
    for (let n = 0; n < count; n++) await database.store.tenant(made.testEnvironmentId, (tx) => audit(tx, entry(n)));
  };
  /** Changes what the product never changes, as somebody with the owner's rights in the database could. */
  const tamper = async (sql: string, values: unknown[] = []) => {
    await database.owner.query("SET session_replication_role = replica");
    const changed = await database.owner.query(sql, values);
    await database.owner.query("SET session_replication_role = DEFAULT");
    expect(changed.rowCount).toBeGreaterThan(0);
  };

  it("stays whole under many writers at once, and tells who did what to what", async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        database.store.tenant(n % 2 ? made.testEnvironmentId : made.liveEnvironmentId, (tx) => audit(tx, entry(n))),
      ),
    );
    expect(await inOrganisation((tx) => verifyAudit(tx))).toEqual({ ok: true, length: 31, brokenAt: null, shredded: 0 });
    const rows = await database.store.tenant(made.testEnvironmentId, (tx) => readAudit(tx, { limit: 100 }));
    // The test environment's fifteen, and the organisation's own first entry.
    expect(rows).toHaveLength(16);
    expect(rows[0]).toMatchObject({ actor_name: "Olga Owner", subject_name: "Olga Owner", action: "journey.publish" });
    const page = await database.store.tenant(made.testEnvironmentId, (tx) => readAudit(tx, { limit: 5, before: rows[4]?.seq ?? 0 }));
    expect(page.map((row) => row.seq)).toEqual(rows.slice(5, 10).map((row) => row.seq));
  });

  it("keeps nothing of a transaction that was rolled back", async () => {
    await database.store
      .tenant(made.testEnvironmentId, async (tx) => {
        await audit(tx, entry(1));
        throw new Error("no");
      })
      .catch(() => {});
    expect(await inOrganisation((tx) => verifyAudit(tx))).toMatchObject({ ok: true, length: 1 });
    await expect(database.store.engine((tx) => audit(tx, entry(1)))).rejects.toThrow(/needs a transaction/);
  });

  it.each([
    ["a changed action", "UPDATE audit SET action = 'journey.read' WHERE organisation_id = $1 AND seq = 3"],
    ["a changed actor", "UPDATE audit SET actor_id = NULL WHERE organisation_id = $1 AND seq = 3"],
    ["a changed time", "UPDATE audit SET at = at + interval '1 ms' WHERE organisation_id = $1 AND seq = 3"],
    ["a changed payload", `UPDATE audit_detail SET detail = '{"n": 7, "b": 1.5}' WHERE organisation_id = $1 AND seq = 3`],
    ["a removed entry", "DELETE FROM audit WHERE organisation_id = $1 AND seq = 3"],
    ["an entry under another number", "UPDATE audit SET seq = 99 WHERE organisation_id = $1 AND seq = 3"],
  ])("shows %s", async (_, sql) => {
    await fill(5);
    await tamper(sql, [made.organisationId]);
    expect(await inOrganisation((tx) => verifyAudit(tx))).toMatchObject({ ok: false, length: 2, brokenAt: "3" });
  });

  it("shows that its end was cut off, or that it was written anew, against a head that was kept", async () => {
    await fill(3);
    const head = await inOrganisation((tx) => auditHead(tx));
    await fill(1);
    expect(await inOrganisation((tx) => verifyAudit(tx, head))).toMatchObject({ ok: true, length: 5 });
    await tamper("DELETE FROM audit WHERE organisation_id = $1 AND seq > 2", [made.organisationId]);
    expect(await inOrganisation((tx) => verifyAudit(tx))).toMatchObject({ ok: true, length: 2 });
    expect(await inOrganisation((tx) => verifyAudit(tx, head))).toMatchObject({ ok: false, brokenAt: "3" });
    await tamper("DELETE FROM audit_detail WHERE organisation_id = $1 AND seq > 2", [made.organisationId]);
    await fill(3);
    expect(await inOrganisation((tx) => verifyAudit(tx, head))).toMatchObject({ ok: false, brokenAt: "4" });
  });

  it("holds after a payload was shredded", async () => {
    await fill(3);
    await database.store.engine((tx) => tx.run("DELETE FROM audit_detail WHERE organisation_id = $1 AND seq = 2", [made.organisationId]));
    expect(await inOrganisation((tx) => verifyAudit(tx))).toEqual({ ok: true, length: 4, brokenAt: null, shredded: 1 });
  });

  it("is longer than one batch", async () => {
    await inOrganisation(async (tx) => {
      for (let n = 0; n < 1100; n++) await audit(tx, entry(n));
    });
    expect(await inOrganisation((tx) => verifyAudit(tx))).toMatchObject({ ok: true, length: 1101 });
  });
});

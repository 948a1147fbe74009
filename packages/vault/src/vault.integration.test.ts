import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { newId } from "@journeyman/core";
import { seedWorkspace, type TestDatabase, testDatabase } from "@journeyman/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forgetOldKeys, openVault, rotate } from "./index.ts";

let database: TestDatabase;
let environmentId: string;
const folder = mkdtempSync(path.join(tmpdir(), "journeyman-vault-"));

beforeAll(async () => {
  database = await testDatabase();
  ({ environmentId } = await seedWorkspace(database.owner));
});
afterAll(async () => {
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

const secret = { email: "anna@example.com", phone: null };

describe("a person's key", () => {
  it("seals and opens across vaults of the same key, and no row holds the value", async () => {
    const key = randomBytes(32);
    const profileId = newId();
    const sealed = await database.store.tenant(environmentId, (tx) => openVault({ key }).sealForPerson(tx, profileId, secret));
    expect(sealed.includes("anna")).toBe(false);
    expect(await database.store.tenant(environmentId, (tx) => openVault({ key }).openForPerson(tx, profileId, sealed))).toEqual(secret);
  });

  it("is asked of the database once", async () => {
    const vault = openVault({ key: randomBytes(32) });
    const profileId = newId();
    const sealed = await database.store.tenant(environmentId, (tx) => vault.sealForPerson(tx, profileId, secret));
    let queries = 0;
    await database.store.tenant(environmentId, async (tx) => {
      const counting = { ...tx, query: ((...args: Parameters<typeof tx.query>) => (queries++, tx.query(...args))) as typeof tx.query };
      await vault.openForPerson(counting, profileId, sealed);
      await vault.openForPerson(counting, profileId, sealed);
      await vault.prefetch(counting, [profileId]);
    });
    expect(queries).toBe(1);
  });

  it("is made for many people in two round trips, and each opens with their own", async () => {
    const key = randomBytes(32);
    const vault = openVault({ key });
    const people = [newId(), newId(), newId()];
    await database.store.tenant(environmentId, (tx) => vault.sealForPerson(tx, people[1] ?? "", secret));
    let queries = 0;
    const sealed = await database.store.tenant(environmentId, async (tx) => {
      const counting = { ...tx, query: ((...args: Parameters<typeof tx.query>) => (queries++, tx.query(...args))) as typeof tx.query };
      const keys = await openVault({ key }).personKeys(counting, people);
      return people.map((id) => keys.get(id)?.seal(id) ?? Buffer.alloc(0));
    });
    expect(queries).toBe(2);
    const opened: unknown[] = [];
    await database.store.tenant(environmentId, async (tx) => {
      for (const [i, id] of people.entries()) opened.push(await vault.openForPerson(tx, id, sealed[i] ?? Buffer.alloc(0)));
    });
    expect(opened).toEqual(people);
    await expect(
      database.store.tenant(environmentId, (tx) => vault.openForPerson(tx, people[0] ?? "", sealed[1] ?? Buffer.alloc(0))),
    ).rejects.toThrow(/another person's key/);
  });

  it("made in a transaction that is rolled back is forgotten with it", async () => {
    const key = randomBytes(32);
    const vault = openVault({ key });
    const profileId = newId();
    await database.store
      .tenant(environmentId, async (tx) => {
        await vault.sealForPerson(tx, profileId, secret);
        // The second use in the same transaction must not put it into the cache either.
        await vault.sealForPerson(tx, profileId, secret);
        throw new Error("rolled back");
      })
      .catch(() => {});
    const sealed = await database.store.tenant(environmentId, (tx) => vault.sealForPerson(tx, profileId, secret));
    expect(await database.store.tenant(environmentId, (tx) => openVault({ key }).openForPerson(tx, profileId, sealed))).toEqual(secret);
  });

  it("is one, also for whoever waits while another makes it", async () => {
    const key = randomBytes(32);
    const profileId = newId();
    let commit = (): void => {};
    const gate = new Promise<void>((resolve) => (commit = resolve));
    let made = (): void => {};
    const making = new Promise<void>((resolve) => (made = resolve));
    const first = database.store.tenant(environmentId, async (tx) => {
      const sealed = await openVault({ key }).sealForPerson(tx, profileId, secret);
      made();
      await gate;
      return sealed;
    });
    await making;
    // It finds no key, begins to make one, and is held up by the first until that commits.
    const second = database.store.tenant(environmentId, (tx) => openVault({ key }).sealForPerson(tx, profileId, secret));
    await expect
      .poll(
        async () =>
          (await database.owner.query("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"))
            .rowCount,
      )
      .toBe(1);
    commit();
    const reader = openVault({ key });
    for (const sealed of await Promise.all([first, second])) {
      expect(await database.store.tenant(environmentId, (tx) => reader.openForPerson(tx, profileId, sealed))).toEqual(secret);
    }
  });

  it("does not open what belongs to another person, until it is sealed anew", async () => {
    const vault = openVault({ key: randomBytes(32) });
    const [from, to] = [newId(), newId()];
    await database.store.tenant(environmentId, async (tx) => {
      const sealed = await vault.sealForPerson(tx, from, secret);
      await vault.sealForPerson(tx, to, "x");
      await expect(vault.openForPerson(tx, to, sealed)).rejects.toThrow(/another person's key/);
      expect(await vault.openForPerson(tx, to, await vault.reseal(tx, from, to, sealed))).toEqual(secret);
    });
  });

  it("once destroyed is gone, and opening never makes one", async () => {
    const key = randomBytes(32);
    const profileId = newId();
    const sealed = await database.store.tenant(environmentId, (tx) => openVault({ key }).sealForPerson(tx, profileId, secret));
    await database.store.tenant(environmentId, (tx) => tx.run("DELETE FROM person_key WHERE profile_id = $1", [profileId]));
    const opening = database.store.tenant(environmentId, (tx) => openVault({ key }).openForPerson(tx, profileId, sealed));
    await expect(opening).rejects.toMatchObject({ code: "gone" });
    const rows = await database.store.tenant(environmentId, (tx) =>
      tx.query("t_key", "SELECT 1 FROM person_key WHERE profile_id = $1", [profileId]),
    );
    expect(rows).toEqual([]);
  });

  it("is refused outside a tenant", async () => {
    const vault = openVault({ key: randomBytes(32) });
    await expect(database.store.engine((tx) => vault.sealForPerson(tx, newId(), secret))).rejects.toThrow(/outside a tenant/);
  });

  it("fails loudly with the wrong key file, at the start and at use", async () => {
    const profileId = newId();
    const sealed = await database.store.tenant(environmentId, (tx) =>
      openVault({ key: randomBytes(32) }).sealForPerson(tx, profileId, secret),
    );
    const stranger = openVault({ key: randomBytes(32) });
    await expect(database.store.tenant(environmentId, (tx) => stranger.openForPerson(tx, profileId, sealed))).rejects.toThrow(
      /Restore the key file/,
    );
    await expect(stranger.verifyAgainst(database.store)).rejects.toThrow(/does not belong to this database/);
  });
});

describe("rotation", () => {
  it("wraps every key and secret anew, so that the old key can be forgotten", async () => {
    await database.store.engine((tx) => tx.run("DELETE FROM person_key"));
    const keyFile = path.join(folder, "keys.json");
    const people = Array.from({ length: 1203 }, () => newId());
    const before = openVault({ keyFile });
    const sealed = await database.store.tenant(environmentId, async (tx) => {
      const values = [];
      for (const id of people) values.push(await before.sealForPerson(tx, id, { id }));
      await tx.run(
        "INSERT INTO provider (environment_id, id, channel, kind, name, settings, secrets, webhook_token) VALUES ($1, $2, 'email', 'smtp', 'Mail', '{}', $3, 'hook')",
        [environmentId, newId(), before.environmentCipher(environmentId).seal({ password: "hunter2" })],
      );
      return values;
    });
    rotate(keyFile);
    expect(await openVault({ keyFile }).rewrap(database.store)).toEqual({ people: people.length, secrets: 1 });
    forgetOldKeys(keyFile);
    const after = openVault({ keyFile });
    await after.verifyAgainst(database.store);
    expect(await after.rewrap(database.store)).toEqual({ people: 0, secrets: 0 });
    await database.store.tenant(environmentId, async (tx) => {
      await after.prefetch(tx, people);
      for (const [i, id] of people.entries()) expect(await after.openForPerson(tx, id, sealed[i] as Buffer)).toEqual({ id });
      const [row] = await tx.query<{ secrets: Buffer }>("t_provider", "SELECT secrets FROM provider");
      expect(after.environmentCipher(environmentId).open(row?.secrets as Buffer)).toEqual({ password: "hunter2" });
    });
  });
});

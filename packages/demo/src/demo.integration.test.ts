import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { principalForApiKey } from "@journeyman/access";
import { findPeople, readPerson } from "@journeyman/customers";
import { migrateState } from "@journeyman/journey/machine";
import { type TestDatabase, testDatabase } from "@journeyman/testing";
import { openVault, type Vault } from "@journeyman/vault";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DemoEnvironment } from "./environment.ts";
import { fillDemo } from "./fill-demo.ts";
import { type DemoKeys, readKeys } from "./keys.ts";

const people = 300;
let database: TestDatabase;
let folder: string;
let keys: DemoKeys;
let vault: Vault;
let env: DemoEnvironment;

beforeAll(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), "journeyman-demo-"));
  env = {
    databases: { app: database.appUrl, engine: database.engineUrl },
    JOURNEYMAN_KEY_FILE: join(folder, "keys.json"),
    INGEST_URL: "http://127.0.0.1:1",
    WEB_URL: "http://127.0.0.1:1",
    SHOP_URL: "http://127.0.0.1:1",
    FAKE_SMTP_HOST: "127.0.0.1",
    FAKE_SMTP_PORT: 1,
    FAKE_TWILIO_URL: "http://127.0.0.1:1",
  };
  await fillDemo(env, join(folder, "demo.json"), people);
  keys = readKeys(join(folder, "demo.json")) as DemoKeys;
  vault = openVault({ keyFile: env.JOURNEYMAN_KEY_FILE });
});

afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

const count = async (sql: string) => Number((await database.owner.query<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`)).rows[0]?.n);

test("the keys are for their owner only, and open the API", async () => {
  expect(statSync(join(folder, "demo.json")).mode & 0o777).toBe(0o600);
  expect((await principalForApiKey(database.store, keys.apiKey))?.role).toBe("owner");
});

test("the source that the invented events came from has been heard of", async () => {
  const { rows } = await database.owner.query("SELECT name FROM source WHERE last_seen_at IS NULL AND id IN (SELECT source_id FROM event)");
  expect(rows).toEqual([]);
});

test("an invented person is found by their exact address, and reads like any other", async () => {
  const { store } = database;
  await store.tenant(keys.workspace.environmentId, async (tx) => {
    const { people: some } = await findPeople(tx, vault, { limit: 1, names: true });
    const first = await readPerson(tx, vault, some[0]?.id ?? "", { reveal: true });
    const address = first.contactPoints.find(({ kind }) => kind === "email")?.shown ?? "";
    expect(address).toContain("@");
    const { people: found } = await findPeople(tx, vault, { search: address, names: false });
    expect(found.map(({ id }) => id)).toEqual([some[0]?.id]);
    const person = await readPerson(tx, vault, found[0]?.id ?? "", { reveal: true });
    expect(person.name).toMatch(/\S+ \S+/);
  });
});

test("counts on the canvas are those of the traces, and every run has ended or waits on something alive", async () => {
  expect(await count("profile")).toBe(people);
  const entered = await database.owner.query<{ n: string }>("SELECT sum(n) AS n FROM tally WHERE what = 'entered'");
  expect(Number(entered.rows[0]?.n)).toBe(await count("trace WHERE kind = 'entered'"));
  const open = await database.owner.query<{ state: unknown; wake_at: Date | null; poked: boolean }>(
    "SELECT state, wake_at, EXISTS (SELECT 1 FROM poke p WHERE p.run_id = r.id) AS poked FROM run r WHERE status <> 'ended'",
  );
  expect(open.rows.length).toBeGreaterThan(0);
  for (const { state, wake_at, poked } of open.rows) {
    expect(Object.keys(migrateState(state).tokens)).toHaveLength(1);
    expect([poked, wake_at !== null]).toEqual([true, true]);
  }
  expect(await count("run WHERE status = 'ended' AND exit_reason IS NULL")).toBe(0);
});

test("messages went to whom had agreed, and the others say why not", async () => {
  expect(await count("message WHERE state = 'accepted'")).toBeGreaterThan(20);
  expect(await count("message WHERE state = 'suppressed' AND reason IN ('no-consent', 'topic-denied')")).toBeGreaterThan(5);
  for (const node of ["hello", "guide", "remind", "nudge"])
    expect(await count(`message WHERE node = '${node}' AND state = 'accepted'`), node).toBeGreaterThan(0);
  const wrong = await count(
    `message m WHERE m.state = 'accepted' AND m.topic = 'offers' AND NOT EXISTS
     (SELECT 1 FROM consent c WHERE c.contact_point_id = m.endpoint AND c.subject = 'offers' AND c.state = 'granted' AND c.at <= m.planned_at)`,
  );
  expect(wrong).toBe(0);
});

test("nothing has happened in the future", async () => {
  expect(await count("consent")).toBeGreaterThan(100);
  expect(await count("consent WHERE at > now()")).toBe(0);
  expect(await count("event WHERE at > now()")).toBe(0);
});

test("a second start changes nothing but where the fakes listen", async () => {
  const before = await count("profile");
  const moved = { ...env, FAKE_SMTP_HOST: "fakes", FAKE_SMTP_PORT: 2525, FAKE_TWILIO_URL: "http://fakes:2526" };
  expect(await fillDemo(moved, join(folder, "demo.json"), people)).toBe(false);
  expect(await count("profile")).toBe(before);
  const settings = await database.owner.query<{ settings: object }>("SELECT settings FROM provider ORDER BY kind");
  expect(settings.rows.map((row) => row.settings)).toMatchObject([{ host: "fakes", port: 2525 }, { baseUrl: "http://fakes:2526" }]);
});

test("the mails follow the shop to another address, and what somebody is writing stays a draft", async () => {
  const file = join(folder, "demo.json");
  const texts = async () =>
    (
      await database.owner.query<Record<string, string>>(
        `SELECT t.key, t.draft::text AS draft, v.content::text AS live FROM template t JOIN template_version v ON v.id = t.current_version_id
      WHERE t.key IN ('cart-reminder', 'welcome') ORDER BY t.key`,
      )
    ).rows;
  const elsewhere = "http://localhost:30031";
  await database.owner.query(`UPDATE template SET draft = jsonb_set(draft, '{subject}', '"Half written"') WHERE key = 'welcome'`);
  try {
    expect(await fillDemo({ ...env, SHOP_URL: elsewhere }, file, people)).toBe(false);
    const [reminder, welcome] = await texts();
    expect(reminder?.live).toContain(`${elsewhere}/cart`);
    expect(reminder?.draft).toBe(reminder?.live);
    expect(welcome?.draft).toContain(elsewhere);
    expect(welcome?.draft).toContain("Half written");
    expect(welcome?.live).toContain(`${env.SHOP_URL}\\"`);
    expect(readKeys(file)?.shop).toBe(elsewhere);
  } finally {
    await fillDemo(env, file, people);
  }
  expect((await texts())[0]?.live).toContain(`${env.SHOP_URL}/cart`);
});

test("a home that goes to another database and back knows how to sign in to both", async () => {
  const other = await testDatabase();
  const file = join(folder, "demo.json");
  const signIn = () => readKeys(file)?.logins[0]?.password;
  const first = signIn();
  try {
    expect(await fillDemo({ ...env, databases: { app: other.appUrl, engine: other.engineUrl } }, file, 20)).toBe(true);
    const second = signIn();
    expect(second).not.toBe(first);
    expect(await fillDemo(env, file, people)).toBe(false);
    expect(signIn()).toBe(first);
    expect(await fillDemo({ ...env, databases: { app: other.appUrl, engine: other.engineUrl } }, file, 20)).toBe(false);
    expect(signIn()).toBe(second);
    expect(readdirSync(folder).every((name) => (statSync(join(folder, name)).mode & 0o077) === 0)).toBe(true);
  } finally {
    await fillDemo(env, file, people);
    await other.drop();
  }
});

test("what was interrupted goes on where it stood, with the same keys", async () => {
  const other = await testDatabase();
  const file = join(folder, "interrupted.json");
  const elsewhere = { ...env, databases: { app: other.appUrl, engine: other.engineUrl } };
  const rows = async (table: string) => Number((await other.owner.query<{ n: string }>(`SELECT count(*) AS n FROM ${table}`)).rows[0]?.n);
  try {
    await other.owner.query(`CREATE FUNCTION interrupt() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'interrupted'; END $$`);
    await other.owner.query("CREATE TRIGGER interrupt BEFORE INSERT ON field_class EXECUTE FUNCTION interrupt()");
    await expect(fillDemo(elsewhere, file, 20)).rejects.toThrow("interrupted");
    expect([await rows("journey"), await rows("profile")]).toEqual([3, 0]);
    const before = readKeys(file);
    await other.owner.query("DROP TRIGGER interrupt ON field_class");
    expect(await fillDemo(elsewhere, file, 20)).toBe(true);
    expect([await rows("organisation"), await rows("journey"), await rows("profile")]).toEqual([1, 3, 20]);
    expect(readKeys(file)).toEqual(before);
  } finally {
    await other.drop();
  }
});

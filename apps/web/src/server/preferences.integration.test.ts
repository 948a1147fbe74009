import { randomBytes } from "node:crypto";
import { newId } from "@journeyman/core";
import { linkKeyPurpose } from "@journeyman/messages";
import { nilId } from "@journeyman/store";
import { signToken } from "@journeyman/templates";
import { type TestWorkspace, testWorkspace } from "@journeyman/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPreferences, savePreferences } from "./preferences.ts";

let db: TestWorkspace["database"];
let ids: TestWorkspace["ids"];
let vault: TestWorkspace["vault"];

beforeAll(async () => {
  ({ database: db, ids, vault } = await testWorkspace());
  const topic = "INSERT INTO topic (environment_id, id, key, name, no_record, wording) VALUES ($1, $2, $3, $4, $5, 'Yes, please.')";
  await db.owner.query(topic, [ids.environmentId, newId(), "offers", "Offers", "opt-in"]);
  await db.owner.query(topic, [ids.environmentId, newId(), "orders", "Order updates", "opt-out"]);
});
afterAll(() => db?.drop());

type Sent = { token: string; profileId: string; point: string };

/** A message to a person with an address, and the token of its unsubscribe link. */
async function sent(options: { topic?: string | null; test?: boolean } = {}): Promise<Sent> {
  const [profileId, point, run, message] = [newId(), newId(), newId(), newId()];
  const environment = ids.environmentId;
  await db.owner.query("INSERT INTO profile (environment_id, id) VALUES ($1, $2)", [environment, profileId]);
  await db.owner.query(
    `INSERT INTO contact_point (environment_id, id, profile_id, kind, sealed, address_hash, organisation_hash, hint)
     VALUES ($1, $2, $3, 'email', '', $4, $4, 'a***@example.com')`,
    [environment, point, profileId, randomBytes(32)],
  );
  await db.owner.query(
    `INSERT INTO message (environment_id, run_id, id, node, visit, channel, endpoint, profile_id, journey_id, version_id, topic, class, state, settings, planned_at)
     VALUES ($1, $2, $3, 'remind', 1, 'email', $4, $5, $6, $6, $7, 'marketing', 'accepted', $8, now())`,
    [
      environment,
      run,
      message,
      point,
      profileId,
      nilId,
      options.topic === undefined ? "offers" : options.topic,
      options.test ? { preview: {} } : {},
    ],
  );
  return { token: signToken(vault.signingKey(linkKeyPurpose), { kind: "unsubscribe", environment, run, message }), profileId, point };
}

const deps = () => ({ store: db.store, vault });
const records = async (point: string) =>
  (
    await db.owner.query("SELECT subject, state, method, wording FROM consent WHERE contact_point_id = $1 ORDER BY recorded_at, id", [
      point,
    ])
  ).rows;

describe("the unsubscribe page", () => {
  test("shows and changes nothing", async () => {
    const { token, point } = await sent();
    const view = await readPreferences(deps(), token);
    expect(view).toMatchObject({
      workspace: "Northkettle",
      hint: "a***@example.com",
      topic: { key: "offers", agreed: false },
      allRefused: false,
      test: false,
    });
    expect(view?.topics.map((topic) => [topic.key, topic.agreed])).toEqual([
      ["offers", false],
      ["orders", true],
    ]);
    expect(await records(point)).toEqual([]);
  });

  test("a topic is refused once, whatever the number of presses, and the message hears of it", async () => {
    const { token, point, profileId } = await sent();
    expect(await savePreferences(deps(), token, { kind: "topic" })).toBe(true);
    expect(await savePreferences(deps(), token, { kind: "topic" })).toBe(true);
    expect(await records(point)).toEqual([{ subject: "offers", state: "denied", method: "unsubscribe-page", wording: null }]);
    const facts = await db.owner.query("SELECT f.kind FROM message_fact f JOIN inbox i ON i.fact_id = f.id WHERE i.profile_id = $1", [
      profileId,
    ]);
    expect(facts.rows).toEqual([{ kind: "unsubscribed" }]);
  });

  test("so is a topic that is not offered any more", async () => {
    const { token, point } = await sent({ topic: "retired" });
    for (let press = 0; press < 2; press++) await savePreferences(deps(), token, { kind: "topic" });
    expect(await records(point)).toMatchObject([{ subject: "retired", state: "denied" }]);
  });

  test("everything is refused at once, and a topic agreed to later opens the channel again, with its wording as proof", async () => {
    const { token, point } = await sent();
    await savePreferences(deps(), token, { kind: "all" });
    expect((await readPreferences(deps(), token))?.allRefused).toBe(true);
    await savePreferences(deps(), token, { kind: "topics", agreed: ["offers"] });
    const view = await readPreferences(deps(), token);
    expect(view?.allRefused).toBe(false);
    expect(view?.topics.map((topic) => [topic.key, topic.agreed])).toEqual([
      ["offers", true],
      ["orders", false],
    ]);
    expect((await records(point)).find((row) => row.subject === "offers")).toMatchObject({ state: "granted", wording: "Yes, please." });
  });

  test("a message without a topic refuses the whole channel", async () => {
    const { token, point } = await sent({ topic: null });
    await savePreferences(deps(), token, { kind: "topic" });
    expect(await records(point)).toMatchObject([{ subject: "channel", state: "denied" }]);
  });

  test("a test message changes nobody's consent, and a changed token is nothing", async () => {
    const { token, point } = await sent({ test: true });
    expect(await savePreferences(deps(), token, { kind: "all" })).toBe(true);
    expect(await records(point)).toEqual([]);
    const changed = `${token.slice(0, -5)}${token.at(-5) === "A" ? "B" : "A"}${token.slice(-4)}`;
    expect(changed).not.toBe(token);
    expect(await readPreferences(deps(), changed)).toBeUndefined();
    expect(await savePreferences(deps(), changed, { kind: "all" })).toBe(false);
    const open = signToken(vault.signingKey(linkKeyPurpose), {
      kind: "open",
      environment: ids.environmentId,
      run: newId(),
      message: newId(),
    });
    expect(await readPreferences(deps(), open)).toBeUndefined();
  });
});

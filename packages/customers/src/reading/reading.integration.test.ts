import { formatId, newId } from "@journeyman/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { factsFor, findPeople, personTimeline, workspaceZone } from "../index.ts";
import { openWorld, type World } from "../testing/world.ts";

let world: World;
let anna: string;
const day = 86_400_000;
const start = Date.now() - 30 * day;

beforeAll(async () => {
  world = await openWorld();
  await world.send(
    {
      type: "identify",
      userId: "anna",
      at: start,
      traits: { email: "anna@northkettle.example", firstName: "Anna", lastName: "Nowak", phone: "+48600100200", plan: "gold" },
      context: { consent: { categoryPreferences: { offers: true } } },
    },
    { type: "identify", userId: "bob", at: start + day, traits: { email: "bob@northkettle.example" } },
    { type: "identify", userId: "+48600100999", at: start + 2 * day, traits: { email: "carol@other.example" } },
  );
  for (let i = 0; i < 7; i++)
    await world.send({
      userId: "anna",
      name: "Order Completed",
      at: start + (3 + i) * day,
      properties: { total: i * 10, email: "gift@example.com" },
    });
  await world.route();
  anna = (await world.who("user_id", "anna")) ?? "";
});
afterAll(async () => {
  await world?.close();
});

const find = async (search?: string, names = false) =>
  (await world.tenant((tx) => findPeople(tx, world.vault, { ...(search === undefined ? {} : { search }), names }))).people.map(
    (person) => person.userId,
  );

describe("finding people", () => {
  test.each([
    ["anna@northkettle.example", ["anna"]],
    ["ANNA@NorthKettle.Example ", ["anna"]],
    ["@northkettle.example", ["anna", "bob"]],
    ["+48 600 100 200", ["anna"]],
    ["anna", ["anna"]],
    ["+48600100999", [null]],
    ["ann", []],
    ["anna@", []],
    ["@", []],
    ["%", []],
    ["per_nonsense", []],
  ])("by %s", async (search, found) => {
    expect(await find(search)).toEqual(found);
  });
  test("by id, in both spellings, and a merged person's old id", async () => {
    expect(await find(anna)).toEqual(["anna"]);
    expect(await find(formatId("profile", anna))).toEqual(["anna"]);
    expect(await find(newId())).toEqual([]);
  });
  test("all, last seen first, page by page, each once", async () => {
    await world.database.owner.query("INSERT INTO profile (environment_id, id) SELECT $1, gen_random_uuid() FROM generate_series(1, 5)", [
      world.environmentId,
    ]);
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await world.tenant((tx) =>
        findPeople(tx, world.vault, { limit: 2, names: false, ...(after === undefined ? {} : { after }) }),
      );
      seen.push(...page.people.map((person) => person.id));
      if (page.next === undefined) break;
      after = page.next;
    }
    expect(seen).toHaveLength(8);
    expect(new Set(seen).size).toBe(8);
    expect(seen[0]).toBe(anna);
    await expect(world.tenant((tx) => findPeople(tx, world.vault, { after: "x", names: false }))).rejects.toThrow(/cursor/);
  });
  test("names are shown to those who may see them, addresses as hints to all", async () => {
    const contacts = [
      { kind: "email", hint: "a***@northkettle.example" },
      { kind: "phone", hint: "+48 *** *** 200" },
    ];
    const [hidden] = (await world.tenant((tx) => findPeople(tx, world.vault, { search: "anna", names: false }))).people;
    expect(hidden).toMatchObject({ name: null, contacts });
    const [shown] = (await world.tenant((tx) => findPeople(tx, world.vault, { search: "anna", names: true }))).people;
    expect(shown).toMatchObject({ name: "Anna Nowak", contacts });
  });
});

describe("a person's timeline", () => {
  test("has everything in one order, page by page", async () => {
    const items: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await world.tenant((tx) =>
        personTimeline(tx, world.vault, anna, { limit: 3, reveal: false, ...(after === undefined ? {} : { after }) }),
      );
      items.push(...page.items.map((item) => `${item.kind} ${item.kind === "event" ? item.name : ""}`.trim()));
      if (page.next === undefined) break;
      after = page.next;
    }
    expect(items).toEqual([...Array.from({ length: 7 }, () => "event Order Completed"), "consent", "consent", "event Identified"]);
  });
  test("shows sealed values only when asked to reveal", async () => {
    const read = (reveal: boolean) => world.tenant((tx) => personTimeline(tx, world.vault, anna, { limit: 1, reveal, kinds: ["event"] }));
    expect((await read(false)).items).toMatchObject([{ properties: { total: 60 }, sealed: true }]);
    expect((await read(true)).items).toMatchObject([{ properties: { total: 60, email: "gift@example.com" } }]);
  });
});

describe("facts", () => {
  const none = { traits: [], events: [], topics: [], messages: [], trigger: false, variables: [] };
  test("are what is named, in one query", async () => {
    let queries = 0;
    const facts = await world.tenant(async (tx) => {
      const counting = { ...tx, query: ((...args: Parameters<typeof tx.query>) => (queries++, tx.query(...args))) as typeof tx.query };
      return factsFor(
        counting,
        world.vault,
        anna,
        { ...none, traits: ["plan"], events: ["Order Completed", "Never"], topics: ["offers", "news"] },
        { workspaceZone: "UTC" },
      );
    });
    expect(queries).toBe(1);
    expect(facts.traits).toEqual({ plan: "gold", country: "PL" });
    expect(facts.events.Never).toEqual([]);
    expect(facts.events["Order Completed"]?.map((event) => [event.properties, event.at])).toEqual(
      Array.from({ length: 7 }, (_, i) => [{ total: i * 10 }, start + (3 + i) * day]),
    );
    expect(facts.consent).toEqual({ offers: { email: "granted", sms: "granted" }, news: { email: "none", sms: "none" } });
    expect(facts.zone).toBe("Europe/Warsaw");
  });
  test("say which sealed traits there are and not what they hold", async () => {
    const facts = await world.tenant((tx) => factsFor(tx, world.vault, anna, { ...none, traits: ["email"] }, { workspaceZone: "UTC" }));
    expect(facts.sealedTraits.toSorted()).toEqual(["email", "firstName", "lastName", "phone"]);
    expect(JSON.stringify(facts)).not.toContain("anna@");
  });
  test("hold the run's trigger, messages and variables", async () => {
    const run = newId();
    const [event] = (
      await world.database.owner.query("SELECT id FROM event WHERE profile_id = $1 AND name = 'Order Completed' ORDER BY at LIMIT 1", [
        anna,
      ])
    ).rows;
    await world.database.owner.query(
      `INSERT INTO message (environment_id, run_id, id, node, visit, channel, endpoint, profile_id, journey_id, version_id, class, state, planned_at, clicked_at)
       VALUES ($1, $2, $2, 'mail', 1, 'email', $2, $3, $2, $2, 'marketing', 'accepted', now(), now())`,
      [world.environmentId, run, anna],
    );
    const facts = await world.tenant((tx) =>
      factsFor(
        tx,
        world.vault,
        anna,
        { ...none, trigger: true, messages: ["mail"] },
        { run: { id: run, trigger_event_id: event.id, variables: { a: 1 } }, workspaceZone: "UTC" },
      ),
    );
    expect(facts.trigger).toMatchObject({ id: event.id, name: "Order Completed", properties: { total: 0 } });
    expect(facts.messages).toEqual([{ node: "mail", state: "accepted", delivered: false, opened: false, clicked: true, bounced: false }]);
    expect(facts.variables).toEqual({ a: 1 });
  });
  test("the workspace's zone is read", async () => {
    expect(await world.tenant(workspaceZone)).toBe("UTC");
  });
});

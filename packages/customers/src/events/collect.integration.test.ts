import { newId } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CollectedEvent, collect, listFieldClasses } from "../index.ts";
import { openWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world?.close();
});

function event(fields: Partial<CollectedEvent>): CollectedEvent {
  const given = {
    type: "track",
    name: "Counted",
    properties: {},
    traits: {},
    context: {},
    sourceId: null,
    historical: false,
    trusted: true,
    depth: 0,
  } as const;
  return { ...given, messageId: newId(), at: Date.now(), ...fields };
}

/** How many statements `collect` sends, besides BEGIN and COMMIT. */
async function statements(events: CollectedEvent[]): Promise<number> {
  let count = 0;
  await world.tenant((tx) => {
    const counting: Tx = { ...tx, query: (...args: Parameters<typeof tx.query>) => (count++, tx.query(...args)) };
    return collect(counting, world.vault, events);
  });
  return count;
}

describe("round trips", () => {
  test("a batch of any size is read and written in two, with BEGIN and COMMIT four", async () => {
    const batch = (n: number) =>
      Array.from({ length: n }, (_, i) => event({ userId: `trip-${i}`, anonymousId: `browser-${i}`, properties: { total: i } }));
    await statements(batch(2));
    expect(await statements(batch(1))).toBe(2);
    expect(await statements(batch(400))).toBe(2);
    expect((await world.database.owner.query("SELECT count(*)::int AS n FROM event WHERE name = 'Counted'")).rows[0].n).toBe(403);
  });

  test("the first sealed value of many people costs two more, however many they are", async () => {
    const people = Array.from({ length: 100 }, (_, i) =>
      event({ userId: `sealed-${i}`, type: "identify", traits: { email: `s${i}@example.com` } }),
    );
    await statements([event({ userId: "first", type: "identify", traits: { email: "first@example.com" } })]);
    expect(await statements(people)).toBe(4);
    // A key is remembered beyond its transaction once it was read from a committed one.
    const again = () => statements(people.map((one) => ({ ...one, messageId: newId() })));
    expect([await again(), await again()]).toEqual([3, 2]);
  });
});

describe("what is written", () => {
  test("events keep the order in which they were handed in", async () => {
    await world.tenant((tx) =>
      collect(
        tx,
        world.vault,
        Array.from({ length: 50 }, (_, i) => event({ userId: "ordered", name: "Ordered", properties: { i } })),
      ),
    );
    const { rows } = await world.database.owner.query(
      "SELECT (e.properties->>'i')::int AS i FROM inbox x JOIN event e ON e.id = x.event_id WHERE e.name = 'Ordered' ORDER BY x.id",
    );
    expect(rows.map((row) => row.i)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  test("of two events with one messageId in a batch the first counts", async () => {
    const messageId = newId();
    const collected = await world.tenant((tx) =>
      collect(tx, world.vault, [
        event({ userId: "pair", name: "Pair", messageId, properties: { which: "first" } }),
        event({ userId: "pair", name: "Pair", messageId, properties: { which: "second" } }),
      ]),
    );
    expect(collected).toMatchObject({ accepted: 1, duplicates: 1 });
    expect((await world.database.owner.query("SELECT properties FROM event WHERE name = 'Pair'")).rows).toEqual([
      { properties: { which: "first" } },
    ]);
  });

  test("a transaction that is rolled back leaves nothing, and the messageId may come again", async () => {
    const one = event({ userId: "rolled", name: "Rolled" });
    await expect(
      world.tenant(async (tx) => {
        await collect(tx, world.vault, [one]);
        throw new Error("the connection is gone");
      }),
    ).rejects.toThrow("gone");
    expect(await world.who("user_id", "rolled")).toBeUndefined();
    expect(await world.tenant((tx) => collect(tx, world.vault, [one]))).toMatchObject({ accepted: 1 });
  });

  test("what a page's address gives away is sealed, what tracks people is dropped", async () => {
    await world.tenant((tx) =>
      collect(tx, world.vault, [
        event({
          anonymousId: "reader",
          name: "Read",
          context: {
            ip: "192.0.2.1",
            userAgent: "Safari",
            page: { path: "/mugs", url: "https://shop.example/mugs?mail=anna%40example.com" },
            device: { id: "AAAA-BBBB", advertisingId: "CCCC", type: "phone" },
            unknown: { anything: "else" },
          },
        }),
      ]),
    );
    const { rows } = await world.database.owner.query("SELECT context, sealed, profile_id FROM event WHERE name = 'Read'");
    expect(rows[0].context).toEqual({ userAgent: "Safari", page: { path: "/mugs" }, device: { type: "phone" } });
    expect(await world.tenant((tx) => world.vault.openForPerson(tx, rows[0].profile_id, rows[0].sealed))).toEqual({
      context: { "page.url": "https://shop.example/mugs?mail=anna%40example.com" },
    });
  });

  test("every field that was seen is listed, held ones first", async () => {
    await world.tenant((tx) =>
      collect(tx, world.vault, [event({ userId: "fields", properties: { colour: "blue", comment: "ask me@example.com" } })]),
    );
    const rows = (await world.tenant(listFieldClasses)).filter((row) => row.name === "colour" || row.name === "comment");
    expect(rows.map(({ scope, name, class: found, decided, type }) => [scope, name, found, decided, type])).toEqual([
      ["event", "comment", "contact", false, "string"],
      ["event", "colour", "attribute", false, "string"],
    ]);
  });

  test("nothing crosses into another environment: the same ids there are other people", async () => {
    await world.send({ userId: "tenant" });
    const other = (await world.database.owner.query("SELECT id FROM environment WHERE id <> $1", [world.environmentId])).rows[0]
      .id as string;
    await world.database.store.tenant(other, (tx) => collect(tx, world.vault, [event({ userId: "tenant" })]));
    const { rows } = await world.database.owner.query(
      "SELECT environment_id, profile_id, encode(value_hash, 'hex') AS hash FROM identity WHERE value = 'tenant'",
    );
    expect(new Set(rows.map((row) => row.environment_id)).size).toBe(2);
    expect(new Set(rows.map((row) => row.profile_id)).size).toBe(2);
    expect(new Set(rows.map((row) => row.hash)).size).toBe(2);
  });
});

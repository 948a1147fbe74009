import { afterAll, beforeAll, expect, test } from "vitest";
import { personForRendering, personTimeline, readPerson } from "../index.ts";
import { openWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world?.close();
});

test("a person is made by their first event, and their traits are parted by class", async () => {
  const sent = await world.send({
    type: "identify",
    userId: "u-1",
    traits: {
      email: "Anna.Nowak@Example.com",
      firstName: "Anna",
      plan: "gold",
      phone: "+48 600 100 200",
      note: "call me at +48 600 100 201 please",
    },
  });
  expect(sent).toMatchObject({ accepted: 1, duplicates: 0, dropped: 0 });
  await world.route();
  const id = await world.who("user_id", "u-1");
  const hidden = await world.tenant((tx) => readPerson(tx, world.vault, id ?? "", { reveal: false }));
  expect(hidden.traits.map(({ origin: _origin, ...trait }) => trait)).toEqual([
    { name: "email", class: "contact", hidden: true },
    { name: "firstName", class: "contact", hidden: true },
    { name: "note", class: "contact", hidden: true },
    { name: "phone", class: "contact", hidden: true },
    { name: "plan", class: "attribute", value: "gold", hidden: false },
  ]);
  expect(hidden.country).toBe("PL");
  expect(hidden.contactPoints.map((point) => point.shown)).toEqual(["a***@example.com", "+48 *** *** 200"]);
  const opened = await world.tenant((tx) => personForRendering(tx, world.vault, id ?? ""));
  expect(opened?.contactPoints.map((point) => point.address)).toEqual(["Anna.Nowak@example.com", "+48600100200"]);
  expect(opened?.person).toMatchObject({ firstName: "Anna", plan: "gold" });
});

test("no address stands plain in any table, not as an id either, by which its owner is found all the same", async () => {
  const externalIds = [{ type: "email", id: "other.nowak@example.com" }];
  await world.send({ userId: "nowak@example.org", name: "Product Viewed", externalIds });
  await world.route();
  const owner = await world.who("user_id", "nowak@example.org");
  expect(owner).toBeDefined();
  expect(await world.who("external_id", "email:other.nowak@example.com")).toBe(owner);
  const tables = await world.database.owner.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
  );
  for (const { name } of tables.rows) {
    const found = await world.database.owner.query(`SELECT 1 FROM "${name}" t WHERE t::text ~* '(nowak@|600100200|600 100 20)' LIMIT 1`);
    expect(found.rowCount, name).toBe(0);
  }
});

test("someone who browsed and then says who they are is one person, their events with them", async () => {
  await world.send({ anonymousId: "a-2", name: "Product Viewed" });
  await world.route();
  const before = await world.who("anonymous_id", "a-2");
  await world.send({ type: "identify", anonymousId: "a-2", userId: "u-2", traits: { email: "b@example.com" } });
  expect(await world.route()).toEqual([]);
  expect(await world.who("user_id", "u-2")).toBe(before);
  const timeline = await world.tenant((tx) => personTimeline(tx, world.vault, before ?? "", { reveal: false }));
  expect(timeline.items.map((item) => item.kind === "event" && item.name)).toEqual(["Identified", "Product Viewed"]);
});

import { newId } from "@journeyman/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decideFieldClass, mergePeople, readPerson, traitHistory } from "../index.ts";
import { openWorld, type World } from "../testing/world.ts";

let world: World;
const day = 86_400_000;
const start = Date.now() - 10 * day;
const shop = newId();

beforeAll(async () => {
  world = await openWorld();
  await world.database.owner.query(
    "INSERT INTO source (environment_id, id, name, kind, prefix) VALUES ($1, $2, 'Shop backend', 'server', 'jw_s')",
    [world.environmentId, shop],
  );
});
afterAll(() => world?.close());

async function say(userId: string, days: number, traits: object, sourceId: string | null = shop): Promise<string> {
  await world.send({ type: "identify", userId, at: start + days * day, traits: traits as never, sourceId });
  await world.route();
  return (await world.who("user_id", userId)) ?? "";
}
const historyOf = (id: string, name: string, reveal = false, page: { limit?: number; after?: string } = {}) =>
  world.tenant((tx) => traitHistory(tx, world.vault, id, name, { reveal, limit: 50, ...page }));
const traitOf = async (id: string, name: string) =>
  (await world.tenant((tx) => readPerson(tx, world.vault, id, { reveal: false }))).traits.find((trait) => trait.name === name);

test("a trait says since when it is so and who said it, and what it was before, page by page", async () => {
  await say("h-1", 0, { plan: "basic" }, null);
  await say("h-1", 1, { plan: "gold", city: "Łódź" });
  await say("h-1", 2, { plan: "gold", city: null });
  const id = await say("h-1", 3, { plan: "silver" });
  expect(await traitOf(id, "plan")).toMatchObject({ value: "silver", origin: { since: start + 3 * day, source: "Shop backend" } });
  const first = await historyOf(id, "plan", false, { limit: 2 });
  expect(first.items).toMatchObject([
    { at: start + 3 * day, source: "Shop backend", hidden: false, value: "silver" },
    { at: start + day, source: "Shop backend", hidden: false, value: "gold" },
  ]);
  const rest = await historyOf(id, "plan", false, { limit: 2, after: first.next ?? "" });
  expect(rest).toMatchObject({ items: [{ at: start, source: null, value: "basic" }] });
  expect(rest.next).toBeUndefined();
  expect((await historyOf(id, "city")).items.map((item) => !item.hidden && item.value)).toEqual([null, "Łódź"]);
});

test("whoever may not see a trait does not see its history", async () => {
  await say("h-2", 0, { email: "old@example.com" });
  const id = await say("h-2", 1, { email: "new@example.com" });
  const hidden = await historyOf(id, "email");
  expect(hidden.items).toMatchObject([{ hidden: true }, { hidden: true }]);
  expect(JSON.stringify(hidden)).not.toContain("example.com");
  expect((await historyOf(id, "email", true)).items).toMatchObject([{ value: "new@example.com" }, { value: "old@example.com" }]);
  expect(await traitOf(id, "email")).toMatchObject({ hidden: true, origin: { since: start + day } });
});

test("words from before a field was protected are protected too, and from before it was opened stay sealed", async () => {
  const id = await say("h-3", 0, { salary: 90_000, motto: "mail me@example.com" });
  await world.tenant((tx) => decideFieldClass(tx, "trait", "salary", "restricted"));
  await world.tenant((tx) => decideFieldClass(tx, "trait", "motto", "attribute"));
  await say("h-3", 1, { salary: 91_000, motto: "none" });
  expect((await historyOf(id, "salary")).items).toMatchObject([{ hidden: true }, { hidden: true }]);
  expect((await historyOf(id, "motto")).items).toMatchObject([{ value: "none" }, { hidden: true }]);
});

test("after two people became one, nothing is claimed that the other said later; the old id leads to both histories", async () => {
  const into = await say("h-4", 0, { plan: "gold" });
  const from = await say("h-5", 5, { plan: "basic" });
  await world.database.store.lockPerson(world.environmentId, [into, from].toSorted(), (tx) => mergePeople(tx, world.vault, from, into));
  expect(await traitOf(into, "plan")).toMatchObject({ value: "gold", origin: null });
  expect((await historyOf(from, "plan")).items).toMatchObject([{ value: "basic" }, { value: "gold" }]);
});

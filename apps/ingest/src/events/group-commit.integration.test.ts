import { newId } from "@journeyman/core";
import type { CollectedEvent } from "@journeyman/customers";
import { channels, listen } from "@journeyman/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorld, type World } from "../testing/world.ts";
import { createGroupCommit } from "./group-commit.ts";

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
    name: "Grouped",
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

test("requests that come together share a transaction, each person's events in the order they came", async () => {
  const { submit } = createGroupCommit(world.database.store, world.vault);
  await Promise.all(
    Array.from({ length: 200 }, (_, i) => submit(world.environmentId, [event({ userId: `g-${i % 3}`, properties: { i } })])),
  );
  const rows = await world.rows<{ user_id: string; i: number; tx: string }>(
    `SELECT d.value AS user_id, (e.properties->>'i')::int AS i, e.xmin::text AS tx FROM inbox x JOIN event e ON e.id = x.event_id
       JOIN identity d ON d.profile_id = e.profile_id WHERE e.name = 'Grouped' ORDER BY x.id`,
  );
  expect(rows).toHaveLength(200);
  for (let person = 0; person < 3; person++) {
    const order = rows.filter((row) => row.user_id === `g-${person}`).map((row) => row.i);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  }
  expect(new Set(rows.map((row) => row.tx)).size).toBeLessThan(10);
});

test("what the database refuses fails alone, and those it shared a transaction with are committed", async () => {
  const { submit } = createGroupCommit(world.database.store, world.vault);
  const answers = await Promise.allSettled([
    submit(world.environmentId, [event({ userId: "well-1", name: "Neighbour" })]),
    submit(world.environmentId, [event({ userId: "ill", name: "Neighbour", sourceId: "no uuid" })]),
    submit(world.environmentId, [event({ userId: "well-2", name: "Neighbour" })]),
  ]);
  expect(answers.map((answer) => answer.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(await world.rows("SELECT 1 FROM event WHERE name = 'Neighbour'")).toHaveLength(2);
});

test("more than can be held is refused for the sender to try again", async () => {
  const { submit, idle } = createGroupCommit(world.database.store, world.vault);
  const crowd = Array.from({ length: 50_001 }, () => event({ userId: "crowd", name: "Too Many" }));
  await expect(submit(world.environmentId, crowd)).rejects.toMatchObject({ code: "unavailable", retryable: true });
  await submit(world.environmentId, [event({ userId: "crowd", name: "Not Too Many" })]);
  await idle();
});

test("the router is told once a commit: of one person by name, of several without", async () => {
  const told: string[] = [];
  const listener = await listen(world.database.store, [channels.inbox], (_, payload) => told.push(payload));
  try {
    const { submit } = createGroupCommit(world.database.store, world.vault);
    await submit(world.environmentId, [event({ userId: "told-1" }), event({ userId: "told-1" })]);
    await submit(world.environmentId, [event({ userId: "told-1" }), event({ userId: "told-2" })]);
    const [person] = await world.rows<{ profile_id: string }>("SELECT profile_id FROM identity WHERE value = 'told-1'");
    await expect.poll(() => told).toEqual([`${world.environmentId}:${person?.profile_id}`, `${world.environmentId}:*`]);
  } finally {
    await listener.close();
  }
});

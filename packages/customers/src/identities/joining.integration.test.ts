import { applyChannelStop, consentMatrix, recordConsent } from "@journeyman/consent/store";
import { newId } from "@journeyman/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { collect, mergePeople, personForRendering, personTimeline, readPerson, redirectOf } from "../index.ts";
import { openWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world?.close();
});

const anna = { type: "identify" as const, traits: { email: "anna@example.com", firstName: "Anna", plan: "gold" } };

describe("anonymous joined to known", () => {
  test("a new device of someone known becomes part of them, with its events and what is sealed in them", async () => {
    await world.send({ ...anna, userId: "join-1" });
    await world.send({ anonymousId: "join-a", name: "Product Viewed", properties: { note: "for my mother@example.com" } });
    await world.route();
    const [known, browsing] = [await world.who("user_id", "join-1"), await world.who("anonymous_id", "join-a")];
    expect(known).not.toBe(browsing);
    await world.send({ type: "identify", userId: "join-1", anonymousId: "join-a" });
    expect(await world.route()).toEqual([{ from: browsing, into: known, endRuns: [] }]);
    expect(await world.who("anonymous_id", "join-a")).toBe(known);
    expect(await world.tenant((tx) => redirectOf(tx, browsing ?? ""))).toBe(known);
    const timeline = await world.tenant((tx) => personTimeline(tx, world.vault, known ?? "", { reveal: true }));
    expect(timeline.items.flatMap((item) => (item.kind === "event" ? [[item.name, item.properties]] : []))).toEqual([
      ["Identified", {}],
      ["Product Viewed", { note: "for my mother@example.com" }],
      ["Identified", { plan: "gold", email: "anna@example.com", firstName: "Anna" }],
    ]);
    const person = await world.tenant((tx) => readPerson(tx, world.vault, browsing ?? "", { reveal: false }));
    expect(person).toMatchObject({ id: known, mergedFrom: browsing });
  });

  test("a shared computer: the second user takes the anonymous id over and nothing of the first", async () => {
    await world.send({ type: "identify", userId: "first", anonymousId: "shared", traits: { plan: "gold" } });
    await world.route();
    await world.send({ type: "identify", userId: "second", anonymousId: "shared", traits: { plan: "basic" } });
    expect(await world.route()).toEqual([]);
    const [first, second] = [await world.who("user_id", "first"), await world.who("user_id", "second")];
    expect(first).not.toBe(second);
    expect(await world.who("anonymous_id", "shared")).toBe(second);
    const person = await world.tenant((tx) => readPerson(tx, world.vault, first ?? "", { reveal: false }));
    expect(person.traits).toMatchObject([{ name: "plan", value: "gold" }]);
    expect(person.mergedFrom).toBeUndefined();
  });

  test("two users whose first events come before either is routed stay two people", async () => {
    await world.send({ anonymousId: "kiosk", name: "Kiosk Opened" });
    await world.route();
    await world.send({ userId: "k-1", anonymousId: "kiosk", name: "Kiosk Bought" });
    await world.send({ userId: "k-2", anonymousId: "kiosk", name: "Kiosk Bought", properties: { note: "to k@example.com" } });
    await world.route();
    const [one, two] = [await world.who("user_id", "k-1"), await world.who("user_id", "k-2")];
    expect(one).toBeDefined();
    expect(two).toBeDefined();
    expect(one).not.toBe(two);
    const timeline = await world.tenant((tx) => personTimeline(tx, world.vault, two ?? "", { reveal: true }));
    expect(timeline.items).toMatchObject([{ name: "Kiosk Bought", properties: { note: "to k@example.com" } }]);
  });

  test("alias makes two users one", async () => {
    await world.send({ ...anna, userId: "old-id" }, { userId: "new-id", name: "Signed Up" });
    await world.route();
    await world.send({ type: "alias", name: "Aliased", userId: "new-id", previous: { id: "old-id", user: true } });
    const into = await world.who("user_id", "new-id");
    expect(await world.route()).toMatchObject([{ into }]);
    expect(await world.who("user_id", "old-id")).toBe(into);
    const person = await world.tenant((tx) => personForRendering(tx, world.vault, into ?? ""));
    expect(person?.person).toEqual({ email: "anna@example.com", firstName: "Anna", plan: "gold" });
    expect(person?.contactPoints).toMatchObject([{ kind: "email", address: "anna@example.com" }]);
  });

  test("batches that make the same person at the same moment end as one person with all events", async () => {
    const event = (name: string) => ({ userId: "race", name, messageId: newId() });
    await Promise.all(Array.from({ length: 8 }, (_, i) => world.send(event(`Raced ${i}`))));
    await world.route();
    const id = await world.who("user_id", "race");
    const timeline = await world.tenant((tx) => personTimeline(tx, world.vault, id ?? "", { reveal: false }));
    expect(timeline.items).toHaveLength(8);
    const alive = await world.database.owner.query(
      "SELECT 1 FROM event e JOIN profile p ON p.id = e.profile_id WHERE e.name LIKE 'Raced%' AND p.redirect_to IS NOT NULL",
    );
    expect(alive.rowCount).toBe(0);
  });

  test("repeating a messageId leaves no person behind", async () => {
    const count = async () => (await world.database.owner.query("SELECT count(*) AS n FROM profile")).rows[0].n;
    await world.send({ userId: "real", messageId: "same" });
    const before = await count();
    expect(await world.send({ userId: "ghost", messageId: "same" })).toMatchObject({ accepted: 0, duplicates: 1, people: [] });
    expect(await count()).toBe(before);
    expect(await world.who("user_id", "ghost")).toBeUndefined();
  });

  test("an erased person does not come back with a late event", async () => {
    await world.database.owner.query("INSERT INTO tombstone (environment_id, kind, value_hash) VALUES ($1, 'user_id', $2)", [
      world.environmentId,
      world.vault.blindIndex(world.environmentId, "user_id", "erased"),
    ]);
    expect(await world.send({ userId: "erased", name: "Late" }, { userId: "not-erased", name: "Late" })).toMatchObject({
      accepted: 1,
      dropped: 1,
    });
    expect(await world.who("user_id", "erased")).toBeUndefined();
  });
});

describe("merging", () => {
  /** Two people with an e-mail each; answers their ids and contact points. */
  async function two(first: string, second: string) {
    const names = [newId(), newId()];
    await world.send(
      { type: "identify", userId: names[0] ?? "", traits: { email: first } },
      { type: "identify", userId: names[1] ?? "", traits: { email: second } },
    );
    await world.route();
    const ids = [(await world.who("user_id", names[0] ?? "")) ?? "", (await world.who("user_id", names[1] ?? "")) ?? ""] as const;
    const points = await world.tenant(async (tx) => {
      const found = [];
      for (const id of ids) found.push((await consentMatrix(tx, id)).contactPoints[0]?.id ?? "");
      return found as [string, string];
    });
    return { ids, points };
  }
  const merge = (from: string, into: string) =>
    world.database.store.lockPerson(world.environmentId, [from, into], (tx) => mergePeople(tx, world.vault, from, into));
  const say = (profileId: string, contactPointId: string, state: "granted" | "denied") =>
    world.tenant((tx) =>
      recordConsent(tx, [{ profileId, contactPointId, subject: "offers", state, basis: "consent", method: "api", at: tx.now() }]),
    );

  test("an agreement does not pass to another address, and the address that had it keeps it", async () => {
    const { ids, points } = await two("one@example.com", "two@example.com");
    await say(ids[0], points[0], "granted");
    await merge(ids[0], ids[1]);
    const matrix = await world.tenant((tx) => consentMatrix(tx, ids[1]));
    expect(matrix.contactPoints.map(({ id, active, answers }) => [id, active, answers.offers?.state])).toEqual([
      [points[1], true, undefined],
      [points[0], false, "granted"],
    ]);
  });

  test("on an address both have, a withdrawal wins and an agreement is not carried over", async () => {
    const denied = await two("both@example.com", "both@example.com");
    await say(denied.ids[0], denied.points[0], "denied");
    await say(denied.ids[1], denied.points[1], "granted");
    await world.database.owner.query("UPDATE consent_state SET at = at - interval '1 hour' WHERE contact_point_id = $1", [
      denied.points[1],
    ]);
    await merge(denied.ids[0], denied.ids[1]);
    const granted = await two("also@example.com", "also@example.com");
    await say(granted.ids[0], granted.points[0], "granted");
    await merge(granted.ids[0], granted.ids[1]);
    const stateOf = async ({ ids, points }: Awaited<ReturnType<typeof two>>) =>
      (await world.tenant((tx) => consentMatrix(tx, ids[1]))).contactPoints.find((point) => point.id === points[1])?.answers.offers?.state;
    expect([await stateOf(denied), await stateOf(granted)]).toEqual(["denied", undefined]);
  });

  test("a STOP after the merge finds the person who has the number now", async () => {
    const names = [newId(), newId()];
    await world.send({ type: "identify", userId: names[0] ?? "", traits: { phone: "+48600111222" } }, { userId: names[1] ?? "" });
    await world.route();
    const [from, into] = [(await world.who("user_id", names[0] ?? "")) ?? "", (await world.who("user_id", names[1] ?? "")) ?? ""];
    await merge(from, into);
    const reply = {
      kind: "phone" as const,
      addressHash: world.vault.blindIndex(world.environmentId, "phone", "+48600111222"),
      at: Date.now(),
    };
    expect(await applyChannelStop(world.database.store, world.environmentId, reply)).toBe(1);
    expect((await world.tenant((tx) => consentMatrix(tx, into))).contactPoints).toMatchObject([
      { active: true, channel: { state: "denied" } },
    ]);
  });

  test("of two open runs of one journey and key the younger is to end, and what only one has goes on", async () => {
    const { ids } = await two("run1@example.com", "run2@example.com");
    const [journey, other] = [newId(), newId()];
    const [older, younger, third] = [newId(1000), newId(2000), newId(3000)];
    const entry = (journeyId: string, profileId: string, runId: string, starts: number) =>
      world.database.owner.query(
        `INSERT INTO entry (environment_id, journey_id, profile_id, key_hash, open_run_id, last_start, starts) VALUES ($1, $2, $3, '\\x00', $4, now(), $5)`,
        [world.environmentId, journeyId, profileId, runId, starts],
      );
    await entry(journey, ids[0], older, 1);
    await entry(journey, ids[1], younger, 2);
    await entry(other, ids[0], third, 1);
    expect((await merge(ids[0], ids[1])).endRuns).toEqual([{ runId: younger, journeyId: journey }]);
    const { rows } = await world.database.owner.query(
      "SELECT journey_id, profile_id, open_run_id, starts FROM entry WHERE profile_id = ANY($1) ORDER BY starts DESC",
      [ids],
    );
    expect(rows).toEqual([
      { journey_id: journey, profile_id: ids[1], open_run_id: older, starts: 3 },
      { journey_id: other, profile_id: ids[1], open_run_id: third, starts: 1 },
    ]);
  });

  test("everything a person owns changes hands: no table but consent and keys names the one who is gone", async () => {
    const { ids } = await two("owner1@example.com", "owner2@example.com");
    const run = newId();
    const environment = world.environmentId;
    const { owner } = world.database;
    const sealed = await world.tenant((tx) => world.vault.sealForPerson(tx, ids[0], "Hello Anna"));
    const insert = (sql: string, values: unknown[]) => owner.query(sql, values);
    await insert(
      "INSERT INTO run (environment_id, id, journey_id, version_id, profile_id, key_hash, entered_at) VALUES ($1, $2, $2, $2, $3, '\\x', now())",
      [environment, run, ids[0]],
    );
    await insert(
      "INSERT INTO wait (environment_id, profile_id, id, run_id, token, node, visit, name, subject, from_position, since) VALUES ($1, $2, $3, $3, 't', 'n', 1, 'x', 'event:A', 0, now())",
      [environment, ids[0], run],
    );
    await insert("INSERT INTO poke (environment_id, run_id, profile_id, kind, stamp) VALUES ($1, $2, $3, 'signal', $2)", [
      environment,
      run,
      ids[0],
    ]);
    await insert(
      "INSERT INTO trace (environment_id, run_id, id, profile_id, version_id, node, visit, kind, at) VALUES ($1, $2, $2, $3, $2, 'n', 1, 'entered', now())",
      [environment, run, ids[0]],
    );
    await insert(
      "INSERT INTO conversion (environment_id, run_id, event_id, version_id, profile_id, at) VALUES ($1, $2, $2, $2, $3, now())",
      [environment, run, ids[0]],
    );
    await insert(
      "INSERT INTO refusal (environment_id, id, journey_id, version_id, profile_id, reason, at) VALUES ($1, $2, $2, $2, $3, 'audience', now())",
      [environment, run, ids[0]],
    );
    await insert(
      `INSERT INTO message (environment_id, run_id, id, node, visit, channel, endpoint, profile_id, journey_id, version_id, class, planned_at, rendered, subject_sealed)
       VALUES ($1, $2, $2, 'n', 1, 'email', $2, $3, $2, $2, 'marketing', now(), $4, $4)`,
      [environment, run, ids[0], sealed],
    );
    await world.send({
      userId: (await world.database.owner.query("SELECT value FROM identity WHERE profile_id = $1", [ids[0]])).rows[0].value,
      name: "Waiting",
    });
    await merge(ids[0], ids[1]);
    const tables = await owner.query<{ name: string }>(
      `SELECT c.table_name AS name FROM information_schema.columns c JOIN pg_class k ON k.relname = c.table_name AND NOT k.relispartition
        WHERE c.table_schema = 'public' AND c.column_name = 'profile_id'`,
    );
    const left: string[] = [];
    for (const { name } of tables.rows)
      if ((await owner.query(`SELECT 1 FROM "${name}" WHERE profile_id = $1 LIMIT 1`, [ids[0]])).rowCount) left.push(name);
    expect(left).toEqual(["person_key"]);
    const { rows } = await owner.query("SELECT rendered, subject_sealed FROM message WHERE run_id = $1", [run]);
    for (const bytes of [rows[0].rendered, rows[0].subject_sealed]) {
      expect(await world.tenant((tx) => world.vault.openForPerson(tx, ids[1], bytes))).toBe("Hello Anna");
    }
  });
});

test("an inbox that another person's ids are tied to is routed under both locks, taken together", async () => {
  await world.send({ type: "identify", userId: "lock-1" });
  await world.send({ anonymousId: "lock-a" });
  await world.route();
  await world.tenant((tx) =>
    collect(tx, world.vault, [
      {
        messageId: newId(),
        type: "track",
        name: "Together",
        at: Date.now(),
        userId: "lock-1",
        anonymousId: "lock-a",
        properties: {},
        traits: {},
        context: {},
        sourceId: null,
        historical: false,
        trusted: true,
        depth: 0,
      },
    ]),
  );
  expect(await world.route()).toHaveLength(1);
});

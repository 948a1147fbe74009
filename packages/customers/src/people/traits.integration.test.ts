import { consentMatrix, recordConsent } from "@journeyman/consent/store";
import { newId } from "@journeyman/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decideFieldClass, listFieldClasses, personForRendering, readPerson } from "../index.ts";
import { openWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world?.close();
});

async function identify(userId: string, traits: object, more: object = {}): Promise<string> {
  await world.send({ type: "identify", userId, traits: traits as never, ...more });
  await world.route();
  return (await world.who("user_id", userId)) ?? "";
}
const personOf = (id: string) => world.tenant((tx) => personForRendering(tx, world.vault, id));

describe("traits", () => {
  test("have a history, an older word changes nothing, null unsets", async () => {
    const now = Date.now();
    const id = await identify("t-1", { plan: "gold", firstName: "Anna" }, { at: now - 1000 });
    await identify("t-1", { plan: "basic" }, { at: now - 5000, historical: true });
    expect((await personOf(id))?.person).toEqual({ plan: "gold", firstName: "Anna" });
    await identify("t-1", { plan: "silver", firstName: null }, { at: now });
    await identify("t-1", { plan: "silver" }, { at: now + 1 });
    expect((await personOf(id))?.person).toEqual({ plan: "silver" });
    const { rows } = await world.database.owner.query(
      "SELECT name, value, sealed IS NOT NULL AS sealed FROM trait_history WHERE profile_id = $1 ORDER BY at, name, id",
      [id],
    );
    expect(rows).toEqual([
      { name: "plan", value: "basic", sealed: false },
      { name: "firstName", value: null, sealed: true },
      { name: "plan", value: "gold", sealed: false },
      { name: "firstName", value: null, sealed: true },
      { name: "plan", value: "silver", sealed: false },
    ]);
  });

  test("a decision on a field moves a person's value the next time it is said", async () => {
    const id = await identify("t-2", { motto: "write to me@example.com" });
    expect((await world.tenant(listFieldClasses)).find((row) => row.name === "motto")).toMatchObject({ class: "contact", decided: false });
    await world.tenant((tx) => decideFieldClass(tx, "trait", "motto", "attribute"));
    await identify("t-2", { motto: "write to me@example.com" });
    const person = await world.tenant((tx) => readPerson(tx, world.vault, id, { reveal: false }));
    expect(person.traits).toMatchObject([{ name: "motto", class: "attribute", value: "write to me@example.com", hidden: false }]);
    await expect(world.tenant((tx) => decideFieldClass(tx, "trait", "never seen", "attribute"))).rejects.toThrow(/never seen/);
  });

  test("what is restricted is kept and never written into a message", async () => {
    const id = await identify("t-3", { pesel: "44051401359", plan: "gold" });
    expect((await personOf(id))?.person).toEqual({ plan: "gold" });
    const person = await world.tenant((tx) => readPerson(tx, world.vault, id, { reveal: true }));
    expect(person.traits.find((trait) => trait.name === "pesel")).toMatchObject({ class: "restricted", value: "44051401359" });
  });

  test("without trust, contact fields are recorded with the event and change nothing", async () => {
    await world.send({
      type: "identify",
      anonymousId: "t-4",
      trusted: false,
      traits: { email: "evil@example.com", plan: "gold" },
      claimed: { userId: "t-1" },
    });
    await world.route();
    const id = (await world.who("anonymous_id", "t-4")) ?? "";
    expect(await personOf(id)).toMatchObject({ person: { plan: "gold" }, contactPoints: [] });
    const { rows } = await world.database.owner.query("SELECT sealed FROM event WHERE profile_id = $1", [id]);
    expect(await world.tenant((tx) => world.vault.openForPerson(tx, id, rows[0].sealed))).toEqual({
      traits: { email: "evil@example.com" },
      claimed: { userId: "t-1" },
    });
  });
});

describe("what a profile's columns know of a place", () => {
  test("stands in for traits that nobody said; what was said wins, and takes its column along when it is taken back", async () => {
    const id = await identify("place-1", { phone: "+49 1512 3456789" }, { context: { locale: "de_DE", timezone: "Europe/Berlin" } });
    const phone = "+49 1512 3456789";
    expect((await personOf(id))?.person).toEqual({ phone, country: "DE", locale: "de-DE", timezone: "Europe/Berlin" });
    await identify("place-1", { country: "Austria" });
    expect(await personOf(id)).toMatchObject({ country: "AT", person: { country: "Austria" } });
    await identify("place-1", { country: null });
    expect((await personOf(id))?.country).toBeNull();
    expect((await personOf(id))?.person).toEqual({ phone, locale: "de-DE", timezone: "Europe/Berlin" });
  });

  test("never stands in for a trait that is kept sealed", async () => {
    await identify("place-2", { locale: "pl-PL" });
    const id = await identify("place-3", { plan: "gold" }, { context: { locale: "de-DE" } });
    for (const sealed of ["contact", "restricted"] as const) {
      await world.tenant((tx) => decideFieldClass(tx, "trait", "locale", sealed));
      expect((await personOf(id))?.person).toEqual({ plan: "gold" });
    }
    await world.tenant((tx) => decideFieldClass(tx, "trait", "locale", "attribute"));
    expect((await personOf(id))?.person).toEqual({ plan: "gold", locale: "de-DE" });
  });
});

describe("contact points", () => {
  const points = async (id: string) =>
    (await world.tenant((tx) => readPerson(tx, world.vault, id, { reveal: true }))).contactPoints.map(({ shown, active }) => [
      shown,
      active,
    ]);
  test("a new address replaces the one before, an old one can come back, and none goes when the trait is unset", async () => {
    const id = await identify("c-1", { email: "a@example.com" });
    await identify("c-1", { email: "b@example.com" });
    expect(await points(id)).toEqual([
      ["b@example.com", true],
      ["a@example.com", false],
    ]);
    await identify("c-1", { email: "A@Example.com" });
    expect((await points(id)).filter(([, active]) => active)).toEqual([["A@example.com", true]]);
    await identify("c-1", { email: "not an address" });
    expect((await points(id)).filter(([, active]) => active)).toEqual([["A@example.com", true]]);
    await identify("c-1", { email: null });
    expect((await points(id)).filter(([, active]) => active)).toEqual([]);
  });
  test("a national number is read in the person's country, and an international one tells the country", async () => {
    const id = await identify("c-2", { phone: "600 100 300", country: "PL" });
    expect(await points(id)).toEqual([["+48600100300", true]]);
    const other = await identify("c-3", { phone: "+81 90-1234-5678" });
    expect(await personOf(other)).toMatchObject({ country: "JP" });
  });
  test("consent stays with the address it was given for", async () => {
    const id = await identify("c-4", { email: "first@example.com" }, { context: { consent: { categoryPreferences: { offers: true } } } });
    await identify("c-4", { email: "second@example.com" });
    const matrix = await world.tenant((tx) => consentMatrix(tx, id));
    expect(matrix.contactPoints.map(({ active, answers }) => [active, answers.offers?.state])).toEqual([
      [true, undefined],
      [false, "granted"],
    ]);
  });
});

describe("consent that comes with events", () => {
  const saying = (offers: boolean) => ({ context: { consent: { categoryPreferences: { offers, orders: true } } } });
  const stateOf = async (id: string) => (await world.tenant((tx) => consentMatrix(tx, id))).contactPoints[0]?.answers.offers?.state;
  const records = async (id: string) =>
    (
      await world.database.owner.query("SELECT state FROM consent WHERE profile_id = $1 AND subject = 'offers' ORDER BY recorded_at, id", [
        id,
      ])
    ).rows.map((row) => row.state);

  test("is recorded once, not with every event that repeats it", async () => {
    const id = await identify("p-1", { email: "p1@example.com" }, saying(true));
    for (let i = 0; i < 3; i++) await world.send({ userId: "p-1", ...saying(true) });
    await world.route();
    expect([await stateOf(id), await records(id)]).toEqual(["granted", ["granted"]]);
  });
  test("a choice that is taken back and given again counts each time", async () => {
    const id = await identify("p-2", { email: "p2@example.com" }, saying(true));
    await identify("p-2", {}, saying(false));
    expect(await stateOf(id)).toBe("denied");
    await identify("p-2", {}, saying(true));
    expect([await stateOf(id), await records(id)]).toEqual(["granted", ["granted", "denied", "granted"]]);
  });
  test("a browser that still says yes does not undo an unsubscribe; saying so anew does", async () => {
    const id = await identify("p-3", { email: "p3@example.com" }, saying(true));
    const point = (await world.tenant((tx) => consentMatrix(tx, id))).contactPoints[0]?.id ?? "";
    await world.tenant((tx) =>
      recordConsent(tx, [
        { profileId: id, contactPointId: point, subject: "offers", state: "denied", basis: "consent", method: "one-click", at: tx.now() },
      ]),
    );
    await world.send({ userId: "p-3", ...saying(true) });
    await world.route();
    expect(await stateOf(id)).toBe("denied");
    await world.send({ userId: "p-3", name: "Segment Consent Preference Updated", at: Date.now() + 1, ...saying(true) });
    await world.route();
    expect(await stateOf(id)).toBe("granted");
  });
  test("is not applied without trust or by a source that may not say it, and never reaches the channel's own answer", async () => {
    const id = await identify("p-4", { email: "p4@example.com" });
    await world.send({ userId: "p-4", trusted: false, ...saying(true) });
    await world.send({ userId: "p-4", context: { consent: { categoryPreferences: { offers: true }, refused: "source" } } });
    await world.send({ userId: "p-4", context: { consent: { categoryPreferences: { channel: true } } } });
    await world.route();
    expect(await records(id)).toEqual([]);
    expect((await world.tenant((tx) => consentMatrix(tx, id))).contactPoints[0]?.channel).toBeNull();
  });
  test("before there is an address it is recorded, and applies to none that comes later", async () => {
    const id = await identify("p-5", {}, saying(true));
    await world.send({ userId: "p-5", ...saying(true) });
    await world.route();
    await identify("p-5", { email: "p5@example.com" });
    const matrix = await world.tenant((tx) => consentMatrix(tx, id));
    expect(matrix.unattached.filter((said) => said.subject === "offers")).toMatchObject([{ state: "granted" }]);
    expect(matrix.contactPoints[0]?.answers).toEqual({});
  });
});

test("applying an event twice changes nothing the second time", async () => {
  const id = await identify(
    "twice",
    { email: "twice@example.com", plan: "gold" },
    { messageId: newId(), context: { consent: { categoryPreferences: { offers: true } } } },
  );
  const dump = async () => {
    const found: unknown[] = [];
    for (const table of ["trait_history", "contact_point", "consent", "identity"])
      found.push((await world.database.owner.query(`SELECT count(*) FROM ${table} WHERE profile_id = $1`, [id])).rows[0]);
    return found;
  };
  const before = await dump();
  await world.database.owner.query(
    "INSERT INTO inbox (environment_id, profile_id, id, kind, event_id) SELECT environment_id, profile_id, id, 'event', id FROM event WHERE profile_id = $1",
    [id],
  );
  await world.route();
  expect(await dump()).toEqual(before);
});

import { formatId, newId } from "@journeyman/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { body } from "./testing/body.ts";
import { type World, world } from "./testing/world.fixture.ts";

// What a test send says, and what home knows of a provider that takes nothing.
let w: World;
let template: string;
beforeAll(async () => {
  w = await world();
  const nobodyListens = { host: "127.0.0.1", port: 1, security: "none", from: { address: "shop@example.com" } };
  await body(w.call("owner", "POST", "/providers", { name: "Our mail server", kind: "smtp", settings: nobodyListens, active: true }), 201);
  await w.database.owner.query("UPDATE provider SET fake = true");
  const content = { subject: 'Hi {{ person.firstName | default: "there" }} {{ event.name }}', html: "<p>Hi</p>" };
  template = (await body<{ id: string }>(w.call("owner", "POST", "/templates", { name: "Hello", channel: "email", content }), 201)).id;
});
afterAll(() => w.database.drop());

const personId = newId();
const person = formatId("profile", personId);
type Sent = { message: string; state: string; error: string | null };

async function shown(who: "owner" | "marketer", asked: string | null) {
  const { draft } = await body<{ draft: object }>(w.call(who, "GET", `/templates/${template}`));
  const preview = await body<{ subject: string; as: string }>(
    w.call(who, "POST", "/templates/preview", { channel: "email", content: draft, person: asked }),
  );
  const sent = await body<Sent>(w.call(who, "POST", `/templates/${template}/test`, { to: "team@example.com", person: asked }));
  const { subject } = await body<{ subject: string }>(w.call("owner", "GET", `/messages/${sent.message}?reveal=true`));
  return { previewed: preview.subject, as: preview.as, sent: subject };
}

test("a test send is rendered for whom the preview is: the invented person, a real one, or the invented one for who may not see the real", async () => {
  await w.database.store.tenant(w.environmentId, async (tx) => {
    await tx.run("INSERT INTO profile (environment_id, id, traits, sealed) VALUES ($1, $2, '{}', $3)", [
      w.environmentId,
      personId,
      await w.vault.sealForPerson(tx, personId, { firstName: "Bo" }),
    ]);
    await tx.run(
      `INSERT INTO event (environment_id, id, profile_id, type, name, at, received_at, properties) VALUES ($1, $2, $3, 'track', 'Order Completed', now(), now(), '{}')`,
      [w.environmentId, newId(), personId],
    );
  });
  expect(await shown("owner", null)).toEqual({ previewed: "Hi Ana", as: "Ana Example", sent: "Hi Ana" });
  expect(await shown("owner", person)).toMatchObject({ previewed: "Hi Bo Order Completed", as: "Bo", sent: "Hi Bo Order Completed" });
  expect(await shown("marketer", person)).toEqual({ previewed: "Hi Ana", as: "Ana Example", sent: "Hi Ana" });
});

test("home says which provider takes nothing, in its own words, until it takes something again", async () => {
  const { state } = await body<Sent>(w.call("owner", "POST", `/templates/${template}/test`, { to: "team@example.com" }));
  expect(state).toBe("rejected");
  type Home = { needs: { kind: string; title: string; detail: string; since: string | null }[]; health: { key: string; state: string }[] };
  const home = () => body<Home>(w.call("owner", "GET", "/home"));
  const down = await home();
  expect(down.needs.filter(({ kind }) => kind === "provider-down")).toMatchObject([
    {
      title: "Our mail server does not take messages",
      detail: expect.stringMatching(/^The connection to the mail server failed while connecting/),
    },
  ]);
  expect(down.health.find(({ key }) => key === "providers")).toMatchObject({ state: "bad" });
  const retried = `UPDATE message SET state = $1, reason = $2, accepted_at = $3 WHERE id = (SELECT max(id::text)::uuid FROM message)`;
  await w.database.owner.query(retried, ["planned", "provider-refused", null]);
  expect((await home()).needs.find(({ kind }) => kind === "provider-down")?.title).toBe(
    "Our mail server does not take messages: one waits",
  );
  // Another that it took a moment before changes nothing; since then it takes none.
  const before = new Date(Date.now() - 3_600_000);
  await w.database.owner.query(
    `INSERT INTO message (environment_id, run_id, id, node, visit, channel, endpoint, profile_id, journey_id, version_id, class, state, planned_at, provider_id, accepted_at)
     SELECT environment_id, gen_random_uuid(), $1, node, visit, channel, endpoint, profile_id, journey_id, version_id, class, 'accepted', $2, provider_id, claimed_at - interval '1 second'
     FROM message ORDER BY id DESC LIMIT 1`,
    [newId(before.getTime()), before],
  );
  const since = (await home()).needs.find(({ kind }) => kind === "provider-down")?.since;
  expect(Date.parse(since ?? "")).toBeGreaterThan(Date.now() - 60_000);
  await w.database.owner.query(retried, ["accepted", null, new Date()]);
  const up = await home();
  expect(up.needs.filter(({ kind }) => kind === "provider-down")).toEqual([]);
  expect(up.health.find(({ key }) => key === "providers")).toMatchObject({ state: "ok" });
});

test("changes to a stored provider are tried before they are saved, and a fake that leads elsewhere is one no more", async () => {
  const { items } = await body<{ items: { id: string; fake: boolean; settings: object }[] }>(w.call("owner", "GET", "/providers"));
  const [provider] = items;
  const path = `/providers/${provider?.id}`;
  const tried = await body<{ ok: boolean }>(w.call("owner", "POST", `${path}/probe`, { settings: { ...provider?.settings, port: 2 } }));
  expect(tried.ok).toBe(false);
  expect((await body<{ ok: boolean }>(w.call("owner", "POST", `${path}/probe`, {}))).ok).toBe(false);
  const saved = { name: "Renamed", kind: "smtp", active: true, settings: provider?.settings };
  const isFake = async () => (await body<{ items: { fake: boolean }[] }>(w.call("owner", "GET", "/providers"))).items[0]?.fake;
  await body(w.call("owner", "PUT", path, saved));
  expect(await isFake()).toBe(true);
  await body(w.call("owner", "PUT", path, { ...saved, settings: { ...provider?.settings, host: "smtp.example.com" } }));
  expect(await isFake()).toBe(false);
});

import { formatId, newId, parseId } from "@journeyman/core";
import { nilId } from "@journeyman/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { body } from "./testing/body.ts";
import { type World, world } from "./testing/world.fixture.ts";

// What the API says of people, runs and messages: where they stand, and why.
let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.database.drop());

test("a trait's history is shown as the trait is, and a look at what is sealed is recorded", async () => {
  const personId = newId();
  const person = formatId("profile", personId);
  await w.database.store.tenant(w.environmentId, async (tx) => {
    const sealed = await w.vault.sealForPerson(tx, personId, "Anna");
    await tx.run("INSERT INTO profile (environment_id, id, traits, sealed) VALUES ($1, $2, $3, $4)", [
      w.environmentId,
      personId,
      { plan: "gold" },
      await w.vault.sealForPerson(tx, personId, { firstName: "Anna" }),
    ]);
    await tx.run(
      `INSERT INTO trait_history (environment_id, id, profile_id, name, value, sealed, at)
       VALUES ($1, gen_random_uuid(), $2, 'plan', '"gold"', NULL, '2026-03-01Z'), ($1, gen_random_uuid(), $2, 'firstName', NULL, $3, '2026-03-02Z')`,
      [w.environmentId, personId, sealed],
    );
  });
  const { traits } = await body<{ traits: object[] }>(w.call("owner", "GET", `/people/${person}`));
  expect(traits).toEqual([
    { name: "firstName", class: "contact", hidden: true, origin: { since: "2026-03-02T00:00:00.000Z", source: null } },
    { name: "plan", class: "attribute", hidden: false, value: "gold", origin: { since: "2026-03-01T00:00:00.000Z", source: null } },
  ]);
  const history = async (who: "owner" | "marketer", name: string) =>
    (await body<{ items: object[] }>(w.call(who, "GET", `/people/${person}/trait-history?name=${name}&reveal=true`))).items;
  expect(await history("marketer", "plan")).toMatchObject([{ value: "gold", hidden: false }]);
  expect(await history("marketer", "firstName")).toMatchObject([{ hidden: true }]);
  expect(JSON.stringify(await history("marketer", "firstName"))).not.toContain("Anna");
  const looks = () => w.database.owner.query("SELECT 1 FROM audit WHERE action = 'profile.reveal' AND subject_id = $1", [personId]);
  expect((await looks()).rows).toHaveLength(0);
  expect(await history("owner", "firstName")).toMatchObject([{ value: "Anna", hidden: false }]);
  expect((await looks()).rows).toHaveLength(1);
  expect((await w.call("otherWorkspace", "GET", `/people/${person}/trait-history?name=plan`)).status).toBe(404);
});

test("a wrong cursor, a missing part and an id of another kind are told in words", async () => {
  const detailOf = async (method: string, path: string, sent?: object) => {
    const { status, problem } = await w.call("owner", method, path, sent);
    return [status, problem.detail];
  };
  expect(await detailOf("GET", "/audit?after=nonsense")).toEqual([400, "after is not a cursor; take it from `next` of the page before."]);
  expect(await detailOf("PUT", `/templates/${formatId("template", newId())}`, { revision: 1 })).toEqual([
    400,
    "content is missing; it must be given.",
  ]);
  expect(await detailOf("GET", "/people/nonsense")).toEqual([
    400,
    'id: "nonsense" is not the id of a person; they look like per_01h455vb4pex5vsknk084sn02q.',
  ]);
});

test("a source says how many of its events were refused, and why the last one was", async () => {
  const { id } = await body<{ id: string }>(w.call("owner", "POST", "/sources", { name: "Sloppy", kind: "server" }), 201);
  const sloppy = async () =>
    (await body<{ items: { id: string; refused: object | null }[] }>(w.call("owner", "GET", "/sources"))).items.find(
      (one) => one.id === id,
    );
  expect((await sloppy())?.refused).toBeNull();
  await w.database.owner.query(
    "UPDATE source SET refused_events = 3, refused_at = '2026-03-01Z', refused_reason = 'event is missing.' WHERE id = $1",
    [parseId("source", id)],
  );
  expect((await sloppy())?.refused).toEqual({ events: 3, lastAt: "2026-03-01T00:00:00.000Z", lastReason: "event is missing." });
});

test("a path shows a gate that read what the person does not have", async () => {
  const id = newId();
  const { environmentId } = w;
  const statements = [
    `INSERT INTO journey (environment_id, id, key, name) VALUES ($1, $2, 'read-nothing', 'Read nothing')`,
    `INSERT INTO version (environment_id, id, journey_id, number, definition, plan, checksum) VALUES ($1, $2, $2, 1, '{}', '{}', '')`,
  ];
  for (const statement of statements) await w.database.owner.query(statement, [environmentId, id]);
  await w.database.owner.query(
    "INSERT INTO run (environment_id, id, journey_id, version_id, profile_id, key_hash, entered_at) VALUES ($1, $2, $2, $2, $2, '', now())",
    [environmentId, id],
  );
  await w.database.owner.query(
    `INSERT INTO trace (environment_id, run_id, id, profile_id, version_id, node, visit, kind, port, at, detail)
     VALUES ($1, $2, $2, $2, $2, 'which', 1, 'left', 'else', now(), $3)`,
    [environmentId, id, { reason: "condition", readings: [{ what: "plan", rule: "is pro", held: false }] }],
  );
  const { steps } = await body<{ steps: { readings: object[] }[] }>(w.call("owner", "GET", `/runs/${formatId("run", id)}`));
  expect(steps[0]?.readings).toEqual([{ what: "plan", rule: "is pro", held: false }]);
});

test("what conversions were worth is summed a currency, and each person counts once", async () => {
  const id = newId();
  const statements = [
    `INSERT INTO journey (environment_id, id, key, name, status) VALUES ($1, $2, 'worth', 'Worth', 'live')`,
    `INSERT INTO version (environment_id, id, journey_id, number, definition, plan, checksum) VALUES ($1, $2, $2, 1, '{}', '{}', '')`,
    `INSERT INTO conversion (environment_id, run_id, event_id, profile_id, version_id, value, currency, at)
     SELECT $1, gen_random_uuid(), gen_random_uuid(), $2, $2, value, currency, now()
     FROM (VALUES (10, 'PLN'), (20.5, 'PLN'), (99.99, 'EUR'), (NULL, NULL)) AS c(value, currency)`,
  ];
  for (const statement of statements) await w.database.owner.query(statement, [w.environmentId, id]);
  const { conversions } = await body<{ conversions: object }>(w.call("owner", "GET", `/journeys/${formatId("journey", id)}/counts`));
  expect(conversions).toEqual({
    people: 1,
    values: [
      { value: 99.99, currency: "EUR" },
      { value: 30.5, currency: "PLN" },
    ],
  });
});

test("the counts say who is inside which version, whichever one is asked about", async () => {
  const [id, first, second] = [newId(), newId(), newId()] as const;
  const { environmentId } = w;
  await w.database.owner.query(
    `INSERT INTO journey (environment_id, id, key, name, status) VALUES ($1, $2, 'two-versions', 'Two versions', 'live')`,
    [environmentId, id],
  );
  await w.database.owner.query("INSERT INTO draft (environment_id, journey_id, definition) VALUES ($1, $2, '{}')", [environmentId, id]);
  for (const [number, version] of [first, second].entries())
    await w.database.owner.query(
      `INSERT INTO version (environment_id, id, journey_id, number, definition, plan, checksum) VALUES ($1, $2, $3, $4, '{}', '{}', '')`,
      [environmentId, version, id, number + 1],
    );
  await w.database.owner.query(
    `INSERT INTO run (environment_id, id, journey_id, version_id, profile_id, key_hash, entered_at, status, preview)
     SELECT $1, gen_random_uuid(), $2, $3, gen_random_uuid(), '', now(), status, preview
     FROM (VALUES ('active', false), ('paused', false), ('stuck', false), ('ended', false), ('active', true)) AS r(status, preview)`,
    [environmentId, id, first],
  );
  const counts = (query = "") =>
    body<{ inside: number; versions: object[] }>(w.call("owner", "GET", `/journeys/${formatId("journey", id)}/counts${query}`));
  const versions = [{ id: formatId("version", first), number: 1, inside: 3 }];
  expect(await counts(`?version=${formatId("version", second)}`)).toMatchObject({ inside: 0, version: 2, versions });
  expect(await counts(`?version=${formatId("version", first)}`)).toMatchObject({ inside: 3, version: 1, versions });
  const list = await body<{ items: { id: string; inside: number }[] }>(w.call("owner", "GET", "/journeys"));
  expect(list.items.find((item) => item.id === formatId("journey", id))?.inside).toBe((await counts()).inside);
  expect((await w.call("otherWorkspace", "GET", `/journeys/${formatId("journey", id)}/counts`)).body).not.toMatchObject({ versions });
});

test("why somebody got nothing says where they are in the journey, and that they never came only of those who did not", async () => {
  const id = newId();
  const somebody = async () => {
    const profile = newId();
    await w.database.owner.query("INSERT INTO profile (environment_id, id) VALUES ($1, $2)", [w.environmentId, profile]);
    return profile;
  };
  const run = async (status: string, state: object | null) => {
    const profile = await somebody();
    await w.database.owner.query(
      `INSERT INTO run (environment_id, id, journey_id, version_id, profile_id, key_hash, entered_at, status, state, exit_reason)
       VALUES ($1, $2, $3, $3, $2, '', now(), $4, $5, $6)`,
      [w.environmentId, profile, id, status, state, status === "ended" ? "bought" : null],
    );
    return profile;
  };
  const statements = [
    `INSERT INTO journey (environment_id, id, key, name, status) VALUES ($1, $2, 'why', 'Why', 'live')`,
    `INSERT INTO version (environment_id, id, journey_id, number, definition, plan, checksum)
     VALUES ($1, $2, $2, 1, '{"nodes": {"w": {"kind": "delay", "title": "An hour"}}}', '{}', '')`,
    `INSERT INTO trigger (environment_id, version_id, journey_id, event_name) VALUES ($1, $2, $2, 'Asked')`,
  ];
  for (const statement of statements) await w.database.owner.query(statement, [w.environmentId, id]);
  const why = async (profile: string) =>
    body<{ sentence: string; checks: { detail: string; deciding: boolean }[] }>(
      w.call("owner", "GET", `/people/${formatId("profile", profile)}/why?journey=${formatId("journey", id)}`),
    );
  const said = async (profile: string) => {
    const { sentence, checks } = await why(profile);
    return [sentence, checks.find(({ deciding }) => deciding)?.detail];
  };
  expect(await said(await run("active", { tokens: { "0": { node: "w" } } }))).toEqual([
    "No message of “Why” was meant for this person yet.",
    "The person is at “An hour”",
  ]);
  expect(await said(await run("ended", null))).toEqual([
    "No message of “Why” was meant for this person.",
    "The person has left it by “bought”",
  ]);
  const stranger = await somebody();
  expect(await said(stranger)).toEqual(["This person never came to “Why”.", "No Asked has come from this person"]);
  await w.database.owner.query(
    `INSERT INTO event (environment_id, id, profile_id, type, name, at, received_at, source_id) VALUES ($1, $2, $3, 'track', 'Asked', now(), now() + interval '1 hour', $2)`,
    [w.environmentId, newId(), stranger],
  );
  expect((await said(stranger))[1]).toBe("Asked came, and was not what its entry asks for");
  await w.database.owner.query("UPDATE event SET received_at = now() - interval '1 hour' WHERE profile_id = $1", [stranger]);
  expect((await said(stranger))[1]).toBe("Asked came, before the journey was live");
});

test("somebody says what became of an unknown message: once, with the right to it, in the audit", async () => {
  const id = newId();
  const message = formatId("message", id);
  await w.database.owner.query(
    `INSERT INTO message (environment_id, run_id, id, node, visit, channel, endpoint, profile_id, journey_id, version_id, class, state, planned_at)
     VALUES ($1, $2, $2, 'preview', 1, 'email', $3, $3, $2, $2, 'marketing', 'unknown', now())`,
    [w.environmentId, id, nilId],
  );
  await w.database.owner.query(
    "INSERT INTO run (environment_id, id, journey_id, version_id, profile_id, key_hash, entered_at, preview) VALUES ($1, $2, $2, $2, $3, '', now(), true)",
    [w.environmentId, id, nilId],
  );
  const settle = (who: "owner" | "marketer" | "otherWorkspace", outcome: string) =>
    w.call(who, "POST", `/messages/${message}/settle`, { outcome });
  expect((await settle("otherWorkspace", "arrived")).status).toBe(404);
  expect((await settle("marketer", "perhaps")).status).toBe(400);
  expect(await body(settle("marketer", "not-arrived"))).toEqual({ id: message, state: "rejected" });
  expect((await settle("owner", "arrived")).problem).toMatchObject({ code: "conflict" });
  const { reasonText } = await body<{ reasonText: string }>(w.call("owner", "GET", `/messages/${message}`));
  expect(reasonText).toBe("Somebody found out that it did not arrive");
  const { rows } = await w.database.owner.query(
    "SELECT a.actor_kind, d.detail FROM audit a JOIN audit_detail d USING (organisation_id, seq) WHERE a.action = 'message.settle' AND a.subject_id = $1",
    [id],
  );
  expect(rows).toEqual([{ actor_kind: "api_key", detail: { outcome: "not-arrived" } }]);
});

test("who went on from a step, by which way, and who is inside", async () => {
  const { environmentId, database } = w;
  const [journey, version] = [newId(), newId()] as const;
  await database.owner.query(
    `INSERT INTO journey (environment_id, id, key, name, status) VALUES ($1, $2, 'who-passed', 'Who passed', 'live')`,
    [environmentId, journey],
  );
  await database.owner.query(
    `INSERT INTO version (environment_id, id, journey_id, number, definition, plan, checksum) VALUES ($1, $2, $3, 1, '{}', '{}', '')`,
    [environmentId, version, journey],
  );
  const runs: string[] = [];
  const run = async (status: string, port: string | undefined, preview = false) => {
    const id = newId();
    runs.push(formatId("run", id));
    await database.owner.query(
      `INSERT INTO run (environment_id, id, journey_id, version_id, profile_id, key_hash, status, preview, entered_at)
       VALUES ($1, $2, $3, $4, $2, '', $5, $6, now())`,
      [environmentId, id, journey, version, status, preview],
    );
    if (port === undefined) return;
    for (const visit of [1, 2])
      await database.owner.query(
        `INSERT INTO trace (environment_id, run_id, id, profile_id, version_id, node, visit, kind, port, at)
         VALUES ($1, $2, $3, $2, $4, 'mail', $5, 'left', $6, now())`,
        [environmentId, id, newId(), version, visit, port],
      );
  };
  await run("ended", "skipped");
  await run("active", "done");
  await run("stuck", "done");
  await run("active", undefined);
  await run("ended", "done", true);
  const [skipped, done, stuck, waiting] = runs;
  const asked = async (query: string) => {
    const answer = await body<{ items: { id: string }[]; next: string | null }>(
      w.call("owner", "GET", `/journeys/${formatId("journey", journey)}/runs?${query}`),
    );
    return { ids: answer.items.map((one) => one.id), next: answer.next };
  };
  expect(await asked("passed=mail")).toEqual({ ids: [stuck, done, skipped], next: null });
  expect(await asked("passed=mail&port=skipped")).toEqual({ ids: [skipped], next: null });
  expect(await asked(`passed=mail&port=done&version=${formatId("version", version)}`)).toEqual({ ids: [stuck, done], next: null });
  expect(await asked("passed=mail&limit=2")).toEqual({ ids: [stuck, done], next: done });
  expect(await asked(`passed=mail&limit=2&after=${done}`)).toEqual({ ids: [skipped], next: null });
  expect(await asked("passed=nowhere")).toEqual({ ids: [], next: null });
  expect(await asked("status=inside")).toEqual({ ids: [waiting, stuck, done], next: null });
  const { rows } = await database.owner.query<{ "QUERY PLAN": string }>(
    `EXPLAIN SELECT DISTINCT run_id FROM trace WHERE environment_id = $1 AND version_id = $2 AND node = 'mail' AND kind = 'left' AND port = 'done'`,
    [environmentId, version],
  );
  expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toMatch(/version_id_node_run_id_port/);
});

test("a topic counts people: once, however many addresses they agreed for, and in both when they said both", async () => {
  const topic = await body<{ id: string }>(w.call("owner", "POST", "/topics", { name: "News", key: "news", noRecord: "opt-in" }), 201);
  const person = async (said: { kind: "email" | "phone"; state: "granted" | "denied"; replaced?: boolean }[]) => {
    const profileId = newId();
    await w.database.owner.query("INSERT INTO profile (environment_id, id) VALUES ($1, $2)", [w.environmentId, profileId]);
    for (const { kind, state, replaced } of said) {
      const point = newId();
      await w.database.owner.query(
        `INSERT INTO contact_point (environment_id, id, profile_id, kind, sealed, address_hash, organisation_hash, hint, replaced_at)
         VALUES ($1, $2, $3, $4, '', uuid_send($2), uuid_send($2), '', CASE WHEN $5 THEN now() END)`,
        [w.environmentId, point, profileId, kind, replaced ?? false],
      );
      await w.database.owner.query(
        "INSERT INTO consent_state (environment_id, contact_point_id, subject, state, consent_id, at) VALUES ($1, $2, 'news', $3, $2, now())",
        [w.environmentId, point, state],
      );
    }
  };
  await person([
    { kind: "email", state: "granted" },
    { kind: "phone", state: "granted" },
  ]);
  await person([
    { kind: "email", state: "granted" },
    { kind: "phone", state: "denied" },
  ]);
  await person([
    { kind: "email", state: "granted", replaced: true },
    { kind: "email", state: "denied" },
  ]);
  const { items } = await body<{ items: { id: string; counts: object }[] }>(w.call("owner", "GET", "/topics"));
  expect(items.find(({ id }) => id === topic.id)?.counts).toEqual({ granted: 2, denied: 2 });
});

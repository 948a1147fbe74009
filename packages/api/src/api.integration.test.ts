import { formatId, newId } from "@journeyman/core";
import { abandonedCart } from "@journeyman/journey/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { body } from "./testing/body.ts";
import { type World, world } from "./testing/world.fixture.ts";

let w: World;
beforeAll(async () => {
  w = await world();
});
afterAll(() => w.database.drop());

async function templates(): Promise<void> {
  for (const [key, channel, content] of [
    [
      "cart-reminder",
      "email",
      { subject: "Hi", html: '<p>Hi</p><p>{{ postal_address }} <a href="{{ unsubscribe_url }}">Unsubscribe</a></p>' },
    ],
    ["cart-nudge", "sms", { text: "Hi. STOP to end." }],
  ] as const) {
    const made = await body<{ id: string }>(w.call("owner", "POST", "/templates", { name: key, key, channel, content }), 201);
    await body(w.call("owner", "POST", `/templates/${made.id}/publish`, { revision: 1 }));
  }
}

describe("who may what", () => {
  test("nobody without a key, and a made-up key is nobody", async () => {
    const { status, problem } = await w.call(undefined, "GET", "/journeys");
    expect([status, problem.code]).toEqual([401, "unauthenticated"]);
    const made = await w.api.request("/api/v1/journeys", { headers: { authorization: "Bearer jm_test_nonsense" } });
    expect(made.status).toBe(401);
    expect(made.headers.get("content-type")).toContain("application/problem+json");
  });

  test("a marketer edits journeys and may not touch providers, keys or members", async () => {
    await body(w.call("marketer", "POST", "/journeys", { name: "Mine" }), 201);
    for (const [method, path, input] of [
      ["POST", "/providers", { name: "x", kind: "smtp", settings: {}, secrets: {} }],
      ["POST", "/keys", { name: "x", role: "owner" }],
      ["POST", "/members", { email: "a@example.com", name: "A", role: "owner", password: "x" }],
    ] as const) {
      const { status, problem } = await w.call("marketer", method, path, input);
      expect([path, status, problem.code]).toEqual([path, 403, "forbidden"]);
    }
  });

  test("no endpoint shows or changes anything of another organisation", async () => {
    const { id } = await body<{ id: string }>(w.call("owner", "POST", "/journeys", { name: "Private" }), 201);
    const template = await body<{ id: string }>(w.call("owner", "POST", "/templates", { name: "Private", channel: "sms" }), 201);
    const topic = await body<{ id: string }>(w.call("owner", "POST", "/topics", { name: "Private", noRecord: "opt-in" }), 201);
    const source = await body<{ id: string }>(w.call("owner", "POST", "/sources", { name: "Private", kind: "server" }), 201);
    const tries: [string, string, unknown?][] = [
      ["GET", `/journeys/${id}`],
      ["PUT", `/journeys/${id}/draft`, { revision: 1, definition: {} }],
      ["POST", `/journeys/${id}/publish`, { revision: 1 }],
      ["POST", `/journeys/${id}/archive`],
      ["GET", `/journeys/${id}/review`],
      ["GET", `/templates/${template.id}`],
      ["PUT", `/templates/${template.id}`, { revision: 1, content: { text: "taken" } }],
      ["POST", `/templates/${template.id}/archive`],
      ["PUT", `/topics/${topic.id}`, { name: "taken", noRecord: "opt-out" }],
      ["POST", `/sources/${source.id}/revoke`],
      ...["counts", "runs", "refusals", "versions"].map((part): [string, string] => ["GET", `/journeys/${id}/${part}`]),
      ["GET", `/templates/${template.id}/versions`],
      ...["timeline", "why", "refusals", "trait-history?name=plan"].map((part): [string, string] => [
        "GET",
        `/people/${formatId("profile", newId())}/${part}`,
      ]),
    ];
    for (const [method, path, input] of tries)
      expect([method, path, (await w.call("otherWorkspace", method, path, input)).status]).toEqual([method, path, 404]);
    for (const path of ["/journeys", "/templates", "/topics", "/sources", "/people", "/messages"]) {
      const { items } = await body<{ items: unknown[] }>(w.call("otherWorkspace", "GET", path));
      expect([path, items]).toEqual([path, []]);
    }
    expect((await body<{ draft: { revision: number } }>(w.call("owner", "GET", `/journeys/${id}`))).draft.revision).toBe(1);
  });
});

describe("a journey from draft to live", () => {
  test("a wrong draft is saved, said what is wrong with, and not published", async () => {
    const { id } = await body<{ id: string }>(w.call("owner", "POST", "/journeys", { name: "Half" }), 201);
    const definition = { definition: 1, entry: [], nodes: { x: { kind: "teleport", next: { done: "nowhere" } } }, start: "x" };
    const saved = await body<{ revision: number; problems: { node?: string; code: string; message: string }[] }>(
      w.call("owner", "PUT", `/journeys/${id}/draft`, { revision: 1, definition }),
    );
    expect(saved.revision).toBe(2);
    expect(saved.problems.find(({ node }) => node === "x")?.message).toContain("teleport");
    const { status, problem } = await w.call("owner", "POST", `/journeys/${id}/publish`, { revision: 2 });
    expect([status, problem.code]).toEqual([422, "unprocessable"]);
    expect(problem.problems?.some(({ path }) => path.startsWith("nodes.x"))).toBe(true);
  });

  test("a definition that does not parse is kept, and its place is named", async () => {
    const { id } = await body<{ id: string }>(w.call("owner", "POST", "/journeys", { name: "Broken" }), 201);
    const saved = await body<{ problems: { code: string; path: string }[] }>(
      w.call("owner", "PUT", `/journeys/${id}/draft`, { revision: 1, definition: { nodes: "none", entry: 7 } }),
    );
    expect(saved.problems.map(({ path }) => path).sort()).toEqual(expect.arrayContaining(["entry", "nodes"]));
    const read = await body<{ draft: { definition: { nodes: unknown } } }>(w.call("owner", "GET", `/journeys/${id}`));
    expect(read.draft.definition.nodes).toBe("none");
  });

  test("the second of two editors is told who was first, and nothing of the first is lost", async () => {
    const { id } = await body<{ id: string }>(w.call("owner", "POST", "/journeys", { name: "Shared" }), 201);
    const save = (name: string) =>
      w.call("owner", "PUT", `/journeys/${id}/draft`, { revision: 1, definition: { name, entry: [], nodes: {} } });
    await body(save("First"));
    const { status, problem } = await save("Second");
    expect([status, problem.code]).toEqual([409, "stale_revision"]);
    expect(problem.context?.["updatedAt"]).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(problem.detail).toContain("after you opened it");
    expect((await body<{ name: string }>(w.call("owner", "GET", `/journeys/${id}`))).name).toBe("First");
  });

  test("publish, change, review, publish again, restore, pause, resume, stop, archive", async () => {
    await templates();
    await body(w.call("owner", "POST", "/topics", { name: "Offers", key: "offers", noRecord: "opt-in" }), 201);
    for (const [kind, settings, secrets] of [
      ["smtp", { host: "127.0.0.1", port: 2525, security: "none", from: { name: "", address: "a@example.com" } }, {}],
      ["twilio", { accountSid: `AC${"0".repeat(32)}`, from: "+15005550006" }, { authToken: "t" }],
    ] as const)
      await body(w.call("owner", "POST", "/providers", { name: kind, kind, settings, secrets }), 201);
    const { id } = await body<{ id: string }>(w.call("owner", "POST", "/journeys", { name: "Cart", definition: abandonedCart }), 201);
    const taken = await w.call("owner", "POST", "/journeys", { name: "Another", key: "cart" });
    expect([taken.status, taken.problem.problems?.[0]?.path]).toEqual([409, "key"]);
    const first = await body<{ firstPublish: boolean; changes: { kind: string }[]; problems: unknown[] }>(
      w.call("owner", "GET", `/journeys/${id}/review`),
    );
    expect(first.firstPublish).toBe(true);
    expect(first.changes.filter(({ kind }) => kind === "added")).toHaveLength(Object.keys(abandonedCart.nodes ?? {}).length);
    expect((await body<{ number: number }>(w.call("owner", "POST", `/journeys/${id}/publish`, { revision: 1 }))).number).toBe(1);

    const again = await body<{ number: number }>(
      w.call("owner", "POST", `/journeys/${id}/publish`, { revision: 1, note: "a second click" }),
    );
    expect(again.number).toBe(1);

    const changed = { ...structuredClone(abandonedCart), name: "Cart" };
    if (changed.nodes?.bought) changed.nodes.bought.for = "PT2H";
    await body(w.call("owner", "PUT", `/journeys/${id}/draft`, { revision: 1, definition: changed }));
    const review = await body<{ changes: { node?: string; text: string }[] }>(w.call("owner", "GET", `/journeys/${id}/review`));
    expect(review.changes.map(({ node }) => node)).toEqual(["bought"]);
    expect(review.changes[0]?.text).toContain("2 hours");
    expect((await w.call("owner", "POST", `/journeys/${id}/publish`, { revision: 1 })).problem.code).toBe("stale_revision");
    expect((await body<{ number: number }>(w.call("owner", "POST", `/journeys/${id}/publish`, { revision: 2 }))).number).toBe(2);

    const { items: versions } = await body<{ items: { id: string; number: number; live: boolean }[] }>(
      w.call("owner", "GET", `/journeys/${id}/versions`),
    );
    expect(versions.map(({ number, live }) => [number, live])).toEqual([
      [2, true],
      [1, false],
    ]);
    await body(w.call("owner", "POST", `/journeys/${id}/restore`, { version: versions[1]?.id }));
    const restored = await body<{ draft: { definition: { nodes: { bought: { for: string } } } }; draftIsAhead: boolean }>(
      w.call("owner", "GET", `/journeys/${id}`),
    );
    expect([restored.draft.definition.nodes.bought.for, restored.draftIsAhead]).toEqual(["PT1H", true]);

    expect((await w.call("owner", "POST", `/journeys/${id}/resume`)).problem.code).toBe("conflict");
    await body(w.call("owner", "POST", `/journeys/${id}/pause`));
    expect((await w.call("owner", "POST", `/journeys/${id}/archive`)).problem.code).toBe("in_use");
    await body(w.call("owner", "POST", `/journeys/${id}/resume`));
    await body(w.call("owner", "POST", `/journeys/${id}/stop`));
    await body(w.call("owner", "POST", `/journeys/${id}/archive`), 204);
    const audited = await w.database.owner.query<{ action: string }>(
      "SELECT action FROM audit WHERE subject_kind = 'journey' ORDER BY seq",
    );
    expect(audited.rows.map(({ action }) => action).slice(-7)).toEqual([
      "journey.publish",
      "journey.publish",
      "journey.restore",
      "journey.pause",
      "journey.resume",
      "journey.stop",
      "journey.archive",
    ]);
  });

  test("a template that a journey uses is not archived, and the answer says where it is used", async () => {
    const template = await body<{ id: string; key: string }>(
      w.call("owner", "POST", "/templates", { name: "Used", channel: "sms", content: { text: "Hi. STOP to end." } }),
      201,
    );
    await body(
      w.call("owner", "POST", "/journeys", {
        name: "User of it",
        definition: { entry: [], nodes: { a: { kind: "sms", template: template.key, topic: "offers" } }, start: "a" },
      }),
      201,
    );
    const { status, problem } = await w.call("owner", "POST", `/templates/${template.id}/archive`);
    expect([status, problem.code]).toEqual([409, "in_use"]);
    expect(problem.detail).toContain("User of it");
  });
});

describe("bad input", () => {
  test("is answered with the field and what to do, and never with a 5xx", async () => {
    const tries: [string, string, unknown, number][] = [
      ["POST", "/journeys", { name: "" }, 400],
      ["POST", "/journeys", [], 400],
      ["GET", "/journeys/jny_nonsense", undefined, 400],
      ["GET", `/journeys/${formatId("message", newId())}`, undefined, 400],
      ["GET", `/journeys/${formatId("journey", newId())}`, undefined, 404],
      ["GET", "/messages?state=lost", undefined, 400],
      ["GET", "/messages?stat=unknown", undefined, 400],
      ["GET", "/sources?kind=server", undefined, 400],
      ["POST", "/journeys", { name: "Spelled wrong", definitoin: {} }, 400],
      ["POST", "/journeys", { name: "NUL \0" }, 400],
      ["POST", "/journeys", { name: "Half \ud800" }, 400],
      ["POST", "/journeys", { name: "NUL", definition: { nodes: { "a\0": {} } } }, 400],
      ["POST", "/journeys", { name: "Deep", definition: JSON.parse(`${'{"a":'.repeat(1000)}1${"}".repeat(1000)}`) }, 400],
      ["GET", "/journeys?search=%00", undefined, 400],
      ["GET", "/people?limit=0", undefined, 400],
      ["PUT", "/workspace", { name: "x", timeZone: "Mars", postalAddress: null, quietHours: null, cap: null }, 400],
      ["POST", "/templates/preview", { channel: "email", content: { subject: "{{ unclosed", html: "<p>{% if %}" } }, 200],
    ];
    for (const [method, path, input, expected] of tries) {
      const { status, problem } = await w.call("owner", method, path, input);
      expect([method, path, status]).toEqual([method, path, expected]);
      if (status === 400) expect(problem.problems?.length).toBeGreaterThan(0);
    }
    const missing = await w.call("owner", "POST", "/keys", { role: "owner", lasts: "P1D" });
    expect(missing.problem.problems).toEqual([
      { path: "name", message: "is missing; it must be a text." },
      { path: "body", message: 'does not know "lasts"; remove it.' },
    ]);
    const text = await w.api.request("/api/v1/journeys", {
      method: "POST",
      headers: { authorization: `Bearer ${w.keys.owner}` },
      body: "{not json",
    });
    expect(text.status).toBe(400);
    expect((await w.api.request("/api/v1/nothing", { headers: { authorization: `Bearer ${w.keys.owner}` } })).status).toBe(404);
  });
});

test("a preview as a person is one entry in the audit, however often it is drawn", async () => {
  const personId = newId();
  await w.database.owner.query("INSERT INTO profile (environment_id, id, traits) VALUES ($1, $2, $3)", [
    w.environmentId,
    personId,
    { nickname: "Bo" },
  ]);
  const preview = { channel: "sms", content: { text: "Hi {{ person.nickname }}. STOP to end." }, person: formatId("profile", personId) };
  for (let times = 0; times < 3; times++) {
    expect((await body<{ text: string }>(w.call("owner", "POST", "/templates/preview", preview))).text).toBe("Hi Bo. STOP to end.");
  }
  const { rows } = await w.database.owner.query("SELECT 1 FROM audit WHERE action = 'profile.reveal' AND subject_id = $1", [personId]);
  expect(rows).toHaveLength(1);
});

test("a link for a new password is made by nobody but a person who manages members", async () => {
  const { items } = await body<{ items: { id: string; name: string }[] }>(w.call("owner", "GET", "/members"));
  const jonas = items.find(({ name }) => name === "Jonas")?.id;
  for (const who of ["owner", "marketer"] as const) {
    const { status, problem } = await w.call(who, "POST", `/members/${jonas}/password-link`);
    expect([who, status, problem.code]).toEqual([who, 403, "forbidden"]);
  }
});

test("a key changes nobody's password", async () => {
  const { status, problem } = await w.call("owner", "PUT", "/account/password", { current: "x", password: "copper lighthouse margate" });
  expect([status, problem.code]).toEqual([403, "forbidden"]);
});

test("secrets and keys are shown once and never again", async () => {
  const source = await body<{ writeKey: string }>(w.call("owner", "POST", "/sources", { name: "Server", kind: "server" }), 201);
  const key = await body<{ key: string }>(w.call("owner", "POST", "/keys", { name: "CI", role: "marketer" }), 201);
  const lists = JSON.stringify([
    await w.call("owner", "GET", "/sources"),
    await w.call("owner", "GET", "/keys"),
    await w.call("owner", "GET", "/providers"),
  ]);
  for (const secret of [source.writeKey, key.key]) expect(lists).not.toContain(secret);
  expect(lists).not.toContain('"authToken":"t"');
});

test("the OpenAPI document describes every endpoint, and its references lead somewhere", async () => {
  const document = (await (await w.api.request("/api/openapi.json")).json()) as {
    openapi: string;
    paths: Record<string, Record<string, unknown>>;
    components: { schemas: Record<string, unknown> };
  };
  expect(document.openapi).toBe("3.1.0");
  expect(Object.keys(document.paths)).toContain("/api/v1/journeys/{id}/publish");
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1] ?? "");
  expect(references.length).toBeGreaterThan(20);
  expect(references.filter((name) => !(name in document.components.schemas))).toEqual([]);
  expect(references).toEqual(expect.arrayContaining(["JourneyDefinition", "WaitForStep"]));
});

import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { Analytics } from "@segment/analytics-node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world?.close();
});

type EventRow = {
  name: string;
  type: string;
  properties: object;
  at: Date;
  profile_id: string;
  trusted: boolean;
  historical: boolean;
  context: object;
};
const eventsNamed = (name: string) => world.rows<EventRow>("SELECT * FROM event WHERE name = $1 ORDER BY id", [name]);

describe("Segment's client for servers", () => {
  test("everything it sends is there once it says so", async () => {
    const failures: unknown[] = [];
    const analytics = new Analytics({ writeKey: world.serverKey, host: world.ingest.url, flushAt: 20 });
    analytics.on("error", (error) => failures.push(error));
    for (let i = 0; i < 50; i++)
      analytics.track({
        userId: `node-${i % 5}`,
        event: "Node Client Tried",
        properties: { i, total: 9.5 },
        timestamp: new Date("2026-03-01T10:00:00Z"),
      });
    analytics.identify({ userId: "node-0", traits: { email: "node@example.com", plan: "gold" } });
    analytics.page({ userId: "node-0", name: "Home", properties: { path: "/" } });
    analytics.screen({ userId: "node-0", name: "Start" });
    analytics.group({ userId: "node-0", groupId: "acme", traits: { name: "Acme" } });
    analytics.alias({ userId: "node-0", previousId: "node-anonymous" });
    await analytics.closeAndFlush();
    expect(failures).toEqual([]);
    const events = await eventsNamed("Node Client Tried");
    expect(events).toHaveLength(50);
    expect(new Set(events.map((event) => event.profile_id)).size).toBe(5);
    expect(events[7]?.properties).toEqual({ i: 7, total: 9.5 });
    expect(events[7]?.at.toISOString()).toBe("2026-03-01T10:00:00.000Z");
    const [page] = await eventsNamed("Page Viewed");
    expect(page).toMatchObject({ type: "page", properties: { name: "Home", path: "/" } });
    const types = await world.rows<{ type: string }>("SELECT DISTINCT type FROM event ORDER BY type");
    expect(types.map((row) => row.type)).toEqual(["alias", "group", "identify", "page", "screen", "track"]);
  });

  test("no e-mail address stands plain in a table", async () => {
    const tables = await world.rows<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    for (const { name } of tables)
      expect(await world.rows(`SELECT 1 FROM "${name}" t WHERE t::text LIKE '%node@example.com%' LIMIT 1`), name).toEqual([]);
  });
});

describe("what counts", () => {
  test("a messageId counts once, however many say it at the same time", async () => {
    const messageId = randomUUID();
    const body = { userId: "once", event: "Said Often", messageId };
    const answers = await Promise.all(Array.from({ length: 30 }, () => world.post("/v1/track", body)));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(await eventsNamed("Said Often")).toHaveLength(1);
    await world.post("/v1/batch", {
      batch: [
        { type: "track", ...body },
        { type: "track", ...body },
      ],
    });
    expect(await eventsNamed("Said Often")).toHaveLength(1);
    expect(await world.rows("SELECT 1 FROM inbox i JOIN event e ON e.id = i.event_id WHERE e.name = 'Said Often'")).toHaveLength(1);
  });

  test("a browser cannot use up the messageIds of a server", async () => {
    const messageId = "order-1";
    await world.post("/v1/t", { anonymousId: "spoiler", event: "Order Spoiled", messageId, writeKey: world.browserKey }, { key: null });
    await world.post("/v1/track", { userId: "buyer", event: "Order Paid", messageId });
    expect(await eventsNamed("Order Paid")).toHaveLength(1);
  });

  test("many first events of one person at once make one person", async () => {
    await Promise.all(Array.from({ length: 40 }, () => world.post("/v1/track", { userId: "crowd", event: "Crowded" })));
    expect(new Set((await eventsNamed("Crowded")).map((event) => event.profile_id)).size).toBe(1);
  });

  test("an event without a messageId is counted each time", async () => {
    await world.post("/v1/track", { userId: "n", event: "Nameless" });
    await world.post("/v1/track", { userId: "n", event: "Nameless" });
    expect(await eventsNamed("Nameless")).toHaveLength(2);
  });

  test("imported events are historical, and so are those that say so", async () => {
    await world.post("/v1/import", { batch: [{ type: "track", userId: "h", event: "From The Past" }] });
    await world.post("/v1/track", { userId: "h", event: "From The Past", context: { historical: true } });
    await world.post("/v1/track", { userId: "h", event: "From The Past", integrations: { historical: true } });
    await world.post("/v1/batch", { historical: true, batch: [{ type: "track", userId: "h", event: "From The Past" }] });
    await world.post("/v1/track", { userId: "h", event: "From The Past" });
    expect((await eventsNamed("From The Past")).map((event) => event.historical)).toEqual([true, true, true, true, false]);
  });

  test("a clock that is an hour off is put right by sentAt, and no event is from the future", async () => {
    const now = Date.now();
    const hour = 3_600_000;
    await world.post("/v1/track", {
      userId: "t",
      event: "Slow Clock",
      timestamp: new Date(now - hour - 60_000),
      sentAt: new Date(now - hour),
    });
    await world.post("/v1/track", { userId: "t", event: "Future", timestamp: new Date(now + 10 * hour) });
    const [slow] = await eventsNamed("Slow Clock");
    expect(Math.abs((slow?.at.getTime() ?? 0) - (now - 60_000))).toBeLessThan(5000);
    const [future] = await eventsNamed("Future");
    expect(future?.at.getTime()).toBeLessThanOrEqual(Date.now());
  });
});

describe("a time that is a number", () => {
  test.each([
    ["seconds", 1_767_225_600],
    ["seconds with a fraction", 1_767_225_600.5],
    ["milliseconds", 1_767_225_600_500],
    ["seconds as text", "1767225600"],
    ["milliseconds as text", "1767225600500"],
  ])("may be %s", async (name, timestamp) => {
    expect((await world.post("/v1/track", { userId: "n", event: `In ${name}`, timestamp })).status).toBe(200);
    expect((await eventsNamed(`In ${name}`))[0]?.at.toISOString()).toMatch(/^2026-01-01T00:00:00\./);
  });

  test.each([5, -1, 0, "1", 1e16, 1e308])("%s is refused in words", async (timestamp) => {
    const answer = await world.post("/v1/track", { userId: "n", event: "Absurd", timestamp });
    expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
      400,
      expect.stringMatching(/timestamp.*seconds or milliseconds/),
    ]);
  });

  test("a device whose clock was never set is put right by sentAt", async () => {
    await world.post("/v1/track", { userId: "n", event: "Unset Clock", timestamp: "1970-01-01T00:10:00Z", sentAt: "1970-01-01T00:11:00Z" });
    expect(Math.abs(Date.now() - 60_000 - ((await eventsNamed("Unset Clock"))[0]?.at.getTime() ?? 0))).toBeLessThan(5000);
  });
});

describe("the browser SDK's shapes", () => {
  test("it gets its settings, and may read them from any page", async () => {
    const answer = await fetch(`${world.ingest.url}/v1/projects/${world.browserKey}/settings`, {
      headers: { origin: "https://shop.example" },
    });
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    const settings = (await answer.json()) as { integrations: { "Segment.io": { apiHost: string; protocol: string } } };
    const { apiHost, protocol } = settings.integrations["Segment.io"];
    expect(`${protocol}://${apiHost}`).toBe(`${world.ingest.url}/v1`);
    expect((await fetch(`${world.ingest.url}/v1/projects/${world.serverKey}/settings`)).status).toBe(404);
  });

  test("text/plain bodies with the key inside are taken, and a preflight is answered", async () => {
    const preflight = await fetch(`${world.ingest.url}/v1/t`, {
      method: "OPTIONS",
      headers: {
        origin: "https://shop.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")?.toLowerCase()).toContain("authorization");
    const body = JSON.stringify({
      type: "track",
      event: "Browsed",
      anonymousId: "b-1",
      userId: null,
      properties: {},
      context: { page: { path: "/mugs" } },
      writeKey: world.browserKey,
      sentAt: new Date(),
    });
    const answer = await world.post("/v1/t", body, {
      key: null,
      headers: { "content-type": "text/plain", origin: "https://shop.example" },
    });
    expect([answer.status, await answer.json()]).toEqual([200, { success: true }]);
    expect(await eventsNamed("Browsed")).toMatchObject([{ trusted: false, context: { page: { path: "/mugs" } } }]);
  });

  test("gzip is unpacked", async () => {
    const body = gzipSync(JSON.stringify({ userId: "z", event: "Zipped" }));
    expect((await world.post("/v1/track", body, { headers: { "content-encoding": "gzip" } })).status).toBe(200);
    expect(await eventsNamed("Zipped")).toHaveLength(1);
  });
});

describe("who is believed", () => {
  const browser = (event: object) => world.post("/v1/i", { writeKey: world.browserKey, ...event }, { key: null });
  const recorded = async (anonymousId: string) =>
    (
      await world.rows<{
        trusted: boolean;
        identities: { kind: string; value: string }[] | null;
        context: { consent?: object; userToken?: string };
      }>(
        `SELECT e.trusted, i.identities, e.context FROM event e JOIN inbox i ON i.event_id = e.id
          WHERE e.profile_id = (SELECT profile_id FROM identity WHERE kind = 'anonymous_id' AND value = $1) ORDER BY e.id DESC`,
        [anonymousId],
      )
    )[0];

  test("a browser without a token speaks for its anonymous id only", async () => {
    await browser({
      anonymousId: "w-1",
      userId: "victim",
      traits: { email: "x@example.com" },
      context: { consent: { categoryPreferences: { offers: true } } },
    });
    const event = await recorded("w-1");
    expect(event?.trusted).toBe(false);
    expect(event?.identities?.map((ref) => ref.kind)).toEqual(["anonymous_id"]);
    expect(event?.context.consent).toEqual({ categoryPreferences: { offers: true }, refused: "token" });
    expect(await world.rows("SELECT 1 FROM identity WHERE value = 'victim'")).toEqual([]);
  });

  test("with a valid token it speaks for that user, and the token is not kept", async () => {
    const userToken = await world.token("u-77");
    await browser({ anonymousId: "w-2", userId: "u-77", context: { userToken, consent: { categoryPreferences: { offers: true } } } });
    const event = await recorded("w-2");
    expect(event?.trusted).toBe(true);
    expect(event?.identities?.map((ref) => ref.value)).toEqual(["u-77", "w-2"]);
    expect(event?.context).toEqual({ consent: { categoryPreferences: { offers: true } } });
  });

  test.each([
    ["of another user", () => world.token("u-1")],
    ["that is over", () => world.token("u-78", { expiresIn: "-1m" })],
    ["made with another secret", () => world.token("u-78", { secret: "somebody else's secret, thirty-two bytes" })],
    ["made with another algorithm", () => world.token("u-78", { algorithm: "HS512" })],
    ["that is none", () => Promise.resolve("e30.e30.")],
  ])("a token %s proves nothing", async (name, token) => {
    await browser({ anonymousId: `w-${name}`, userId: "u-78", context: { userToken: await token() } });
    expect((await recorded(`w-${name}`))?.trusted).toBe(false);
    expect(await world.rows("SELECT 1 FROM identity WHERE value = 'u-78'")).toEqual([]);
  });

  test("a browser that names only a user is told what to do", async () => {
    const answer = await browser({ userId: "u-79" });
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { detail: string }).detail).toMatch(/anonymousId.*context\.userToken/);
  });

  test("a revoked key is refused within five seconds", async () => {
    const revoked = await openWorld();
    try {
      expect((await revoked.post("/v1/track", { userId: "a", event: "Before" })).status).toBe(200);
      await revoked.rows("UPDATE source SET revoked_at = now()");
      const since = Date.now();
      let status = 200;
      while (status === 200 && Date.now() - since < 6000) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        status = (await revoked.post("/v1/track", { userId: "a", event: "After" })).status;
      }
      expect(status).toBe(401);
      expect(Date.now() - since).toBeLessThan(5000);
    } finally {
      await revoked.close();
    }
  });

  test("an unknown key, no key and a key in the wrong place are 401", async () => {
    for (const key of ["nope", null]) {
      const answer = await world.post("/v1/track", { userId: "a", event: "b" }, { key });
      expect([answer.status, answer.headers.get("content-type")]).toEqual([401, "application/problem+json"]);
    }
  });
});

describe("bad input", () => {
  const problemOf = async (path: string, body: unknown) => {
    const answer = await world.post(path, body);
    return { status: answer.status, ...((await answer.json()) as { detail: string; problems?: { path: string; message: string }[] }) };
  };

  const wrong = [
    { type: "track", userId: "a" },
    { type: "track", userId: "a", event: "Late", timestamp: "yesterday" },
    { type: "purchase", userId: "a" },
    { type: "track", event: "Nobody" },
    "text",
    { type: "identify", userId: "a", context: { consent: { categoryPreferences: { offers: "yes" } } } },
    { type: "track", userId: "a", event: "Ancient", timestamp: "1912-04-15T02:20:00Z" },
  ];
  const fields = ["event", "timestamp", "type", "userId", undefined, "context.consent.categoryPreferences.offers", "timestamp"];
  const paths = (from: number) => fields.map((field, i) => [`batch.${from + i}`, field].filter(Boolean).join("."));
  const refusedOf = async (name: string) =>
    (
      await world.rows<{ n: string; reason: string | null }>(
        "SELECT refused_events AS n, refused_reason AS reason FROM source WHERE name = $1",
        [name],
      )
    )[0];

  test("of a batch what is right is recorded; what is wrong is named by index and field, and counted at its source", async () => {
    const before = Number((await refusedOf("Server"))?.n);
    const answer = await world.post("/v1/batch", {
      batch: [{ type: "track", userId: "ok", event: "Fine" }, ...wrong, { type: "track", userId: "ok", event: "Fine" }],
    });
    const { problems, ...body } = (await answer.json()) as { problems: { path: string; message: string }[] };
    expect([answer.status, body]).toEqual([200, { success: true, recorded: 2, refused: 7 }]);
    expect(problems.map(({ path }) => path).toSorted()).toEqual(paths(1).toSorted());
    expect(await eventsNamed("Fine")).toHaveLength(2);
    expect(await refusedOf("Server")).toEqual({ n: String(before + 7), reason: expect.stringMatching(/^timestamp is not a time/) });
  });

  test("a batch with nothing right in it is a 400 that names each, and is counted too", async () => {
    const [before, n] = [
      Number((await refusedOf("Server"))?.n),
      (await world.rows<{ n: string }>("SELECT count(*) AS n FROM event"))[0]?.n,
    ];
    const problem = await problemOf("/v1/batch", { batch: wrong });
    expect([problem.status, problem.problems?.map(({ path }) => path).toSorted()]).toEqual([400, paths(0).toSorted()]);
    expect(problem.detail).toMatch(/^Nothing was recorded\. batch\.0\.event: event is missing: write the event's name/);
    expect((await world.rows<{ n: string }>("SELECT count(*) AS n FROM event"))[0]?.n).toBe(n);
    expect(Number((await refusedOf("Server"))?.n)).toBe(before + 7);
  });

  test("many wrong events at once are all counted", async () => {
    const before = Number((await refusedOf("Shop"))?.n);
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => world.post("/v1/t", { writeKey: world.browserKey, event: "Lost" }, { key: null })),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([400]));
    expect(Number((await refusedOf("Shop"))?.n)).toBe(before + 40);
  });

  test("Segment's client for servers loses nothing to a wrong event in the same batch", async () => {
    const failures: unknown[] = [];
    const analytics = new Analytics({ writeKey: world.serverKey, host: world.ingest.url, flushAt: 20 });
    analytics.on("error", (error) => failures.push(error));
    for (let i = 0; i < 10; i++) analytics.track({ userId: "node-mixed", event: "Beside A Wrong One" });
    analytics.track({ userId: "node-mixed", event: "Wrong", timestamp: new Date("1812-01-01") });
    await analytics.closeAndFlush();
    expect([failures, (await eventsNamed("Beside A Wrong One")).length, await eventsNamed("Wrong")]).toEqual([[], 10, []]);
  });

  test.each([
    ["no JSON", "{", /not JSON/],
    ["a list", "[]", /must be a JSON object/],
    ["an event over 32 KB", { userId: "a", event: "Big", properties: { text: "x".repeat(33_000) } }, /larger than 32 KB/],
    ["a body over 500 KB", { userId: "a", event: "Big", properties: { text: "x".repeat(600_000) } }, /larger than 512 KB/],
    ["properties that are text", { userId: "a", event: "b", properties: "c" }, /properties must be an object/],
    [
      "objects nested very deep",
      `{"userId":"a","event":"b","properties":${'{"a":'.repeat(5000)}1${"}".repeat(5000)}}`,
      /deep in each other/,
    ],
    ["bytes that are no text", new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), /not UTF-8/],
  ])("%s gets a 400 that says so", async (_, body, message) => {
    const problem = await problemOf("/v1/track", body);
    expect(problem.status).toBe(400);
    expect(problem.detail).toMatch(message);
  });

  test("NUL and half characters, which Postgres cannot hold, do not stop an event", async () => {
    const body = '{"userId":"nul\\u0000","event":"Odd \\ud800 Text","properties":{"a\\u0000":"\\udfff","__proto__":{"x":1}}}';
    expect((await world.post("/v1/track", body)).status).toBe(200);
    expect(await world.rows("SELECT properties FROM event WHERE name LIKE 'Odd%'")).toEqual([{ properties: { "a\ufffd": "\ufffd" } }]);
  });

  test("a source that sends too fast is told when to come back", async () => {
    const slow = await openWorld({ eventsPerSecond: 1 });
    try {
      const answers: Response[] = [];
      for (let i = 0; i < 5; i++) answers.push(await slow.post("/v1/track", { userId: "a", event: "Fast" }));
      expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 429]);
      expect(Number(answers[4]?.headers.get("retry-after"))).toBeGreaterThan(0);
    } finally {
      await slow.close();
    }
  });
});

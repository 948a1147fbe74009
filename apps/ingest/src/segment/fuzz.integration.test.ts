import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorld, type World } from "../testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world?.close();
});

const paths = ["track", "identify", "page", "screen", "group", "alias", "batch", "import", "t", "i", "p"].map((path) => `/v1/${path}`);
const anything = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: "binary" }),
  fc.constantFrom(null, "", " ", 0, -1, 1e308, true, [], {}, "\u0000", "\ud800", "9999-99-99", "1e400", "-infinity"),
);
const keys = fc.constantFrom(
  "type",
  "event",
  "userId",
  "anonymousId",
  "messageId",
  "traits",
  "properties",
  "context",
  "timestamp",
  "originalTimestamp",
  "sentAt",
  "integrations",
  "historical",
  "previousId",
  "groupId",
  "name",
  "writeKey",
  "__proto__",
  "constructor",
  "consent",
  "userToken",
  "externalIds",
);
const message = fc.dictionary(
  fc.oneof(keys, fc.string({ unit: "binary" })),
  fc.oneof(anything, fc.dictionary(fc.oneof(keys, fc.string({ unit: "binary" })), anything)),
);
/** Events that are nearly right, so that what gets through the checks is strange in one place only. */
const nearly = fc.record(
  {
    type: fc.constantFrom("track", "identify", "page", "alias", "group"),
    userId: fc.oneof(fc.string({ unit: "binary", minLength: 1 }), fc.integer()),
    event: fc.string({ unit: "binary", minLength: 1 }),
    previousId: fc.string({ unit: "binary", minLength: 1 }),
    messageId: fc.string({ unit: "binary" }),
    properties: fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()),
    traits: fc.dictionary(
      fc.oneof(fc.constantFrom("email", "phone", "country", "timezone"), fc.string({ unit: "binary" })),
      fc.jsonValue(),
    ),
    context: fc.record(
      {
        locale: fc.jsonValue(),
        timezone: fc.jsonValue(),
        page: fc.jsonValue(),
        campaign: fc.jsonValue(),
        traits: fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()),
        consent: fc.record({ categoryPreferences: fc.dictionary(fc.string({ unit: "binary" }), fc.boolean()) }),
      },
      { requiredKeys: [] },
    ),
    timestamp: fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .date({ min: new Date("1995-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
          .map((date) => date.toISOString()),
      },
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      fc.integer(),
    ),
  },
  { requiredKeys: ["type", "userId", "event", "previousId"] },
);
const body = fc.oneof(
  message,
  anything,
  { weight: 4, arbitrary: nearly },
  { weight: 2, arbitrary: fc.record({ batch: fc.array(nearly, { minLength: 1, maxLength: 4 }) }) },
  fc.record({ batch: fc.array(fc.oneof(message, nearly, anything), { maxLength: 4 }) }),
);

async function send(path: string, text: string) {
  const answer = await world.post(path, text);
  return { status: answer.status, body: await answer.text() };
}

test("arbitrary JSON is taken or refused with a reason, and never breaks the collector", async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), body, async (path, value) => {
      const answer = await send(path, JSON.stringify(value) ?? "");
      expect(answer).toMatchObject({ status: expect.toSatisfy((status: number) => status === 200 || status === 400) });
      if (answer.status === 200) taken++;
      else
        expect(JSON.parse(answer.body)).toMatchObject({
          code: expect.stringMatching(/^(invalid|too_large)$/),
          detail: expect.stringMatching(/\w/),
        });
    }),
    { numRuns: 800 },
  );
  expect(taken).toBeGreaterThan(100);
  expect(await world.rows("SELECT 1 FROM event LIMIT 1")).toHaveLength(1);
});

test("arbitrary bytes and headers are refused, not tripped over", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths),
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom({}, { "content-encoding": "gzip" }, { authorization: "Basic !!!" }, { authorization: "x" }),
      async (path, bytes, headers) => {
        expect([400, 401]).toContain((await world.post(path, bytes, { headers: headers as Record<string, string> })).status);
      },
    ),
    { numRuns: 200 },
  );
});

import { expect, test } from "vitest";
import { evaluate } from "./evaluate.ts";
import type { Facts } from "./facts.ts";
import { parseExpression } from "./problems.ts";

const now = Date.parse("2026-11-24T12:00:00Z");
const day = 24 * 3600_000;

const facts: Facts = {
  traits: {
    country: "PL",
    age: 30,
    size: "20",
    tags: ["vip", "new"],
    signedUp: "2026-11-20T12:00:00Z",
    address: { city: "Gdynia" },
    gone: null,
  },
  sealedTraits: ["email"],
  trigger: { id: "e0", name: "Product Added", at: now, position: 9, properties: { total: 140, "x.y": 1 } },
  events: {
    "Order Completed": [
      { id: "e1", name: "Order Completed", at: now - 40 * day, position: 1, properties: { total: 10 } },
      { id: "e2", name: "Order Completed", at: now - 20 * day, position: 2, properties: { total: 60 } },
      { id: "e3", name: "Order Completed", at: now - 10 * day, position: 3, properties: { total: "90" } },
    ],
  },
  consent: { offers: { email: "granted", sms: "denied" } },
  messages: [{ node: "remind", state: "clicked", delivered: true, opened: true, clicked: true, bounced: false }],
  variables: { tries: 2 },
  zone: "Europe/Warsaw",
};

const ask = (json: unknown, at = now, given = facts) => evaluate(parseExpression(json), given, at);

test.each([
  [{ trait: "country", eq: "PL" }, true],
  [{ property: "properties.x.y", eq: 1 }, true],
  [{ trait: "country", in: ["PL", "DE"] }, true],
  [{ trait: "country", notIn: ["PL", "DE"] }, false],
  [{ trait: "address.city", startsWith: "Gd", endsWith: "ia" }, true],
  [{ trait: "tags", contains: "vip" }, true],
  [{ trait: "age", gt: 29, lte: 30 }, true],
  [{ trait: "country", matches: "^P[A-Z]$" }, true],
  [{ trait: "signedUp", before: "now-P3D" }, true],
  [{ trait: "signedUp", before: "now-P5D" }, false],
  [{ trait: "signedUp", after: "2026-11-20" }, true],
  [{ property: "properties.total", gte: 100 }, true],
  [{ property: "name", eq: "Product Added" }, true],
  [{ variable: "tries", eq: 2 }, true],
  [{ consent: "offers", channel: "email" }, true],
  [{ not: { consent: "offers", channel: "sms" } }, true],
  [{ consent: "offers", channel: "push" }, false],
  [{ message: "remind", state: "clicked" }, true],
  [{ message: "other", state: "clicked" }, false],
  [{ event: "Order Completed", count: { gte: 2 }, within: "P30D" }, true],
  [{ event: "Order Completed", count: { gte: 3 }, within: "P30D" }, false],
  [{ event: "Order Completed", sum: { of: "properties.total", eq: 70 } }, true],
  [{ event: "Order Completed", first: { "properties.total": { eq: 10 } } }, true],
  [{ event: "Order Completed", last: { at: { before: "now-P9D" } } }, true],
  [{ event: "Order Completed", where: { "properties.total": { gt: 50 } }, count: { eq: 1 } }, true],
  [{ event: "Never", count: { eq: 0 } }, true],
  [{ event: "Never" }, false],
  [
    {
      all: [
        { trait: "country", eq: "PL" },
        {
          any: [
            { trait: "age", lt: 3 },
            { trait: "age", eq: 30 },
          ],
        },
      ],
    },
    true,
  ],
])("%j is %s", (expression, expected) => {
  expect(ask(expression).value).toBe(expected);
});

test.each(["missing", "gone"])("a missing value (%s) is unset, not equal to anything, and not unequal either", (trait) => {
  const never = [{ eq: "x" }, { ne: "x" }, { in: ["x"] }, { notIn: ["x"] }, { gt: 0 }, { contains: "x" }, { set: true }, { before: "now" }];
  for (const operators of never) expect(ask({ trait, ...operators }).value, JSON.stringify(operators)).toBe(false);
  expect(ask({ trait, unset: true }).value).toBe(true);
});

test("numbers in text do not compare as numbers", () => {
  expect(ask({ trait: "size", gte: 20 }).value).toBe(false);
  expect(ask({ trait: "size", lte: 20 }).value).toBe(false);
  expect(ask({ trait: "size", eq: 20 }).value).toBe(false);
  expect(ask({ trait: "size", eq: "20" }).value).toBe(true);
});

test("a sealed trait is known, and no comparison of it holds", () => {
  expect(ask({ trait: "email", set: true }).value).toBe(true);
  expect(ask({ trait: "email", unset: true }).value).toBe(false);
  expect(ask({ trait: "email", eq: "a@example.com" }).value).toBe(false);
  expect(ask({ trait: "email", ne: "a@example.com" }).value).toBe(false);
  expect(ask({ trait: "email", set: true, eq: "a@example.com" }).value).toBe(false);
  expect(ask({ trait: "email" }).value).toBe(false);
});

test("names of the object's prototype are missing, not functions", () => {
  expect(ask({ trait: "constructor", set: true }).value).toBe(false);
  expect(ask({ event: "constructor" }).value).toBe(false);
  expect(ask({ consent: "constructor", channel: "email" }).value).toBe(false);
});

test("the answer says when time alone will change it", () => {
  const recent = { event: "Order Completed", within: "P15D" };
  const { value, until } = ask(recent);
  expect([value, until]).toEqual([true, now - 10 * day + 15 * day]);
  expect(ask(recent, (until ?? 0) - 1).value).toBe(true);
  expect(ask(recent, until).value).toBe(false);

  const old = { trait: "signedUp", before: "now-P5D" };
  const turning = ask(old).until ?? 0;
  expect(ask(old, turning - 1).value).toBe(false);
  expect(ask(old, turning).value).toBe(true);
  expect(ask({ trait: "country", eq: "PL" }).until).toBeUndefined();
});

test("what was read is kept with its rule", () => {
  expect(
    ask({
      all: [
        { property: "properties.total", gte: 100 },
        { event: "Order Completed", within: "P15D" },
      ],
    }).readings,
  ).toEqual([
    { what: "properties.total", value: 140, rule: "is at least 100", held: true },
    { what: "Order Completed", value: 1, rule: "at least once in the last 15 days", held: true },
  ]);
});

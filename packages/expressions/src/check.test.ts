import { expect, test } from "vitest";
import { checkExpression, checkFilter } from "./check.ts";
import { parseExpression } from "./problems.ts";

const traits = [
  { name: "country", class: "attribute", type: "string" },
  { name: "age", class: "attribute", type: "number" },
  { name: "member", class: "attribute", type: "boolean" },
  { name: "email", class: "contact", type: "string" },
  { name: "health", class: "restricted", type: null },
];

const properties = [
  { name: "email", class: "contact", type: "string" },
  { name: "items.note", class: "contact", type: "string" },
  { name: "diagnosis", class: "restricted", type: "string" },
  { name: "total", class: "attribute", type: "number" },
  { name: "comment", class: "attribute", type: "string" },
];

const codes = (json: unknown) => checkExpression(parseExpression(json), { traits, properties }).map((one) => `${one.path} ${one.code}`);

test.each([
  [{ trait: "", eq: 1 }, "trait missing-name"],
  [{ trait: "country" }, " no-operator"],
  [{ all: [] }, "all empty-group"],
  [{ any: [{ trait: "country", in: [] }] }, "any.0.in empty-list"],
  [{ trait: "country", matches: "(?=x)" }, "matches pattern"],
  [{ trait: "country", before: "yesterday" }, "before date"],
  [{ trait: "country", gte: 5 }, "gte operator-type"],
  [{ trait: "age", startsWith: "5" }, "startsWith operator-type"],
  [{ trait: "age", before: "now" }, "before operator-type"],
  [{ trait: "member", matches: "t" }, "matches operator-type"],
  [{ trait: "email", endsWith: "@example.com" }, "endsWith sealed-trait"],
  [{ trait: "health", set: true }, "trait restricted"],
  [{ not: { segment: "vip" } }, "not.segment not-available"],
  [{ sequence: [{ event: "A" }] }, "sequence not-available"],
  [{ event: "A", within: "P1M" }, "within duration"],
  [{ event: "A", within: "PT0S" }, "within duration"],
  [{ event: "A", count: {} }, "count no-operator"],
  [{ event: "A", sum: { of: "", gte: 1 } }, "sum.of missing-name"],
  [{ event: "A", where: { price: { gte: 1 } } }, "where.price filter-path"],
  [{ property: "total", gte: 1 }, "property filter-path"],
  [{ property: "properties.email", eq: "a@example.org" }, "property sealed-property"],
  [{ property: "properties.email", set: true }, "property sealed-property"],
  [{ property: "properties.diagnosis", eq: "x" }, "property restricted"],
  [{ event: "A", where: { "properties.items.0.note": { eq: "x" } } }, "where.properties.items.0.note sealed-property"],
  [{ event: "A", last: { "properties.email.domain": { eq: "x" } } }, "last.properties.email.domain sealed-property"],
  [{ event: "A", sum: { of: "properties.email", gte: 1 } }, "sum.of sealed-property"],
  [{ property: "properties.customerEmail", eq: "a@example.org" }, "property sealed-property"],
  [{ property: "properties.billing.zip", startsWith: "10" }, "property sealed-property"],
  [{ event: "A", where: { "properties.buyers.0.phone": { set: true } } }, "where.properties.buyers.0.phone sealed-property"],
  [{ property: "properties.iban", eq: true }, "property restricted"],
  [{ trait: "first_name", eq: "Ana" }, "eq sealed-trait"],
  [{ trait: "address.city", eq: "Berlin" }, "eq sealed-trait"],
  [{ trait: "pesel", set: true }, "trait restricted"],
  [{ event: "A", count: { gte: -1 } }, "count.gte negative-count"],
  [{ event: "A", count: { eq: -1 } }, "count.eq negative-count"],
  [{ trait: "country", contains: "" }, "contains empty-text"],
  [{ consent: "offers", channel: "" }, "channel missing-name"],
])("%j: %s", (expression, expected) => {
  expect(codes(expression)).toContain(expected);
});

test.each([
  [{ trait: "age", gt: 5, lt: 3 }, " contradiction"],
  [{ trait: "age", gte: 5, lt: 5 }, " contradiction"],
  [{ trait: "age", eq: 4, gte: 5 }, " contradiction"],
  [{ trait: "country", set: true, unset: true }, " contradiction"],
  [
    {
      all: [
        { trait: "country", eq: "PL" },
        { trait: "country", eq: "DE" },
      ],
    },
    "all contradiction",
  ],
  [
    {
      all: [
        { trait: "country", eq: "PL" },
        { trait: "country", in: ["DE"] },
      ],
    },
    "all contradiction",
  ],
  [
    {
      all: [
        { trait: "country", unset: true },
        { trait: "country", ne: "DE" },
      ],
    },
    "all contradiction",
  ],
])("%j can never hold", (expression, expected) => {
  const found = checkExpression(parseExpression(expression), { traits }).filter((one) => one.code === "contradiction");
  expect(found.map((one) => `${one.path} ${one.code}`)).toEqual([expected]);
  expect(found[0]).toMatchObject({ severity: "warning", message: expect.stringMatching(/nobody can ever match\.$/) });
});

test.each([
  { trait: "age", gte: 5, lte: 5 },
  { trait: "age", gt: 4, lt: 6, ne: 7 },
  {
    all: [
      { trait: "country", eq: "PL" },
      { trait: "age", eq: 5 },
    ],
  },
  {
    any: [
      { trait: "country", eq: "PL" },
      { trait: "country", eq: "DE" },
    ],
  },
  { trait: "first_name", set: true },
  { trait: "whatsapp", eq: true },
  { property: "properties.name", eq: "Kettle" },
  { property: "properties.phone", eq: true },
  { property: "properties.comment", eq: "fine" },
  { trait: "email", set: true },
  { trait: "unheard-of", gte: 5 },
  { event: "Order Completed", count: { gte: 2 }, within: "P30D", where: { "properties.total": { gte: 10 }, at: { after: "now-P7D" } } },
])("%j is fine", (expression) => {
  const problems = checkExpression(parseExpression(expression), { traits, properties });
  expect(problems.filter((one) => one.severity === "error")).toEqual([]);
});

test("a filter does not compare what is kept encrypted", () => {
  expect(checkFilter({ "properties.email": { eq: "a@example.org" }, "properties.total": { gte: 1 } }, properties)).toEqual([
    {
      path: "properties.email",
      severity: "error",
      code: "sealed-property",
      message: "email is kept encrypted: a condition cannot read it.",
    },
  ]);
});

test("a filter speaks of an event's parts", () => {
  expect(checkFilter({ "properties.price": { gte: 20 }, name: { eq: "A" } })).toEqual([]);
  expect(checkFilter({ traits: { eq: 1 } })[0]?.message).toBe(
    "“traits” is no part of an event; name a property, such as properties.price.",
  );
});

test("a trait that nobody has is told, with the one that was probably meant", () => {
  const said = (name: string) =>
    checkExpression({ trait: name, eq: "x" }, { traits }).map((one) => `${one.severity} ${one.path}: ${one.message}`);
  expect(said("contry")).toEqual(["warning trait: Nobody has the trait “contry” yet; did you mean “country”?"]);
  expect(said("Country")).toEqual(["warning trait: Nobody has the trait “Country” yet; did you mean “country”?"]);
  expect(said("favourite_tea")).toEqual(["warning trait: Nobody has the trait “favourite_tea” yet; check its spelling."]);
  expect(said("country.code")).toEqual([]);
  expect(checkExpression({ trait: "contry", eq: "x" })).toEqual([]);
  expect(checkExpression({ trait: "phone", set: true }, { traits })).toEqual([]);
});

test("a condition without a comparison says of which value", () => {
  const said = (json: unknown) => checkExpression(parseExpression(json), { traits, properties }).map((one) => one.message);
  expect(said({ trait: "country" })).toEqual(["Say what “Country” must be."]);
  expect(said({ property: "properties.total" })).toEqual(["Say what “Total” must be."]);
  expect(said({ event: "A", where: { "properties.total": {} } })).toEqual(["Say what “Total” must be."]);
  expect(said({ event: "A", count: {} })).toEqual(["Say how many times."]);
});

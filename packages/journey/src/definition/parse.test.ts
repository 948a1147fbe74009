import { expect, test } from "vitest";
import { abandonedCart } from "../testing/abandoned-cart.ts";
import { layoutSchema } from "./layout.ts";
import { settingsOf, withSettings } from "./node.ts";
import { parseDefinition } from "./parse.ts";

const problems = (json: unknown) => {
  const parsed = parseDefinition(json);
  return parsed.ok ? [] : parsed.problems.map((one) => `${one.path}: ${one.message}`);
};
const base = { journey: "a", name: "A" };

test("what has a default may be left out", () => {
  const parsed = parseDefinition(base);
  expect(parsed).toEqual({
    ok: true,
    definition: {
      ...base,
      definition: 1,
      entry: [],
      exits: [],
      key: "profile",
      reentry: "never",
      nodes: {},
      settings: { quietHours: "workspace", cap: "workspace", priority: "normal", longestLife: "P365D", mostSteps: 1000 },
    },
  });
});

test("reading what was read changes nothing", () => {
  const parsed = parseDefinition(abandonedCart);
  if (!parsed.ok) throw new Error(problems(abandonedCart).join());
  expect(parseDefinition(JSON.parse(JSON.stringify(parsed.definition)))).toEqual(parsed);
  expect(parsed.definition.entry).toEqual([{ event: "Product Added", where: { "properties.price": { gte: 20 } }, maxAge: "P1D" }]);
});

test("an unfinished draft has a shape too", () => {
  const draft = {
    ...base,
    audience: { all: [{ trait: "" }] },
    entry: [{ event: "" }],
    nodes: { a: { kind: "branch", cases: "not yet" }, b: { kind: "" } },
  };
  expect(problems(draft)).toEqual([]);
});

test.each<[unknown, string]>([
  [null, ": A journey's definition is an object with a name, ways in and nodes."],
  [[], ": A journey's definition is an object with a name, ways in and nodes."],
  [{ name: "A" }, "journey: is missing; it must be a text."],
  [{ ...base, color: "red" }, ': does not know "color"; remove it.'],
  [{ ...base, definition: 2 }, ": The definition was written by a newer version of the product (definition 2; this one reads up to 1)."],
  [{ ...base, definition: "new" }, "definition: must be 1."],
  [{ ...base, reentry: "sometimes" }, "reentry: must be never, always, or after a duration: { after: P7D }."],
  [{ ...base, reentry: { after: "a week" } }, "reentry.after: must be a duration such as PT1H (an hour) or P1D (a day)."],
  [{ ...base, entry: [{ event: "A", maxAge: "old" }] }, "entry.0.maxAge: must be a duration such as P1D, or none."],
  [{ ...base, entry: [{ event: "A", where: { "properties.a": { gte: "1" } } }] }, "entry.0.where.properties.a.gte: must be a number."],
  [{ ...base, audience: { trait: "a", foo: 1 } }, 'audience: does not know "foo"; remove it.'],
  [{ ...base, settings: { timeZone: "Mars/Olympus" } }, "settings.timeZone: must be a time zone such as Europe/Warsaw."],
  [{ ...base, nodes: { a: { title: "A" } } }, "nodes.a.kind: is missing; it must be a text."],
  [{ ...base, nodes: { a: { kind: "exit", next: { done: 5 } } } }, "nodes.a.next.done: must be a text."],
  [
    { ...base, nodes: { "a b": { kind: "exit" } } },
    "nodes.a b: a step's id is made of letters, digits and dashes, and begins with a letter.",
  ],
  [
    { ...base, nodes: { constructor: { kind: "exit" } } },
    "nodes.constructor: a step's id is made of letters, digits and dashes, and begins with a letter.",
  ],
  [
    { ...base, nodes: Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`n${i}`, { kind: "exit" }])) },
    "nodes: has more than 500 steps; split the journey in two.",
  ],
  [{ ...base, name: "x".repeat(1_000_001) }, ": The definition is larger than a megabyte; split the journey in two."],
])("%#: it is told what is wrong, and where", (json, expected) => {
  expect(problems(json)).toEqual([expected]);
});

test("a hostile document is refused before anything walks it", () => {
  let deep: unknown = { trait: "a", eq: 1 };
  for (let i = 0; i < 50_000; i++) deep = { not: deep };
  expect(problems({ ...base, audience: deep })).toEqual([": The definition nests deeper than 40 levels; make its conditions flatter."]);
  const polluting = parseDefinition(JSON.parse('{"journey":"a","name":"A","nodes":{"__proto__":{"kind":"exit"}}}'));
  expect(polluting.ok && [Object.keys(polluting.definition.nodes), polluting.definition.start, ({} as { kind?: string }).kind]).toEqual([
    [],
    undefined,
    undefined,
  ]);
});

test("settings are the keys a node does not use itself", () => {
  const node = { kind: "email", title: "T", next: { done: "b" }, template: "t", topic: "o" };
  expect(settingsOf(node)).toEqual({ template: "t", topic: "o" });
  expect(withSettings(node, { template: "u" })).toEqual({ kind: "email", title: "T", next: { done: "b" }, template: "u" });
});

test("layout has a shape of its own", () => {
  expect(layoutSchema.parse({})).toEqual({ placement: "auto", positions: {}, notes: [] });
  expect(layoutSchema.safeParse({ positions: { a: { x: Number.NaN, y: 0 } } }).success).toBe(false);
});

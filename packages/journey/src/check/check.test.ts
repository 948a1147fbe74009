import { canvasRegistry } from "@journeyman/nodes/canvas";
import { expect, test } from "vitest";
import { applyEdits } from "../definition/edits.ts";
import type { DefinitionInput } from "../definition/schema.ts";
import { abandonedCart } from "../testing/abandoned-cart.ts";
import { definitionOf } from "../testing/plans.ts";
import { check, type JourneyCheckContext } from "./index.ts";

const end = { kind: "exit", reason: "end" };

function problems(nodes: DefinitionInput["nodes"], more: Partial<DefinitionInput> = {}, context: JourneyCheckContext = {}) {
  return check(definitionOf(nodes, more), canvasRegistry, context);
}

const short = (found: ReturnType<typeof problems>) => found.map((one) => `${one.node ?? ""}:${one.path} ${one.code} ${one.severity}`);

test("nothing is wrong with the journey of the language's own example", () => {
  const { nodes, ...more } = abandonedCart;
  expect(short(problems(nodes, more))).toEqual([]);
});

test.each<[string, DefinitionInput["nodes"], Partial<DefinitionInput>]>([
  [":nodes no-steps error", {}, {}],
  [":start no-start error", { a: end }, { start: undefined }],
  [":start no-start error", { a: end }, { start: "b" }],
  [":start all-off error", { a: { kind: "delay", for: "PT1H", disabled: true } }, {}],
  [":entry no-entry error", { a: end }, { entry: [] }],
  [":entry.0.event missing-name error", { a: end }, { entry: [{ event: " " }] }],
  [":entry.0.maxAge duration error", { a: end }, { entry: [{ event: "A", maxAge: "P1M" }] }],
  [":entry.0.where.price filter-path error", { a: end }, { entry: [{ event: "A", where: { price: { gte: 1 } } }] }],
  [
    ":entry.0.where.properties.price contradiction warning",
    { a: end },
    { entry: [{ event: "A", where: { "properties.price": { gte: 5, lt: 5 } } }] },
  ],
  [":audience.not.segment not-available error", { a: end }, { audience: { not: { segment: "staff" } } }],
  [":audience audience-message error", { a: end }, { audience: { message: "a", state: "clicked" } }],
  [":reentry.after duration error", { a: end }, { reentry: { after: "P1Y" } }],
  [":key bad-key-path error", { a: end }, { key: "order_id" }],
  [":journey bad-key error", { a: end }, { journey: "Abandoned Cart" }],
  [":name no-name error", { a: end }, { name: " " }],
  [":goal.within no-window error", { a: end }, { goal: { event: "A" } }],
  [":goal.value bad-path error", { a: end }, { goal: { event: "A", within: "P1D", value: "total" } }],
  [":exits.0.reason no-reason error", { a: end }, { exits: [{ event: "A", reason: "" }] }],
  [":settings.longestLife duration error", { a: end }, { settings: { longestLife: "P1Y" } }],
  ["a:kind unknown-kind error", { a: { kind: "teleport" } }, {}],
  ["a:kind unknown-kind error", { a: { kind: "constructor" } }, {}],
  ["a:for settings error", { a: { kind: "delay", for: "soon" } }, {}],
  ["a: settings error", { a: { kind: "delay", for: "PT1H", until: "x" } }, {}],
  ["a: settings error", { a: { ...end, version: 7 } }, {}],
  ["a:template no-template error", { a: { kind: "email", topic: "offers" } }, {}],
  [
    "a:cases.0.to reserved-name error",
    { a: { kind: "branch", cases: [{ to: "else", if: { trait: "x", eq: 1 } }], next: { else: null } } },
    {},
  ],
  ["a:next.done dangling error", { a: { kind: "delay", for: "PT1H", next: { done: "gone" } } }, {}],
  ["a:next.done dangling error", { a: { kind: "delay", for: "PT1H", next: { done: "constructor" } } }, {}],
  ["a:next.later unknown-port error", { a: { kind: "delay", for: "PT1H", next: { later: null } } }, {}],
  ["b: unreachable error", { a: end, b: end }, {}],
  ["a:next.done loop error", { a: { kind: "delay", for: "PT1H", next: { done: "a" } } }, {}],
  ["entry: reserved-name error", { entry: end }, {}],
  ["a:next.timeout loose-end warning", { a: { kind: "wait-for", any: { x: { event: "A" } }, for: "PT1H", next: { x: "b" } }, b: end }, {}],
  ["b:disabled end-off warning", { a: { kind: "delay", for: "PT1H", next: { done: "b" } }, b: { ...end, disabled: true } }, {}],
])("%s", (expected, nodes, more) => {
  expect(short(problems(nodes, more))).toEqual([expected]);
});

test("a circle is told once, at the line that closes it, by the steps' names", () => {
  const found = problems({
    a: { kind: "delay", for: "PT1H", next: { done: "b" } },
    b: { kind: "email", title: "Reminder", template: "t", topic: "o", next: { done: "a" } },
  });
  expect(short(found)).toEqual(["b:next.done loop error"]);
  expect(found[0]?.message).toBe(
    "“Reminder” leads back to “Wait 1 hour”. A loop needs a wait and a bound, and is not possible yet: lead it on, or end it here.",
  );
});

const wait = (duration: string, next?: string) => ({ kind: "delay", for: duration, ...(next ? { next: { done: next } } : {}) });
const month: Partial<DefinitionInput> = { settings: { longestLife: "P30D" } };

test.each<[string[], DefinitionInput["nodes"]]>([
  [["a:for outlasts-stay error"], { a: wait("P31D", "b"), b: end }],
  [["a:for outlasts-stay error"], { a: wait("P1M", "b"), b: wait("P1D") }],
  [[], { a: wait("P29D", "b"), b: end }],
  [[], { a: { ...wait("P31D", "b"), disabled: true }, b: end }],
  [["b:for outlasts-stay warning"], { a: wait("P20D", "b"), b: wait("P10D", "c"), c: wait("P10D", "d"), d: end }],
  [
    ["a:for outlasts-stay warning"],
    { a: { kind: "wait-for", any: { x: { event: "A" } }, for: "P31D", next: { x: "b", timeout: "b" } }, b: end },
  ],
  [
    ["d:for outlasts-stay warning"],
    {
      a: { kind: "branch", cases: [{ to: "x", if: { trait: "x", eq: 1 } }], next: { x: "b", else: "c" } },
      b: wait("P1D", "d"),
      c: wait("P20D", "d"),
      d: wait("P11D"),
    },
  ],
])("no wait outlasts the longest stay: %j", (expected, nodes) => {
  const found = problems(nodes, month);
  expect(short(found)).toEqual(expected);
  const mended = applyEdits(
    definitionOf(nodes, month),
    found.flatMap((one) => one.mend?.edits ?? []),
  );
  expect(short(check(mended, canvasRegistry)).filter((one) => expected.includes(one))).toEqual([]);
});

test("a wait that outlasts the longest stay says so in words, and what to do", () => {
  const [found] = problems({ a: wait("P31D", "b"), b: end }, month);
  expect(found?.message).toBe(
    "“Wait 31 days” outlasts the journey's longest stay of 30 days: people leave before its time is over. Wait less, or allow a longer stay in the journey's settings.",
  );
  expect(found?.mend?.label).toBe("Let people stay 32 days");
});

const click = (message: string, next: Record<string, string>) => ({
  kind: "wait-for",
  any: { click: { message, state: "clicked" } },
  for: "PT1H",
  next,
});
const mail = { kind: "email", template: "t", topic: "o" };

test.each<[string[], DefinitionInput["nodes"]]>([
  [[], { a: { ...mail, next: { done: "b" } }, b: click("a", { click: "c", timeout: "c" }), c: end }],
  [["a: message-later error"], { a: click("b", { click: "b", timeout: "b" }), b: mail }],
  [["a: unknown-message error"], { a: click("gone", { click: "b", timeout: "b" }), b: end }],
  [
    ["b: no-message error"],
    { a: { kind: "delay", for: "PT1H", next: { done: "b" } }, b: click("a", { click: "c", timeout: "c" }), c: end },
  ],
  [
    ["b: message-off warning"],
    { a: { ...mail, disabled: true, next: { done: "b" } }, b: click("a", { click: "c", timeout: "c" }), c: end },
  ],
  [
    ["c: message-maybe warning"],
    {
      a: { kind: "branch", cases: [{ to: "x", if: { trait: "x", eq: 1 } }], next: { x: "b", else: "c" } },
      b: { ...mail, next: { done: "c" } },
      c: click("b", { click: "d", timeout: "d" }),
      d: end,
    },
  ],
  [
    ["b: message-later error"],
    {
      a: { ...mail, next: { done: "b" } },
      b: { kind: "branch", cases: [{ to: "x", if: { message: "c", state: "opened" } }], next: { x: "c", else: null } },
      c: mail,
    },
  ],
])("a step may ask about messages that were sent before it: %j", (expected, nodes) => {
  expect(short(problems(nodes))).toEqual(expected);
});

test("a step that is switched off is not looked into, and may lie aside", () => {
  expect(short(problems({ a: end, b: { kind: "email", disabled: true } }))).toEqual([]);
});

test("what the workspace knows is checked when it is given, by its names", () => {
  const template = {
    key: "cart",
    name: "Cart reminder",
    channel: "email",
    published: true,
    transactional: false,
    archived: false,
    variables: [],
  };
  const context: JourneyCheckContext = {
    templates: [template],
    topics: [{ key: "offers", name: "Offers", archived: false }],
    events: [{ name: "Product Added", properties: [], aDay: 3 }],
    traits: [{ name: "email", class: "contact", type: "string" }],
  };
  const found = problems(
    { a: { kind: "email", template: "cart", next: { done: "b" } }, b: { kind: "email", template: "gone", topic: "offers" } },
    { goal: { event: "Order Complete", within: "P1D" }, audience: { trait: "email", endsWith: "@example.com" } },
    context,
  );
  expect(short(found)).toEqual([
    ":audience.endsWith sealed-trait error",
    "a:topic no-topic error",
    "b:template unknown-template error",
    ":goal.event unseen-event warning",
  ]);
});

test("no condition of a journey compares a sealed property of an event", () => {
  const properties = [{ name: "email", class: "contact", type: "string" }];
  const where = { "properties.email": { eq: "a@example.org" } };
  const found = problems(
    {
      a: { kind: "branch", cases: [{ to: "x", if: { property: "properties.email", eq: "a" } }], next: { x: "b", else: null } },
      b: { kind: "wait-for", any: { x: { event: "A", where } }, for: "PT1H", next: { x: null, timeout: null } },
    },
    {
      entry: [{ event: "A", where }],
      audience: { event: "A", where },
      exits: [{ event: "A", reason: "done", where }],
      goal: { event: "A", within: "P1D", where, value: "properties.email" },
    },
    { properties },
  );
  expect(short(found)).toEqual([
    ":entry.0.where.properties.email sealed-property error",
    ":audience.where.properties.email sealed-property error",
    ":goal.where.properties.email sealed-property error",
    ":goal.value sealed-property error",
    ":exits.0.where.properties.email sealed-property error",
    "a:cases.0.if.property sealed-property error",
    "b:any.x.where.properties.email sealed-property error",
  ]);
});

test("one click mends what it can", () => {
  const mended = (nodes: DefinitionInput["nodes"], more: Partial<DefinitionInput> = {}, context: JourneyCheckContext = {}) => {
    const definition = definitionOf(nodes, more);
    return check(definition, canvasRegistry, context)
      .flatMap((one) => (one.mend ? [one.mend] : []))
      .map(({ label, edits }) => [label, short(check(applyEdits(definition, edits), canvasRegistry, context))]);
  };
  expect(mended({ a: end }, { start: undefined })).toEqual([["Start at End: end", []]]);
  expect(mended({ a: end, b: end })).toEqual([["Remove the step", []]]);
  expect(mended({ a: end }, { goal: { event: "A" } })).toEqual([["Within 3 days", []]]);
  expect(mended({ a: { kind: "delay", for: "PT1H", next: { done: "a" } } })).toEqual([["Remove the line", []]]);
  expect(mended({ a: { kind: "delay", for: "PT1H", next: { done: "gone" } } })).toEqual([["Remove the line", []]]);
  const template = { key: "t", name: "T", channel: "email", published: true, transactional: false, archived: false, variables: [] };
  const context = { templates: [template], topics: [{ key: "offers", name: "Offers", archived: false }] };
  expect(mended({ a: { kind: "email", title: "Mine", template: "t", next: { done: null } } }, {}, context)).toEqual([["Use Offers", []]]);
});

test("a problem with a setting is told by the label of its field", () => {
  expect(problems({ a: { kind: "wait-for", any: { x: { event: "A" } }, for: "1h", next: { x: null, timeout: null } } })[0]?.message).toBe(
    "“For at most” must be a duration such as PT1H (an hour) or P1D (a day).",
  );
  expect(problems({ a: { kind: "wait-for", any: { x: { event: "A" } }, for: "", next: { x: null, timeout: null } } })[0]?.message).toBe(
    "“For at most” is missing; say how long, such as 1 hour.",
  );
});

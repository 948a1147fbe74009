import { canvasRegistry } from "@journeyman/nodes/canvas";
import { expect, test } from "vitest";
import { checkInput } from "../check/input.ts";
import { plainNames } from "../definition/node.ts";
import { parseDefinition } from "../definition/parse.ts";
import type { DefinitionInput } from "../definition/schema.ts";
import { abandonedCart } from "../testing/abandoned-cart.ts";
import { compareDefinitions, tellDefinition } from "./index.ts";

function read(input: DefinitionInput) {
  const parsed = parseDefinition(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.definition;
}

const nodes = abandonedCart.nodes ?? {};
const { clicked: _, ...withoutClicked } = nodes;

function changes(after: Partial<DefinitionInput>) {
  const is = read({ ...abandonedCart, ...after });
  return compareDefinitions(read(abandonedCart), is, canvasRegistry, plainNames(is, canvasRegistry)).map(
    (one) => `${one.kind}: ${one.text}`,
  );
}

test("nothing changed is nothing said, whatever the order of keys", () => {
  expect(changes({})).toEqual([]);
  expect(changes({ nodes: Object.fromEntries(Object.entries(nodes).reverse()) })).toEqual([]);
  expect(changes({ settings: { mostSteps: 1000, timeZone: "Europe/Warsaw" } })).toEqual([]);
});

test.each<[string[], Partial<DefinitionInput>]>([
  [
    ["added: Added “Wait 2 days”.", "changed: “Then” of “Wait 20 minutes” now leads to “Wait 2 days”."],
    {
      nodes: {
        ...nodes,
        pause: { kind: "delay", for: "PT20M", next: { done: "more" } },
        more: { kind: "delay", for: "P2D", next: { done: "reminded" } },
      },
    },
  ],
  [
    [
      "removed: Removed “Wait for cart-reminder clicked” (Wait for cart-reminder clicked, up to 1 day).",
      "changed: “Sent” of “cart-reminder” now leads to “If Price is at least 100”.",
    ],
    { nodes: { ...withoutClicked, remind: { kind: "email", template: "cart-reminder", topic: "offers", next: { done: "worth" } } } },
  ],
  [
    ["changed: Changed “Wait 1 day”: Wait 1 day. Before: Wait 20 minutes."],
    { nodes: { ...nodes, pause: { ...nodes.pause, kind: "delay", for: "P1D" } } },
  ],
  [
    ["changed: Renamed “Wait 20 minutes” to “A little later”."],
    { nodes: { ...nodes, pause: { ...nodes.pause, kind: "delay", title: "A little later" } } },
  ],
  [
    ["changed: Switched off “Wait 20 minutes”: people pass through it."],
    { nodes: { ...nodes, pause: { ...nodes.pause, kind: "delay", disabled: true } } },
  ],
  [["changed: “Then” of “Wait 20 minutes” now ends there."], { nodes: { ...nodes, pause: { kind: "delay", for: "PT20M" } } }],
  [
    ["changed: Changed overrides of “cart-reminder”."],
    { nodes: { ...nodes, remind: { ...nodes.remind, kind: "email", overrides: { subject: "Hello" } } } },
  ],
  [
    ["entry: People now also enter by Cart Viewed.", "entry: People no longer enter by Product Added where Price is at least 20."],
    { entry: [{ event: "Cart Viewed" }] },
  ],
  [["entry: The audience is now: everyone. Before: not: Staff is true."], { audience: undefined }],
  [["entry: People now enter again whenever the last run has ended. Before: again 7 days after the last start."], { reentry: "always" }],
  [["entry: There is now one run for each order id. Before: one run a person."], { key: "properties.order_id" }],
  [["entry: The journey now starts at “cart-reminder”."], { start: "remind" }],
  [["settings: People no longer leave on Cart Emptied, counted as emptied."], { exits: [] }],
  [["settings: The goal is now: none. Before: Order Completed within 3 days, worth total."], { goal: undefined }],
  [["settings: The journey is now called “B”. Before: “Abandoned cart”."], { name: "B" }],
  [
    ["settings: Quiet hours no longer hold its messages.", "settings: The time zone for people without one is now the workspace's."],
    { settings: { quietHours: "off" } },
  ],
])("%j", (expected, after) => {
  expect(changes(after)).toEqual(expected);
});

test("a first version says what it does, not what is other than before", () => {
  const is = read(abandonedCart);
  const told = tellDefinition(is, canvasRegistry, plainNames(is, canvasRegistry)).map((one) => `${one.kind}: ${one.text}`);
  expect(told.filter((one) => one.startsWith("entry: People enter by Product Added"))).toHaveLength(1);
  expect(told.filter((one) => one.startsWith("added: "))).toHaveLength(Object.keys(is.nodes).length);
  expect(told.join(" ")).not.toMatch(/\bnow\b|Before|also/);
});

test("a step that waits for a message is called what its card says, by whatever name the workspace knows the template", () => {
  const names = {
    template: (key: string) => (key === "cart-reminder" ? "Cart reminder" : key),
    topic: (key: string) => key,
    node: (id: string) => id,
  };
  const wait = { kind: "wait-for", any: { clicked: { message: "mail", state: "clicked" } }, for: "P1D", next: {} };
  const is = read({
    journey: "named",
    name: "Named",
    start: "mail",
    nodes: { mail: { kind: "email", template: "cart-reminder", next: { done: "wait" } }, wait },
  });
  const was = { ...is, nodes: { ...is.nodes, wait: { ...is.nodes.wait, kind: "wait-for", for: "PT1H" } } };
  expect(tellDefinition(is, canvasRegistry, names).map((one) => one.text)).toContain(
    "Added “Wait for Cart reminder clicked” (Wait for Cart reminder clicked, up to 1 day).",
  );
  expect(compareDefinitions(was, is, canvasRegistry, names).map((one) => one.text)).toContain(
    "Changed “Wait for Cart reminder clicked”: Wait for Cart reminder clicked, up to 1 day. Before: Wait for Cart reminder clicked, up to 1 hour.",
  );
  const context = {
    templates: [
      {
        key: "cart-reminder",
        name: "Cart reminder",
        channel: "email",
        published: true,
        transactional: false,
        archived: false,
        variables: [],
      },
    ],
  };
  expect(checkInput(is, canvasRegistry, context).title("wait")).toBe("Wait for Cart reminder clicked");
});

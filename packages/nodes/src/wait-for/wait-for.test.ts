import { nodeContract, stepContext } from "@journeyman/node-kit/testing";
import { expect, test } from "vitest";
import { waitForDefinition } from "./definition.ts";
import type { WaitForSettings } from "./settings.ts";
import { waitForStep } from "./step.ts";

const names = {
  template: (key: string) => key,
  topic: (key: string) => key,
  node: (id: string) => (id === "remind" ? "Cart reminder" : id),
};
const order: WaitForSettings = { any: { order: { event: "Order Completed" } }, for: "PT1H", since: "here" };
const either: WaitForSettings = {
  any: {
    order: { event: "Order Completed", where: { "properties.total": { gte: 20 } } },
    click: { message: "remind", state: "clicked" },
  },
  for: "P2D",
  since: "entry",
};

nodeContract(waitForDefinition, waitForStep, [order, either]);

test("the card says what for, and how long", () => {
  expect(waitForDefinition.sentence(order, names)).toBe("Wait for Order Completed, up to 1 hour");
  expect(waitForDefinition.sentence(either, names)).toBe(
    "Wait for Cart reminder clicked or Order Completed where Total is at least 20, up to 2 days, counting from the entry",
  );
  expect(waitForDefinition.title(order, names)).toBe("Wait for Order Completed");
});

test("the order of its names is not seen anywhere", () => {
  const turned: WaitForSettings = { ...either, any: Object.fromEntries(Object.entries(either.any).reverse()) };
  expect(waitForDefinition.ports(turned)).toEqual(waitForDefinition.ports(either));
  const context = { since: 1_700_000_000_000 };
  expect(waitForStep.enter(stepContext(turned, context))).toEqual(waitForStep.enter(stepContext(either, context)));
  expect(waitForDefinition.ports(either).map((port) => port.name)).toEqual(["click", "order", "timeout"]);
});

test("it waits for all of them and leaves by the one that happened, or by the timeout", () => {
  const since = 1_700_000_000_000;
  const context = stepContext(either, { since });
  expect(waitForStep.enter(context)).toMatchObject({
    do: "stay",
    waits: [
      { name: "click", subject: { message: "remind", state: "clicked" }, since: "entry" },
      { name: "order", subject: { event: "Order Completed", where: { "properties.total": { gte: 20 } } }, since: "entry" },
    ],
  });
  expect(
    waitForStep.resume?.(context, { kind: "satisfied", name: "order", event: { id: "e", name: "Order Completed", at: since } }),
  ).toMatchObject({
    do: "go",
    port: "order",
    because: { reason: "happened", detail: { event: "Order Completed" } },
  });
  const late = stepContext(order, { since, now: since + 3600_000 });
  expect(waitForStep.resume?.(late, { kind: "alarm" })).toMatchObject({ do: "go", port: "timeout" });
});

test.each<[string, WaitForSettings]>([
  ["any: nothing-to-wait-for", { ...order, any: {} }],
  ["any.order.event: missing-name", { ...order, any: { order: { event: " " } } }],
  ["any.timeout: reserved-name", { ...order, any: { timeout: { event: "A" } } }],
  ["any.a b: bad-name", { ...order, any: { "a b": { event: "A" } } }],
  ["any.constructor: bad-name", { ...order, any: { constructor: { event: "A" } } }],
  ["any.vip: not-available", { ...order, any: { vip: { segment: "vip", change: "entered" } } }],
  ["any.order.where.total: filter-path", { ...order, any: { order: { event: "A", where: { total: { gte: 1 } } } } }],
  ["any.click.message: missing-name", { ...order, any: { click: { message: "", state: "clicked" } } }],
  ["for: no-time", { ...order, for: "PT0S" }],
])("%s", (expected, settings) => {
  const found = waitForDefinition.check(settings, {
    nodes: [],
    events: [
      { name: "A", properties: [], aDay: 1 },
      { name: "Order Completed", properties: [], aDay: 1 },
    ],
  });
  expect(found.map((one) => `${one.path}: ${one.code}`)).toEqual([expected]);
});

import { canvasRegistry } from "@journeyman/nodes/canvas";
import { machineRegistry } from "@journeyman/nodes/machine";
import { expect, test } from "vitest";
import { compile } from "../compile/index.ts";
import { parseDefinition } from "../definition/parse.ts";
import type { PlanNode } from "../plan.ts";
import { abandonedCart } from "../testing/abandoned-cart.ts";
import { planOf } from "../testing/plans.ts";
import { simulate } from "./index.ts";
import type { SimulatedEvent, SimulationInput } from "./types.ts";

const minute = 60_000;
const start = Date.parse("2026-11-24T10:00:00Z");

function plan() {
  const parsed = parseDefinition(abandonedCart);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return compile(parsed.definition, canvasRegistry);
}

function run(events: SimulatedEvent[], more: Partial<SimulationInput> = {}) {
  return simulate({
    plan: plan(),
    registry: machineRegistry,
    person: { zone: "Europe/Warsaw" },
    events,
    start,
    until: start + 90 * 24 * 60 * minute,
    ...more,
  });
}

const added: SimulatedEvent = { name: "Product Added", at: start, properties: { price: 140 } };
const path = (simulation: ReturnType<typeof run>) =>
  simulation.trace.filter((one) => one.kind === "left").map((one) => `${one.node}.${one.port}`);

test("who orders within the hour is thanked and not written to", () => {
  const simulation = run([added, { name: "Order Completed", at: start + 59 * minute, properties: { total: 80, currency: "PLN" } }]);
  expect(path(simulation)).toEqual(["bought.order"]);
  expect(simulation.exit).toEqual({ reason: "bought", at: start + 59 * minute });
  expect(simulation.messages).toEqual([]);
  expect(simulation.goals).toMatchObject([{ value: 80, currency: "PLN" }]);
});

test("who does not is reminded, and a click on a large cart leads to a text message", () => {
  const simulation = run([added], {
    deliver: (message) =>
      message.channel === "email"
        ? { outcome: "done", state: "accepted", engagement: [{ state: "clicked", afterMs: 5 * minute }] }
        : { outcome: "done", state: "accepted" },
  });
  expect(path(simulation)).toEqual(["bought.timeout", "remind.done", "clicked.click", "worth.big", "nudge.done", "pause.done"]);
  expect(simulation.messages.map((one) => [one.channel, one.at - start])).toEqual([
    ["email", 60 * minute],
    ["sms", 65 * minute],
  ]);
  expect(simulation.exit).toEqual({ reason: "reminded", at: start + 85 * minute });
  expect(simulation.trace.find((one) => one.node === "worth" && one.kind === "left")?.because).toEqual({
    reason: "condition",
    readings: [{ what: "properties.price", value: 140, rule: "is at least 100", held: true }],
  });
});

test("an exit ends the run wherever it stands", () => {
  const simulation = run([added, { name: "Cart Emptied", at: start + 10 * minute }]);
  expect(simulation.exit).toEqual({ reason: "emptied", at: start + 10 * minute });
  expect(path(simulation)).toEqual([]);
});

test("who is not let in is told why", () => {
  expect(run([{ ...added, properties: { price: 5 } }]).refused).toMatchObject({ reason: "filter", readings: [{ value: 5, held: false }] });
  expect(run([added], { person: { traits: { staff: true } } }).refused).toMatchObject({ reason: "audience" });
  expect(run([{ ...added, at: start - 25 * 60 * minute }]).refused).toMatchObject({ reason: "too-old" });
});

test("what happens at the same moment happens in the fixed order: events, outcomes, timeouts", () => {
  expect(path(run([added, { name: "Order Completed", at: start + 60 * minute }]))).toEqual(["bought.order"]);
  const late = run([added, { name: "Cart Emptied", at: start + 61 * minute }], {
    deliver: () => ({ outcome: "done", state: "accepted", afterMs: minute }),
  });
  expect([late.exit?.reason, late.messages[0]?.result, path(late)]).toEqual(["emptied", undefined, ["bought.timeout"]]);
});

test("a wait that looks back to the entry takes the earliest that fits, whichever of its names it is for", () => {
  const looking = planOf(canvasRegistry, {
    first: { kind: "delay", for: "PT1H", next: { done: "any" } },
    any: {
      kind: "wait-for",
      any: { a: { event: "A" }, b: { event: "B" } },
      for: "PT1H",
      since: "entry",
      next: { a: "end", b: "end", timeout: "end" },
    },
    end: { kind: "exit", reason: "end" },
  });
  const events = [added, { name: "B", at: start + 5 * minute }, { name: "A", at: start + 6 * minute }];
  expect(path(run(events, { plan: looking }))).toEqual(["first.done", "any.b"]);
  expect(path(run(events.slice(0, 1), { plan: looking }))).toEqual(["first.done", "any.timeout"]);
  const here = {
    ...looking,
    nodes: { ...looking.nodes, any: { ...(looking.nodes.any as PlanNode), settings: { ...looking.nodes.any?.settings, since: "here" } } },
  };
  expect(path(run(events, { plan: here }))).toEqual(["first.done", "any.timeout"]);
});

test("a step that cannot be taken stops the simulation and says why", () => {
  const sound = plan();
  const broken = { ...sound, nodes: { ...sound.nodes, remind: { kind: "teleport", version: 1, title: "Beam", settings: {}, next: {} } } };
  expect(run([added], { plan: broken })).toMatchObject({ stuck: { node: "remind", at: start + 60 * minute }, now: start + 60 * minute });
});

test("looking back, a click stands among the events in the order they came", () => {
  const looking = planOf(canvasRegistry, {
    mail: { kind: "email", template: "t", topic: "o", next: { done: "pause" } },
    pause: { kind: "delay", for: "PT1H", next: { done: "any" } },
    any: {
      kind: "wait-for",
      any: { a: { event: "A" }, click: { message: "mail", state: "clicked" } },
      for: "PT1H",
      since: "entry",
      next: { a: null, click: null, timeout: null },
    },
  });
  const deliver = () => ({
    outcome: "done" as const,
    state: "accepted",
    engagement: [{ state: "clicked" as const, afterMs: 10 * minute }],
  });
  expect(run([added, { name: "A", at: start + 11 * minute }], { plan: looking, deliver }).exit?.reason).toBe("click");
  expect(run([added, { name: "A", at: start + 9 * minute }], { plan: looking, deliver }).exit?.reason).toBe("a");
});

import { JourneymanError } from "@journeyman/core";
import { canvasRegistry } from "@journeyman/nodes/canvas";
import { expect, test } from "vitest";
import { readsFor } from "../machine/reads.ts";
import type { RunState } from "../machine/types.ts";
import { definitionOf, planOf } from "../testing/plans.ts";
import { compile } from "./index.ts";

const end = { kind: "exit", reason: "end" };
const branch = (next: Record<string, string>, disabled = false) => ({
  kind: "branch",
  cases: [{ to: "big", if: { property: "properties.total", gte: 100 } }],
  next,
  disabled,
});
const wait = (next: Record<string, string>, disabled = false) => ({
  kind: "wait-for",
  any: { order: { event: "Order Completed" } },
  for: "PT1H",
  next,
  disabled,
});

test("a way that nothing hangs on leads where the one it follows leads; null ends it all the same", () => {
  const mail = { kind: "email", template: "t", topic: "o" };
  const follow = planOf(canvasRegistry, { a: { ...mail, next: { done: "b" } }, b: end });
  expect(follow.nodes.a?.next).toEqual({ done: "b", failed: "b", skipped: "b" });
  const apart = planOf(canvasRegistry, { a: { ...mail, next: { done: "b", skipped: null, failed: "c" } }, b: end, c: end });
  expect(apart.nodes.a?.next).toEqual({ done: "b", failed: "c", skipped: null });
  expect(planOf(canvasRegistry, { a: mail }).nodes.a?.next).toEqual({ done: null, failed: null, skipped: null });
});

test("switched-off steps are passed by: a wait as if time were up, a branch as if nothing held", () => {
  const plan = planOf(canvasRegistry, {
    a: { kind: "delay", for: "PT1H", disabled: true, next: { done: "b" } },
    b: wait({ order: "x", timeout: "c" }),
    c: branch({ big: "x", else: "d" }, true),
    d: wait({ order: "x", timeout: "e" }, true),
    e: { kind: "sms", template: "t", topic: "o", disabled: true, next: { done: "x", skipped: "b2" } },
    b2: end,
    x: end,
  });
  expect(plan.start).toBe("b");
  expect(plan.nodes.b?.next).toEqual({ order: "x", timeout: "x" });
  expect(Object.keys(plan.nodes)).toEqual(["b", "x"]);
});

test("blocks are fused from stop to stop, and know what they read", () => {
  const plan = planOf(canvasRegistry, {
    a: branch({ big: "b", else: "c" }),
    b: {
      kind: "branch",
      cases: [{ to: "fan", if: { event: "Order Completed", count: { gte: 2 }, within: "P30D" } }],
      next: { fan: "c", else: "d" },
    },
    c: wait({ order: "e", timeout: "e" }),
    d: { kind: "email", template: "t", topic: "o", next: { done: "e" } },
    e: { kind: "branch", cases: [{ to: "pl", if: { trait: "country", eq: "PL" } }], next: { pl: "f", else: "f" } },
    f: end,
  });
  expect(plan.blocks).toEqual({
    a: {
      nodes: ["a", "b", "c", "d"],
      stops: ["c", "d"],
      reads: { traits: [], events: ["Order Completed"], topics: [], messages: [], trigger: true, variables: [] },
    },
    e: {
      nodes: ["e", "f"],
      stops: ["f"],
      reads: { traits: ["country"], events: [], topics: [], messages: [], trigger: false, variables: [] },
    },
  });
  expect(plan.reads).toMatchObject({ traits: ["country"], events: ["Order Completed"], trigger: true });

  const state: RunState = {
    schema: 1,
    tokens: { 1: { node: "c", visit: 1, since: 0, on: "wait" } },
    visits: { c: 1 },
    steps: 3,
    variables: {},
    enteredAt: 0,
    paused: false,
  };
  expect(readsFor(plan)).toEqual(plan.blocks.a?.reads);
  expect(readsFor(plan, state)).toEqual(plan.blocks.e?.reads);
  expect(readsFor(plan, { ...state, tokens: {} })).toMatchObject({ traits: [], trigger: false });
});

test("settings are parsed into the plan, with defaults, and versions pinned", () => {
  const plan = planOf(
    canvasRegistry,
    { a: { kind: "email", template: "t", topic: "o" } },
    { entry: [{ event: "A", maxAge: "none" }], reentry: { after: "P7D" }, goal: { event: "B", within: "P3D" } },
  );
  expect(plan.nodes.a).toMatchObject({
    kind: "email",
    version: 1,
    title: "t",
    settings: { template: "t", topic: "o", quietHours: "hold" },
  });
  expect(plan).toMatchObject({
    entries: [{ event: "A", maxAge: null }],
    reentry: { rule: "after", after: "P7D" },
    key: "profile",
    goal: { event: "B", within: "P3D" },
    settings: { quietHours: "workspace", cap: "workspace", priority: "normal", longestLife: "P365D", mostSteps: 1000 },
  });
  expect(planOf(canvasRegistry, { a: end }).entries).toEqual([{ event: "Product Added", maxAge: "P1D" }]);
});

test("what cannot be published is refused with each reason and its place", () => {
  const definition = definitionOf({ a: { kind: "delay", for: "PT0S", next: { done: "gone" } } }, { entry: [] });
  const error = (() => {
    try {
      compile(definition, canvasRegistry);
    } catch (thrown) {
      return thrown as JourneymanError;
    }
    throw new Error("it compiled");
  })();
  expect(error).toBeInstanceOf(JourneymanError);
  expect([error.code, error.message]).toEqual([
    "unprocessable",
    "The journey cannot be published: Nobody can enter: say which event starts the journey. (and 2 more)",
  ]);
  expect(error.problems.map((one) => one.path)).toEqual(["entry", "nodes.a.for", "nodes.a.next.done"]);
});

test("500 steps in a row compile", () => {
  const nodes = Object.fromEntries(
    Array.from({ length: 500 }, (_, i) => [`n${i}`, i === 499 ? end : { ...branch({ big: `n${i + 1}`, else: `n${i + 1}` }) }]),
  );
  const plan = planOf(canvasRegistry, nodes);
  expect(plan.blocks.n0?.nodes.length).toBe(500);
});

import { canonicalJson, JourneymanError, type Json } from "@journeyman/core";
import { canvasRegistry } from "@journeyman/nodes/canvas";
import { machineRegistry } from "@journeyman/nodes/machine";
import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { check } from "./check/index.ts";
import { compile } from "./compile/index.ts";
import { portsOf } from "./definition/node.ts";
import { parseDefinition } from "./definition/parse.ts";
import type { Definition } from "./definition/schema.ts";
import { migrateState } from "./machine/state.ts";
import type { Plan } from "./plan.ts";
import { simulate } from "./simulate/index.ts";
import { drawableDefinition, happenings, publishableDefinition, waysOut } from "./testing/index.ts";

// Hundreds of journeys each: slow where the machine is busy with other tests.
vi.setConfig({ testTimeout: 120_000 });

const start = Date.parse("2026-03-27T10:00:00Z");
const day = 24 * 3600_000;
const year = 366 * day;
const errorsOf = (definition: Definition) => check(definition, canvasRegistry).filter((one) => one.severity === "error");

function compiled(definition: Definition): Plan | JourneymanError {
  try {
    return compile(definition, canvasRegistry);
  } catch (error) {
    if (error instanceof JourneymanError) return error;
    throw error;
  }
}

test("whatever is drawn either compiles, or check says why in sentences", () => {
  let compiles = 0;
  fc.assert(
    fc.property(drawableDefinition(), (definition) => {
      const parsed = parseDefinition(JSON.parse(JSON.stringify(definition)));
      expect(parsed.ok).toBe(true);
      const problems = check(definition, canvasRegistry);
      for (const { message, path } of problems) {
        expect(message).toMatch(/^[\p{Lu}“].*[.!?]$/su);
        expect(message).not.toMatch(/undefined|\[object/);
        expect(path).not.toMatch(/undefined/);
      }
      const plan = compiled(definition);
      if (!(plan instanceof JourneymanError)) compiles++;
      expect(plan instanceof JourneymanError).toBe(problems.some((one) => one.severity === "error"));
      if (plan instanceof JourneymanError)
        expect([plan.code, plan.problems.length]).toEqual(["unprocessable", errorsOf(definition).length]);
    }),
    { numRuns: 600 },
  );
  expect(compiles).toBeGreaterThan(30);
});

test("what the generator calls publishable is", () => {
  fc.assert(
    fc.property(publishableDefinition(), (definition) => {
      expect(errorsOf(definition)).toEqual([]);
      for (const node of Object.values(definition.nodes))
        expect(
          portsOf(node, canvasRegistry)
            .map((port) => port.name)
            .sort(),
        ).toEqual(waysOut(node).sort());
    }),
  );
});

test("a plan is closed: every way leads to a step of it or ends, every step stands in a block, only message and wait steps stop one", () => {
  fc.assert(
    fc.property(publishableDefinition(), (definition) => {
      const plan = compile(definition, canvasRegistry);
      expect(Object.keys(plan.nodes)).toContain(plan.start);
      for (const node of Object.values(plan.nodes))
        for (const target of Object.values(node.next)) if (target !== null) expect(Object.keys(plan.nodes)).toContain(target);
      for (const id of Object.keys(plan.nodes)) expect(definition.nodes[id]?.disabled ?? false).toBe(false);
      const inBlocks = Object.values(plan.blocks).flatMap((block) => block.nodes);
      expect([...new Set(inBlocks)].sort()).toEqual(Object.keys(plan.nodes).sort());
      for (const [head, block] of Object.entries(plan.blocks)) {
        expect(block.nodes[0]).toBe(head);
        for (const id of block.nodes) {
          const stops = canvasRegistry[plan.nodes[id]?.kind ?? ""]?.survives !== "none";
          expect(block.stops.includes(id)).toBe(stops);
        }
      }
    }),
  );
});

test("the order of keys and a round trip through JSON change nothing in a plan", () => {
  fc.assert(
    fc.property(publishableDefinition(), fc.integer(), (definition, seed) => {
      const plan = compile(definition, canvasRegistry);
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
      const parsed = parseDefinition(shuffled(definition as unknown as Json, seed));
      if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
      expect(canonicalJson(compile(parsed.definition, canvasRegistry))).toBe(canonicalJson(plan));
      expect(JSON.stringify(compile(parsed.definition, canvasRegistry))).toBe(JSON.stringify(plan));
    }),
  );
});

test("every run ends within its bounds, by ways its plan has", () => {
  let ended = 0;
  fc.assert(
    fc.property(publishableDefinition(), happenings(start, 5 * day), (definition, { person, events, deliver }) => {
      const plan = compile(definition, canvasRegistry);
      const input = { plan, registry: machineRegistry, person, events, start, until: start + 2 * year, deliver };
      const simulation = simulate(input);
      expect(simulation.stuck).toBeUndefined();
      expect(simulation.exit === undefined).toBe(simulation.enteredAt === undefined);
      if (simulation.exit) ended++;
      const steps = Object.keys(plan.nodes).length;
      expect(simulation.advances).toBeLessThanOrEqual(2 + 3 * steps + 2 * events.length);
      for (const { node, kind, port } of simulation.trace) {
        const found = plan.nodes[node];
        expect(found, node).toBeDefined();
        if (kind === "left") expect(Object.keys(found?.next ?? {})).toContain(port);
      }
      const entered = simulation.trace.filter((one) => one.kind === "entered").map((one) => one.node);
      const followed = simulation.trace.filter((one) => one.kind === "left").map((one) => plan.nodes[one.node]?.next[one.port ?? ""]);
      if (entered.length > 0) expect([plan.start, ...followed.filter((one) => one !== null)]).toEqual(entered);
      expect(simulate(input)).toEqual(simulation);
      expect(simulate({ ...input, plan: JSON.parse(JSON.stringify(plan)) as Plan })).toEqual(simulation);
      if (simulation.state) expect(migrateState(JSON.parse(JSON.stringify(simulation.state)))).toEqual(simulation.state);
    }),
    { numRuns: 300 },
  );
  expect(ended).toBeGreaterThan(50);
});

/** The same value with the keys of its objects in another order. */
function shuffled(value: Json, seed: number): Json {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((one) => shuffled(one, seed));
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  const turned = entries
    .map(([key, one], i) => ({ key, one, rank: Math.imul(seed ^ (i + 1), 0x9e3779b1) >>> 0 }))
    .sort((a, b) => a.rank - b.rank);
  return Object.fromEntries(turned.map(({ key, one }) => [key, shuffled(one, seed)]));
}

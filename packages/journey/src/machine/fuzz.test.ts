import { canvasRegistry } from "@journeyman/nodes/canvas";
import { machineRegistry } from "@journeyman/nodes/machine";
import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { compile } from "../compile/index.ts";
import { publishableDefinition } from "../testing/drawings.ts";
import { noFacts } from "../testing/plans.ts";
import { advance } from "./advance.ts";
import { begin } from "./state.ts";
import type { Advanced, Mail, RunState } from "./types.ts";

vi.setConfig({ testTimeout: 120_000 });

const start = Date.parse("2026-11-24T10:00:00Z");

/** Mail of every kind, for steps and visits that may or may not be there, and for the one the run stands on. */
type Draft = {
  kind: Mail["kind"];
  here: boolean;
  node: string;
  visit: number;
  name: string;
  outcome: "done" | "skipped" | "failed";
  at: number;
};
const draft: fc.Arbitrary<Draft> = fc.record({
  kind: fc.constantFrom(
    "satisfied",
    "satisfied",
    "satisfied",
    "message",
    "message",
    "message",
    "exit",
    "pause",
    "resume",
    "resume",
    "cancel",
    "entered",
  ),
  here: fc.boolean(),
  node: fc.constantFrom("n0", "n1", "n2", "constructor"),
  visit: fc.integer({ min: 0, max: 2 }),
  name: fc.constantFrom("first", "second", "third"),
  outcome: fc.constantFrom("done", "skipped", "failed"),
  at: fc.integer({ min: -1000, max: 1000 }),
});

function letterFrom({ kind, here, node, visit, name, outcome, at }: Draft, i: number, now: number, state: RunState): Mail {
  const stands = Object.values(state.tokens)[0];
  const spot = here && stands ? { node: stands.node, visit: stands.visit } : { node, visit };
  const base = { id: `m${i}`, at: now + at };
  switch (kind) {
    case "satisfied":
      return { ...base, kind, token: "1", ...spot, name, event: { id: "e", name: "E", at: now + at } };
    case "message":
      return { ...base, kind, ...spot, result: { outcome, state: "accepted" } };
    case "exit":
    case "cancel":
      return { ...base, kind, reason: kind };
    default:
      return { ...base, kind };
  }
}

const moves = fc.array(
  fc.record({
    mail: fc.array(draft, { maxLength: 4 }),
    after: fc.constantFrom(0, 1, 60_000, 3600_000, 4 * 24 * 3600_000),
    claims: fc.constantFrom(0, 0, 1),
  }),
  { maxLength: 12 },
);

test("whatever mail comes, the machine keeps its promises", () => {
  let kept = 0;
  fc.assert(
    fc.property(publishableDefinition({ most: 8 }), moves, (definition, all) => {
      const plan = compile(definition, canvasRegistry);
      let state = begin(plan, start);
      let now = start;
      let box: Mail[] = [{ id: "entered", at: start, kind: "entered" }];
      let i = 0;
      for (const { mail, after, claims } of all) {
        now += after;
        for (const one of mail) box.push(letterFrom(one, i++, now, state));
        const before = deepFrozen(state);
        const world = { now, facts: noFacts(), claims };
        const moved = take(() => advance(plan, machineRegistry, before, deepFrozen(box), world));
        // A satisfied wait whose name this step does not have is the only fault that such mail can cause.
        if (!moved) return;
        expect(
          advance(plan, machineRegistry, JSON.parse(JSON.stringify(before)) as RunState, JSON.parse(JSON.stringify(box)) as Mail[], world),
        ).toEqual(moved);
        holds(before, box, moved, claims, now);
        box = box.filter((one) => moved.kept.includes(one.id));
        kept += box.length;
        state = moved.state;
      }
    }),
    { numRuns: 500 },
  );
  expect(kept).toBeGreaterThan(100);
});

function holds(before: RunState, box: readonly Mail[], moved: Advanced, claims: number, now: number): void {
  const { state, traces, messages, waits, kept, closed } = moved;
  expect(JSON.parse(JSON.stringify(moved))).toEqual(moved);
  for (const id of kept) expect(box.map((one) => one.id)).toContain(id);
  if (before.ended) expect([state, traces, messages, waits, kept]).toEqual([before, [], [], [], []]);
  if (state.ended) expect([state.tokens, messages, waits, kept, moved.alarm]).toEqual([{}, [], [], [], undefined]);
  if (before.paused && !box.some((one) => one.kind === "resume")) expect(traces.filter((one) => one.kind !== "exit")).toEqual([]);
  if (claims > 0 && box[0]?.kind === "exit")
    expect([state.ended, traces]).toEqual([
      before.ended,
      before.ended ? [] : traces.filter((one) => one.kind === "paused" || one.kind === "resumed"),
    ]);
  if (claims === 0 && !before.ended && box.some((one) => one.kind === "exit")) expect(state.ended).toBeDefined();
  if (state.paused) expect(moved.alarm).toBeUndefined();
  for (const one of [...messages, ...waits]) expect(state.tokens[one.token]).toMatchObject({ node: one.node, visit: one.visit });
  for (const [id, token] of Object.entries(before.tokens)) {
    const stays =
      JSON.stringify(state.tokens[id] && { node: state.tokens[id].node, visit: state.tokens[id].visit }) ===
      JSON.stringify({ node: token.node, visit: token.visit });
    expect(closed.some((one) => one.node === token.node && one.visit === token.visit)).toBe(!stays);
  }
  // Whoever stands somewhere will be moved by something: an alarm, an outcome, a resume, or a claim's end.
  if (Object.keys(state.tokens).length > 0 && !state.paused && kept.length === 0 && claims === 0) expect(moved.alarm).toBeDefined();
  for (const trace of traces) expect(trace.at).toBe(now);
}

function take(run: () => Advanced): Advanced | undefined {
  try {
    return run();
  } catch (error) {
    expect((error as Error).message).toMatch(/a way out “(first|second|third)” that it does not have/);
    return undefined;
  }
}

function deepFrozen<Value>(value: Value): Value {
  if (value !== null && typeof value === "object" && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const one of Object.values(value)) deepFrozen(one);
  }
  return value;
}

test("mail read together or one by one leads to the same place, while nothing is due and nobody leaves", () => {
  fc.assert(
    fc.property(publishableDefinition({ most: 8 }), fc.array(draft, { maxLength: 5 }), (definition, drafts) => {
      const plan = compile(definition, canvasRegistry);
      const world = { now: start, facts: noFacts(), claims: 0 };
      const entered: Mail = { id: "entered", at: start, kind: "entered" };
      let state = advance(plan, machineRegistry, begin(plan, start), [entered], world).state;
      const first = state;
      const mail = drafts
        .filter((one) => !["exit", "cancel", "pause"].includes(one.kind))
        .map((one, i) => letterFrom({ ...one, at: 0 }, i, start, first));
      try {
        const together = advance(plan, machineRegistry, first, mail, world);
        const traces = [];
        for (const one of mail) {
          const moved = advance(plan, machineRegistry, state, [one], world);
          traces.push(...moved.traces);
          state = moved.state;
        }
        expect(together.state).toEqual(state);
        expect(together.traces).toEqual(traces);
      } catch (error) {
        expect((error as Error).message).toMatch(/that it does not have/);
      }
    }),
    { numRuns: 300 },
  );
});

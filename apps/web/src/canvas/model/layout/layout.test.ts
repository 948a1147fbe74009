import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CanvasDocument, type DraftNode, ENTRY_ID, type Point } from "../document.ts";
import { readGraph } from "../graph.ts";
import { documentOf, testRegistry } from "../test-kinds.ts";
import { pathThrough } from "./lines.ts";
import { cardMeasure as measure } from "./measure.ts";
import { draw } from "./route.ts";

const drawn = (document: CanvasDocument) => draw(readGraph(document.definition, testRegistry), measure);
const centre = (document: CanvasDocument, id: string) => (drawn(document).cards.get(id)?.x ?? Number.NaN) + 132;

/** The mock's journey: wait → (bought → exit, else → three ways, the middle one forked) → all join. */
const cart = documentOf("wait", {
  wait: { kind: "fork", cases: ["bought"], next: { bought: "bought", else: "which" } },
  bought: { kind: "exit" },
  which: { kind: "fork", cases: ["big", "fan"], next: { big: "kettles", fan: "test", else: "sms" } },
  kettles: { kind: "mail", next: { done: "after" } },
  test: { kind: "fork", cases: ["a"], next: { a: "still", else: "ten" } },
  still: { kind: "mail", next: { done: "after" } },
  ten: { kind: "mail", next: { done: "after" } },
  sms: { kind: "mail", next: { done: "after" } },
  after: { kind: "fork", cases: ["bought"], next: { bought: "later", else: "not" } },
  later: { kind: "exit" },
  not: { kind: "exit" },
});

describe("the reference drawing", () => {
  test("columns and rows as drawn by hand", () => {
    const { cards } = drawn(cart);
    const at = (id: string) => ({ x: centre(cart, id), y: cards.get(id)?.y });
    expect(at(ENTRY_ID)).toEqual({ x: 0, y: 0 });
    expect(at("wait")).toEqual({ x: 0, y: 136 });
    expect(at("bought")).toEqual({ x: -312, y: 272 });
    expect(at("which")).toEqual({ x: 0, y: 272 });
    expect(at("kettles")).toEqual({ x: -312, y: 408 });
    expect(at("test")).toEqual({ x: 0, y: 408 });
    expect(at("sms")).toEqual({ x: 312, y: 408 });
    expect(at("still")).toEqual({ x: -156, y: 544 });
    expect(at("ten")).toEqual({ x: 156, y: 544 });
    expect(at("after")).toEqual({ x: 0, y: 680 });
  });

  test("a line bends once, 28 above its target; joining lines share that height", () => {
    const { routes } = drawn(cart);
    expect(routes.get("wait:bought")?.points).toEqual([
      { x: -72, y: 208 },
      { x: -72, y: 244 },
      { x: -312, y: 244 },
      { x: -312, y: 272 },
    ]);
    const joins = ["kettles:done", "still:done", "ten:done", "sms:done"].map((id) => routes.get(id)?.points.at(-2)?.y);
    expect(joins).toEqual([652, 652, 652, 652]);
  });

  test("corners are round, never more than half of a short piece", () => {
    expect(
      pathThrough(
        [
          { x: 0, y: 0 },
          { x: 0, y: 36 },
          { x: -240, y: 36 },
          { x: -240, y: 64 },
        ],
        8,
      ),
    ).toBe("M0 0L0 28Q0 36 -8 36L-232 36Q-240 36 -240 44L-240 64");
    expect(
      pathThrough(
        [
          { x: 0, y: 0 },
          { x: 0, y: 36 },
          { x: 6, y: 36 },
          { x: 6, y: 64 },
        ],
        8,
      ),
    ).toBe("M0 0L0 33Q0 36 3 36L3 36Q6 36 6 39L6 64");
  });
});

test("where siblings would cross, the outer one bends higher", () => {
  const document = documentOf("f", {
    f: { kind: "fork", cases: ["a", "b"], next: { a: "far", b: "near", else: "own" } },
    far: { kind: "fork", cases: ["x", "y"], next: { x: "e1", y: "e2", else: "e3" } },
    near: { kind: "exit" },
    own: { kind: "fork", cases: ["x", "y"], next: { x: "e4", y: "e5", else: "e6" } },
    e1: { kind: "exit" },
    e2: { kind: "exit" },
    e3: { kind: "exit" },
    e4: { kind: "exit" },
    e5: { kind: "exit" },
    e6: { kind: "exit" },
  });
  const { routes } = drawn(document);
  const bends = ["f:a", "f:b", "f:else"].map((id) => routes.get(id)?.points[1]?.y);
  const overlaps = crossings([...routes.values()].map((route) => route.points));
  expect(overlaps).toBe(0);
  expect(bends[0]).toBeLessThanOrEqual(bends[1] as number);
});

test("a line past other steps keeps its distance from their cards", () => {
  const document = documentOf("f", {
    f: { kind: "fork", cases: ["a"], next: { a: "j", else: "s1" } },
    s1: { kind: "step", next: { done: "s2" } },
    s2: { kind: "step", next: { done: "j" } },
    j: { kind: "exit" },
  });
  const { cards, routes } = drawn(document);
  expect(centre(document, "s1")).toBe(0);
  expect(routes.get("f:a")?.points.map((p) => p.x)).toEqual([-72, -72, -156, -156, 0, 0]);
  expect(hits(cards, routes.get("f:a")?.points ?? [])).toBe(false);
});

test("an empty journey is the entry card alone", () => {
  expect([...drawn(documentOf(undefined, {})).cards]).toEqual([[ENTRY_ID, { x: -132, y: 0 }]]);
});

test("a circle in a bad draft is drawn, around the side", () => {
  const document = documentOf("a", { a: { kind: "step", next: { done: "b" } }, b: { kind: "step", next: { done: "a" } } });
  expect(drawn(document).routes.get("b:done")?.points.length).toBe(6);
});

/** Any draft: up to 40 steps, any ways between them, circles and loose parts included. */
const anyDraft = fc.integer({ min: 0, max: 40 }).chain((count) => {
  const id = fc.nat(Math.max(0, count - 1)).map((n) => `n${n}`);
  const node = fc.record({
    kind: fc.constantFrom("step", "mail", "fork", "exit"),
    cases: fc.subarray(["x", "y", "z", "v", "w"]),
    to: fc.array(fc.option(id), { minLength: 6, maxLength: 6 }),
  });
  return fc.array(node, { minLength: count, maxLength: count }).map((list) => toDocument(list.map((one, i) => ({ ...one, i }))));
});

/** Drawable journeys: ways lead to later steps only. */
const anyTree = fc
  .array(
    fc.record({
      kind: fc.constantFrom("step", "step", "mail", "fork", "exit"),
      cases: fc.subarray(["x", "y", "z"]),
      ahead: fc.array(fc.nat(6), { minLength: 4, maxLength: 4 }),
    }),
    { maxLength: 60 },
  )
  .map((list) =>
    toDocument(list.map((one, i) => ({ ...one, i, to: one.ahead.map((n) => (n === 0 || i + n >= list.length ? null : `n${i + n}`)) }))),
  );

function toDocument(list: { kind: string; cases: string[]; to: (string | null)[]; i: number }[]): CanvasDocument {
  const nodes: Record<string, DraftNode> = {};
  for (const { kind, cases, to, i } of list) {
    const ports = kind === "fork" ? [...cases, "else"] : kind === "exit" ? [] : kind === "mail" ? ["done", "skipped"] : ["done"];
    const next = Object.fromEntries(ports.flatMap((port, p) => (to[p] ? [[port, to[p]]] : [])));
    nodes[`n${i}`] = { kind, cases, next };
  }
  return documentOf(list.length > 0 ? "n0" : undefined, nodes);
}

test("no two cards overlap, whatever the draft", { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(anyDraft, (document) => {
      const { cards } = drawn(document);
      expect(cards.size).toBe(Object.keys(document.definition.nodes).length + 1);
      const list = [...cards.values()];
      const touching = list.some((a, i) =>
        list.slice(i + 1).some((b) => Math.abs(a.x - b.x) < measure.card.width + 24 && Math.abs(a.y - b.y) < measure.card.height + 24),
      );
      expect(touching).toBe(false);
    }),
    { numRuns: 250 },
  );
});

test("every line starts at its port, ends at its target, and crosses no card of its own drawing", { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(anyTree, (document) => {
      const graph = readGraph(document.definition, testRegistry);
      const { cards, routes, loose } = draw(graph, measure);
      for (const edge of graph.edges) {
        const points = routes.get(edge.id)?.points as Point[];
        const to = cards.get(edge.to) as Point;
        expect(points.at(-1)).toEqual({ x: to.x + 132, y: to.y });
        expect(points[0]?.y).toBe((cards.get(edge.from) as Point).y + 72);
        // A loose part may point into the journey; its line makes no claim on room there.
        if (loose.length === 0) expect(hits(cards, points)).toBe(false);
      }
    }),
    { numRuns: 250 },
  );
});

test("the same journey is drawn the same for any order of its JSON", { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(anyDraft, (document) => {
      const shuffled = {
        ...document,
        definition: { ...document.definition, nodes: Object.fromEntries(Object.entries(document.definition.nodes).reverse()) },
      };
      expect(Object.fromEntries(drawn(shuffled).cards)).toEqual(Object.fromEntries(drawn(document).cards));
    }),
    { numRuns: 100 },
  );
});

test("a step put into a line moves nothing sideways", () => {
  const before = drawn(cart).cards;
  const { still, ...rest } = cart.definition.nodes;
  const more = documentOf("wait", {
    ...rest,
    still: { ...(still as DraftNode), next: { done: "extra" } },
    extra: { kind: "step", next: { done: "after" } },
  });
  const after = drawn(more).cards;
  for (const [id, point] of before) expect(after.get(id)?.x).toBe(point.x);
  for (const id of ["wait", "bought", "which", "kettles", "test", "sms", "still", "ten"]) expect(after.get(id)).toEqual(before.get(id));
});

/** Steps in a mesh of forks and joins, as no drawing of a person has. */
function mesh(count: number) {
  const nodes: Record<string, DraftNode> = {};
  for (let i = 0; i < count; i++) {
    const fork = i % 5 === 0;
    const to = (n: number) => (n < count ? `n${n}` : undefined);
    const next = Object.fromEntries(
      Object.entries(fork ? { x: to(i + 1), else: to(i + 2) } : { done: to(i + 3) }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    );
    nodes[`n${i}`] = { kind: fork ? "fork" : "step", cases: ["x"], next };
  }
  return readGraph(documentOf("n0", nodes).definition, testRegistry);
}

/** Best of several, so that a busy machine slows both sizes alike. */
function cost(count: number): number {
  const graph = mesh(count);
  for (let i = 0; i < 10; i++) draw(graph, measure);
  return Math.min(
    ...Array.from({ length: 15 }, () => {
      const start = performance.now();
      draw(graph, measure);
      return performance.now() - start;
    }),
  );
}

test("drawing grows with the drawing, not with its square", () => {
  expect(cost(400) / cost(100)).toBeLessThan(12);
});

function hits(cards: ReadonlyMap<string, Point>, points: readonly Point[]): boolean {
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1] as Point;
    const b = points[i] as Point;
    const left = Math.min(a.x, b.x);
    const right = Math.max(a.x, b.x);
    const top = Math.min(a.y, b.y);
    const bottom = Math.max(a.y, b.y);
    for (const card of cards.values()) {
      if (right > card.x + 1 && left < card.x + measure.card.width - 1 && bottom > card.y + 1 && top < card.y + measure.card.height - 1)
        return true;
    }
  }
  return false;
}

function crossings(lines: (readonly Point[])[]): number {
  let count = 0;
  const pieces = lines.flatMap((points, line) => points.slice(1).map((b, i) => ({ a: points[i] as Point, b, line })));
  for (const p of pieces) {
    for (const q of pieces) {
      if (p.line >= q.line || (p.a.x === p.b.x) === (q.a.x === q.b.x)) continue;
      const [v, h] = p.a.x === p.b.x ? [p, q] : [q, p];
      const x = v.a.x;
      const y = h.a.y;
      if (x > Math.min(h.a.x, h.b.x) && x < Math.max(h.a.x, h.b.x) && y > Math.min(v.a.y, v.b.y) && y < Math.max(v.a.y, v.b.y)) count++;
    }
  }
  return count;
}

import { expect, test } from "vitest";
import { definitionOf } from "../testing/plans.ts";
import { applyEdits } from "./edits.ts";

const definition = definitionOf(
  { a: { kind: "delay", for: "PT1H", next: { done: "b" } }, b: { kind: "exit", reason: "b" } },
  {
    exits: [
      { event: "A", reason: "a" },
      { event: "B", reason: "b" },
    ],
  },
);

test("edits set, replace and remove, and leave the rest the same object", () => {
  const changed = applyEdits(definition, [
    { path: ["nodes", "a", "for"], value: "PT2H" },
    { path: ["nodes", "a", "next", "done"] },
    { path: ["exits", "0"] },
    { path: ["start"], value: "b" },
  ]);
  expect(changed.nodes.a).toEqual({ kind: "delay", for: "PT2H", next: {} });
  expect(changed.exits).toEqual([{ event: "B", reason: "b" }]);
  expect([changed.start, changed.nodes.b === definition.nodes.b]).toEqual(["b", true]);
  expect(definition.exits.length).toBe(2);
});

test("a list grows at its end, and a path through nothing changes nothing", () => {
  expect(applyEdits(definition, [{ path: ["exits", "2"], value: { event: "C", reason: "c" } }]).exits.length).toBe(3);
  expect(
    applyEdits(definition, [
      { path: ["exits", "9"], value: "x" },
      { path: ["nodes", "z", "for"], value: "x" },
      { path: ["name", "x"], value: 1 },
    ]),
  ).toEqual(definition);
});

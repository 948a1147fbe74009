import { expect, test } from "vitest";
import { ENTRY_ID } from "./document.ts";
import { readGraph } from "./graph.ts";
import { outlineOf } from "./outline.ts";
import { documentOf, testRegistry } from "./test-kinds.ts";

test("branches are indented in the order of ports, joins stand at the fork's own indent", () => {
  const document = documentOf("wait", {
    wait: { kind: "fork", cases: ["bought"], next: { bought: "out", else: "which" } },
    out: { kind: "exit" },
    which: { kind: "fork", cases: ["big"], next: { big: "m1", else: "m2" } },
    m1: { kind: "mail", next: { done: "join" } },
    m2: { kind: "mail", next: { done: "m3" } },
    m3: { kind: "mail", next: { done: "join" } },
    join: { kind: "exit" },
    loose: { kind: "step" },
  });
  const rows = outlineOf(readGraph(document.definition, testRegistry));
  expect(rows.map((row) => [row.number, row.depth, row.id, row.via ?? row.joins])).toEqual([
    [1, 0, ENTRY_ID, 0],
    [2, 0, "wait", 0],
    [3, 1, "out", "bought"],
    [4, 1, "which", "else"],
    [5, 2, "m1", "big"],
    [6, 2, "m2", "else"],
    [7, 2, "m3", 0],
    [8, 1, "join", 2],
    [9, 0, "loose", 0],
  ]);
});

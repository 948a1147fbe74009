import { expect, test } from "vitest";
import { changedSteps, mergeDocuments } from "./merge.ts";
import { applyPatches } from "./patch.ts";
import { documentOf } from "./test-kinds.ts";

const base = documentOf("a", {
  a: { kind: "step", title: "A", next: { done: "b" } },
  b: { kind: "mail", title: "B", template: "old", topic: "offers" },
});
const set = (path: string, value: unknown) => applyPatches(base, [{ path: path.split("."), value }]).document;

test("changes in different fields come together", () => {
  const { document, clashes } = mergeDocuments(
    base,
    set("definition.nodes.b.template", "new"),
    set("definition.nodes.b.topic", "orders"),
    "mine",
  );
  expect(clashes).toEqual([]);
  expect(document.definition.nodes.b).toMatchObject({ template: "new", topic: "orders" });
});

test("a field both changed is a clash, and goes as preferred", () => {
  const mine = set("definition.nodes.b.template", "mine");
  const theirs = set("definition.nodes.b.template", "theirs");
  const merged = mergeDocuments(base, mine, theirs, "mine");
  expect(merged.clashes).toEqual([{ node: "b", path: ["definition", "nodes", "b", "template"], mine: "mine", theirs: "theirs" }]);
  expect(merged.document.definition.nodes.b?.template).toBe("mine");
  expect(mergeDocuments(base, mine, theirs, "theirs").document.definition.nodes.b?.template).toBe("theirs");
});

test("a step one deleted and the other changed is one clash", () => {
  const mine = set("definition.nodes.b", undefined);
  const theirs = set("definition.nodes.b.topic", "orders");
  const merged = mergeDocuments(base, mine, theirs, "theirs");
  expect(merged.clashes.map((clash) => clash.node)).toEqual(["b"]);
  expect(merged.document.definition.nodes.b).toMatchObject({ topic: "orders" });
});

test("the same change made twice is no clash, and added steps of both stay", () => {
  const mine = applyPatches(set("name", "N"), [{ path: ["definition", "nodes", "m"], value: { kind: "exit" } }]).document;
  const theirs = applyPatches(set("name", "N"), [{ path: ["definition", "nodes", "t"], value: { kind: "exit" } }]).document;
  const { document, clashes } = mergeDocuments(base, mine, theirs, "mine");
  expect(clashes).toEqual([]);
  expect(Object.keys(document.definition.nodes).sort()).toEqual(["a", "b", "m", "t"]);
});

test("says which steps changed", () => {
  expect(changedSteps(base, set("definition.nodes.b.next.done", "a"))).toEqual({ nodes: ["b"], rest: false });
  expect(changedSteps(base, set("definition.goal", { event: "X" }))).toEqual({ nodes: [], rest: true });
});

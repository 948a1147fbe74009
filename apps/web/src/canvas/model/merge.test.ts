import { expect, test } from "vitest";
import { changedPlaces, mergeDocuments } from "./merge.ts";
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

test("says what changed where, on which side", () => {
  expect(changedPlaces(base, set("definition.nodes.b.template", "mine"), set("definition.nodes.b.template", "theirs"))).toEqual([
    { path: ["definition", "nodes", "b", "template"], base: "old", mine: "mine", theirs: "theirs" },
  ]);
  expect(changedPlaces(base, set("definition.nodes.a.next.done", "a"), set("layout.free", true))).toEqual([
    { path: ["definition", "nodes", "a", "next", "done"], base: "b", mine: "a", theirs: "b" },
  ]);
  expect(changedPlaces(base, base, set("definition.goal", { event: "X" }))).toEqual([
    { path: ["definition", "goal"], base: undefined, mine: undefined, theirs: { event: "X" } },
  ]);
});

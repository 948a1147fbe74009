import { canvasRegistry } from "@journeyman/nodes/canvas";
import { expect, test } from "vitest";
import type { CanvasDocument } from "../model/document.ts";
import { namesFrom } from "../model/kit.ts";
import { applyPatches } from "../model/patch.ts";
import { documentOf } from "../model/test-kinds.ts";
import { tellConflict } from "./conflict-words.ts";

const base = documentOf("w", {
  w: { kind: "delay", for: "PT20S", next: { done: "m" } },
  m: { kind: "email", template: "cart", topic: "offers", quietHours: "hold", next: { done: "o" } },
  o: { kind: "exit", reason: "bought" },
});
const set = (path: string, value: unknown, from = base) => applyPatches(from, [{ path: path.split("."), value }]).document;
const context = { templates: [{ key: "cart", name: "Cart reminder" }], topics: [{ key: "orders", name: "Orders" }] };
const kitOf = ({ definition }: CanvasDocument) => ({
  registry: canvasRegistry,
  names: namesFrom(() => definition, canvasRegistry, context),
});
const told = (mine: CanvasDocument, theirs: CanvasDocument) =>
  tellConflict({ base: kitOf(base), mine: kitOf(mine), theirs: kitOf(theirs) }, { base, mine, theirs });

test("the same field changed differently: the step as it was, the field, and what each made of it", () => {
  expect(told(set("definition.nodes.w.for", "PT45S"), set("definition.nodes.w.for", "PT30S"))).toEqual([
    { where: "Wait 20 seconds", field: "Wait", mine: "45 seconds", theirs: "30 seconds", clash: true },
  ]);
});

test("what only one side changed stands on its side alone, behind what must be chosen", () => {
  const mine = set("definition.nodes.w.for", "PT45S", set("definition.nodes.m.quietHours", "skip"));
  const theirs = set("definition.nodes.w.for", "PT30S", set("definition.nodes.m.topic", "orders"));
  expect(told(mine, theirs)).toEqual([
    { where: "Wait 20 seconds", field: "Wait", mine: "45 seconds", theirs: "30 seconds", clash: true },
    { where: "Cart reminder", field: "In quiet hours", mine: "Do not send", theirs: undefined, clash: false },
    { where: "Cart reminder", field: "Topic", mine: undefined, theirs: "Orders", clash: false },
  ]);
});

test("a step deleted by one and changed by the other, a way led elsewhere, a title", () => {
  expect(told(set("definition.nodes.w", undefined), set("definition.nodes.w.for", "PT30S"))).toEqual([
    { where: "Wait 20 seconds", field: undefined, mine: "Deleted", theirs: "Wait 30 seconds", clash: true },
  ]);
  expect(told(set("definition.nodes.w.next.done", "o"), set("definition.nodes.w.next.done", null))).toEqual([
    { where: "Wait 20 seconds", field: "Then", mine: "leads to End: bought", theirs: "ends there", clash: true },
  ]);
  expect(told(set("definition.nodes.w.title", "Breathe"), base)).toEqual([
    { where: "Wait 20 seconds", field: "Title", mine: "“Breathe”", theirs: undefined, clash: false },
  ]);
});

test("an added step, and the journey's own parts", () => {
  expect(told(set("definition.nodes.n", { kind: "delay", for: "P1D" }), base)).toEqual([
    { where: "Wait 1 day", field: undefined, mine: "Added: Wait 1 day", theirs: undefined, clash: false },
  ]);
  expect(told(set("definition.goal", { event: "Order Completed" }), set("definition.goal", { event: "Signed Up" }))).toEqual([
    { where: "The journey", field: "Goal", mine: "Order Completed", theirs: "Signed Up", clash: true },
  ]);
});

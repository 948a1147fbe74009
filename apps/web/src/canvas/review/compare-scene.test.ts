import { expect, test } from "vitest";
import { documentOf, testKit } from "../model/test-kinds.ts";
import { compareScene } from "./compare-scene.ts";

const before = documentOf("a", {
  a: { kind: "step", title: "A", next: { done: "gone" } },
  gone: { kind: "step", next: { done: "c" } },
  c: { kind: "mail", template: "x" },
}).definition;

const after = documentOf("a", {
  a: { kind: "step", title: "A", next: { done: "fresh" } },
  fresh: { kind: "step", next: { done: "c" } },
  c: { kind: "mail", template: "y" },
});

test("what is new, changed and gone is marked on one drawing", () => {
  const scene = compareScene(before, after, testKit, [{ node: "gone", title: "Gone", waiting: 4, fate: "" }]);
  expect(Object.fromEntries([...scene.cards.values()].map((card) => [card.id, card.mark]))).toEqual({
    $entry: undefined,
    a: undefined,
    c: "changed",
    fresh: "added",
    gone: "removed",
  });
  expect(scene.cards.get("gone")?.figures?.[0]?.value).toBe("4");
  expect(scene.edges.get("a:done")).toMatchObject({ to: "fresh", tone: "add" });
  expect(scene.edges.get("a:~done")).toMatchObject({ to: "gone", tone: "remove", dashed: true });
  expect(scene.edges.get("gone:done")).toMatchObject({ tone: "remove", dashed: true });
});

test("a way out whose step was replaced is named once", () => {
  const fork = (x: string) =>
    documentOf("f", {
      f: { kind: "fork", cases: ["x"], next: { x, else: "o" } },
      [x]: { kind: "step", next: { done: "o" } },
      o: { kind: "exit" },
    });
  const scene = compareScene(fork("gone").definition, fork("fresh"), testKit, []);
  const ports = scene.cards.get("f")?.ports ?? [];
  expect(ports.filter((port) => port.named).map((port) => port.label)).toEqual(["x", "else"]);
  expect(ports.find((port) => port.name === "~x")).toMatchObject({ label: "x, before", tone: "remove" });
});

test("a first publishing marks nothing: all of it is new", () => {
  expect([...compareScene(undefined, after, testKit, []).cards.values()].every((card) => card.mark === undefined)).toBe(true);
});

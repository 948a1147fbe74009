import { expect, test } from "vitest";
import { ENTRY_ID } from "../model/document.ts";
import { cardMeasure } from "../model/layout/measure.ts";
import type { Scene, SceneCard } from "../model/scene.ts";
import { seesACard, viewOfAll } from "./view-of-all.ts";

const sceneOf = (...at: [number, number][]): Scene => ({
  cards: new Map(at.map(([x, y], index) => [index === 0 ? ENTRY_ID : `s${index}`, { x, y } as SceneCard])),
  edges: new Map(),
  notes: [],
});
const size = { width: 1000, height: 800 };

test("a small drawing stands in the middle at full size", () => {
  expect(viewOfAll(sceneOf([0, 0], [0, 136]), cardMeasure, size)).toEqual({ x: 500 - 132, y: 400 - 104, zoom: 1 });
});

test("a larger one is made to fit", () => {
  const { x, y, zoom } = viewOfAll(sceneOf([0, 0], [0, 1400]), cardMeasure, size);
  expect(zoom).toBeCloseTo(736 / 1472);
  expect([y, x + 132 * zoom]).toEqual([expect.closeTo(32), expect.closeTo(500)]);
});

test("what stands over the drawing's top is left clear", () => {
  const { y, zoom } = viewOfAll(sceneOf([0, 0], [0, 1400]), cardMeasure, size, 44);
  expect(zoom).toBeCloseTo((756 * 0.92) / 1472);
  expect(y).toBeCloseTo(44 + 756 * 0.04);
});

test("one too large to be seen is shown from its entry down", () => {
  const { x, y, zoom } = viewOfAll(sceneOf([0, 0], [20_000, 0], [0, 20_000]), cardMeasure, size);
  expect(zoom).toBe(0.1);
  expect([x + 132 * zoom, y]).toEqual([500, expect.closeTo(32)]);
});

test("a view that was left where no card is any more sees none", () => {
  const scene = sceneOf([0, 0], [0, 136]);
  expect(seesACard(scene, cardMeasure, size, { x: 400, y: 40, zoom: 1 })).toBe(true);
  expect(seesACard(scene, cardMeasure, size, { x: 400, y: -220, zoom: 1 })).toBe(false);
  expect(seesACard(scene, cardMeasure, size, { x: 1001, y: 40, zoom: 1 })).toBe(false);
});

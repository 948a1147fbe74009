import { expect, test } from "vitest";
import type { CountsBody } from "../api/types.ts";
import { ENTRY_ID } from "../model/document.ts";
import { readGraph } from "../model/graph.ts";
import { cardMeasure } from "../model/layout/measure.ts";
import { buildScene, place } from "../model/scene.ts";
import { documentOf, testKit } from "../model/test-kinds.ts";
import { bandWidth, dressLive, entered } from "./dress-live.ts";

const document = documentOf("m", {
  m: { kind: "mail", next: { done: "f" } },
  f: { kind: "fork", cases: ["x"], next: { x: "o", else: "o" } },
  o: { kind: "exit" },
});
const same = (iso: string) => iso;
const counts: CountsBody = {
  steps: {
    m: { waiting: 9, entered: 1000, ports: { done: 560, skipped: 430, failed: 1 }, nextDue: "2026-05-12T12:00:00Z" },
    f: { waiting: 0, entered: 991, ports: { x: 91, else: 900 }, nextDue: null },
    o: { waiting: 0, entered: 991, ports: {}, nextDue: null },
  },
  inside: 9,
  paused: 0,
  stuck: 0,
  ended: 991,
  exits: {},
  refused: { audience: 12 },
  conversions: { people: 0, values: [] },
  version: 1,
  versions: [],
  at: "2026-05-12T12:00:00Z",
};

const words = { time: same, seconds: same, when: same, inline: same };
const graph = readGraph(document.definition, testKit.registry);
const placed = place(document, graph, cardMeasure);
const live = dressLive(buildScene(document, testKit, graph, placed, cardMeasure), graph, placed, counts, words);

test("figures of cards: waiting, passed, and where it ends", () => {
  expect(entered(graph, counts)).toBe(1000);
  expect(live.cards.get(ENTRY_ID)?.figures?.map((one) => `${one.value} ${one.word}`)).toEqual([
    "1,000 entered",
    "9 inside",
    "12 not let in",
  ]);
  expect(
    live.cards
      .get("m")
      ?.figures?.slice(0, 2)
      .map((one) => one.value),
  ).toEqual(["9", "991"]);
  expect(live.cards.get("o")?.figures?.[1]).toEqual({ value: "99.1\u202f%", word: "of entered" });
});

test("people not written to are told at the way out they follow, and tint the card over a tenth", () => {
  const card = live.cards.get("m");
  expect(card?.tone).toBe("drop");
  expect(card?.ports[0]).toMatchObject({ label: "Skipped", count: "431", share: "43.5\u202f%", tone: "drop" });
});

test("a wait that ran out and led out of the journey is tinted with its share; one that leads on is not", () => {
  const waits = documentOf("w", {
    w: { kind: "fork", cases: ["bought", "timeout"], next: { bought: "v", timeout: "v", else: "v" } },
    v: { kind: "wait", next: { came: "o", timeout: "o" } },
    o: { kind: "exit" },
  });
  const waitGraph = readGraph(waits.definition, testKit.registry);
  const waitPlaced = place(waits, waitGraph, cardMeasure);
  const steps = {
    w: { waiting: 0, entered: 100, ports: { bought: 10, timeout: 90 }, nextDue: null },
    v: { waiting: 0, entered: 100, ports: { came: 20, timeout: 80 }, nextDue: null },
  };
  const dressed = dressLive(
    buildScene(waits, testKit, waitGraph, waitPlaced, cardMeasure),
    waitGraph,
    waitPlaced,
    { ...counts, steps },
    words,
  );
  expect(dressed.edges.get("w:timeout")?.tone).toBeUndefined();
  expect(dressed.edges.get("v:timeout")?.tone).toBe("drop");
  expect(dressed.edges.get("v:came")?.tone).toBeUndefined();
  expect(dressed.cards.get("v")?.tone).toBeUndefined();
  expect(dressed.cards.get("v")?.ports[1]).toMatchObject({ count: "80", share: "80.0\u202f%", tone: "drop" });
});

test("a line is as wide as the people who took it, followers included", () => {
  expect(live.edges.get(`${ENTRY_ID}:start`)?.width).toBe(14);
  expect(live.edges.get("m:done")?.width).toBe(14);
  expect(live.edges.get("f:x")?.width).toBe(2);
  expect(live.edges.get("f:else")?.width).toBe(12.5);
  expect(bandWidth(0, 100)).toBe(2);
  expect(bandWidth(45, 100)).toBe(6.5);
});

test("bands that join lie side by side", () => {
  const ends = ["f:x", "f:else"].map((id) => Number(/L(-?[\d.]+) -?[\d.]+$/.exec(live.edges.get(id)?.path ?? "")?.[1]));
  expect(Math.abs((ends[1] as number) - (ends[0] as number))).toBe((2 + 12.5) / 2);
});

test("with three ways out the share of a drop-off stands below its count", () => {
  const waits = documentOf("v", {
    v: { kind: "fork", cases: ["came", "bought", "timeout"], next: { came: "o", bought: "o", timeout: "o" } },
    o: { kind: "exit" },
  });
  const own = readGraph(waits.definition, testKit.registry);
  const at = place(waits, own, cardMeasure);
  const steps = { v: { waiting: 0, entered: 100, ports: { came: 15, bought: 5, timeout: 80 }, nextDue: null } };
  const ports = dressLive(buildScene(waits, testKit, own, at, cardMeasure), own, at, { ...counts, steps }, words).cards.get("v")?.ports;
  expect(ports?.find((port) => port.name === "timeout")).toMatchObject({ count: "80", share: "80.0\u202f%", below: true, tone: "drop" });
  expect(ports?.find((port) => port.name === "came")?.share).toBeUndefined();
});

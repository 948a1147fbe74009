import { expect, test } from "vitest";
import type { RunBody } from "../api/types.ts";
import { ENTRY_ID } from "../model/document.ts";
import { readGraph } from "../model/graph.ts";
import { cardMeasure } from "../model/layout/measure.ts";
import { buildScene, place } from "../model/scene.ts";
import { documentOf, testKit } from "../model/test-kinds.ts";
import { dressTrace } from "./dress-trace.ts";
import { edgesTaken, messageWhy, stopsOf } from "./path.ts";

const document = documentOf("f", {
  f: { kind: "fork", cases: ["big"], next: { big: "m", else: "o" } },
  m: { kind: "mail", next: { done: "w" } },
  w: { kind: "step", next: { done: "o" } },
  o: { kind: "exit" },
});

const step = (node: string, kind: string, at: string, more: object = {}) => ({
  id: `${node}${kind}`,
  node,
  visit: 1,
  kind,
  port: null,
  at,
  reason: "",
  reasonText: "",
  readings: [],
  detail: {},
  ...more,
});

const run: RunBody = {
  id: "run_1",
  journey: { id: "jny_1", name: "Cart" },
  version: 7,
  person: { id: "per_1", name: "Ana Nowak", hint: null },
  status: "active",
  enteredAt: "2026-05-11T18:42:07Z",
  endedAt: null,
  exitReason: null,
  exitReasonText: null,
  wakeAt: null,
  stuck: null,
  standing: [{ node: "w", title: "w", kind: "step", since: "2026-05-11T18:43:00Z", until: "2026-05-12T18:43:00Z" }],
  definition: {},
  layout: {},
  trigger: {
    id: "evt_1",
    name: "Product Added",
    at: "2026-05-11T18:42:07Z",
    properties: { name: "Gooseneck kettle", price: 129, currency: "EUR" },
  },
  steps: [
    step("f", "entered", "2026-05-11T18:42:07Z"),
    step("f", "left", "2026-05-11T18:42:07Z", {
      port: "big",
      reasonText: "The condition held",
      readings: [{ what: "Total", value: 129, rule: "is at least 100", held: true }],
    }),
    step("m", "entered", "2026-05-11T18:42:07Z"),
    step("m", "message", "2026-05-11T18:42:07Z", { reasonText: "The message is on its way" }),
    step("m", "left", "2026-05-11T18:43:00Z", { port: "skipped", reasonText: "The person refused the topic" }),
    step("w", "entered", "2026-05-11T18:43:00Z"),
    step("w", "waiting", "2026-05-11T18:43:00Z", { reasonText: "Waits" }),
  ],
  messages: [
    {
      id: "msg_1",
      node: "m",
      visit: 1,
      channel: "email",
      state: "suppressed",
      reason: "topic-denied",
      reasonText: "The person refused the topic",
      checks: [
        { rule: "suppression", passed: true, detail: "Not on the list." },
        { rule: "topic-consent", passed: false, detail: "Switched off on 3 May." },
      ],
      plannedAt: "",
      heldUntil: null,
      acceptedAt: null,
      deliveredAt: null,
      openedAt: null,
      clickedAt: null,
      bouncedAt: null,
      error: null,
    },
  ],
  conversions: [],
};

const graph = readGraph(document.definition, testKit.registry);

test("the trace becomes stops with the way out, the reason and what was read", () => {
  const stops = stopsOf(run);
  expect(stops.map((stop) => [stop.node, stop.port, stop.reason, stop.trouble])).toEqual([
    ["f", "big", "The condition held", "none"],
    ["m", "skipped", "The person refused the topic", "warn"],
    ["w", undefined, "Waits", "none"],
  ]);
  expect(stops[0]?.readings[0]?.value).toBe(129);
});

test("a port that follows another was taken along its line", () => {
  expect([...edgesTaken(stopsOf(run), graph)]).toEqual([`${ENTRY_ID}:start`, "f:big", "m:done"]);
});

test("the message says the rule that decided", () => {
  expect(messageWhy(run.messages[0] as RunBody["messages"][number], (iso) => iso)).toMatchObject({
    state: "Suppressed",
    why: "Switched off on 3 May.",
  });
});

test("the path stays, the rest fades, and the person stands where they wait", () => {
  const scene = dressTrace(buildScene(document, testKit, graph, place(document, graph, cardMeasure), cardMeasure), graph, run, {
    time: (iso) => iso,
    seconds: (iso) => iso,
    when: (iso) => iso,
    inline: (iso) => iso,
  });
  expect(scene.cards.get("o")?.fade).toBe(true);
  expect(scene.edges.get("f:else")?.fade).toBe(true);
  expect(scene.edges.get("f:big")?.tone).toBe("accent");
  expect(scene.cards.get("w")).toMatchObject({ person: "Ana Nowak", chip: { tone: "live" } });
  expect(scene.cards.get("m")).toMatchObject({ tone: "warn", clauses: ["Suppressed: Switched off on 3 May."] });
  expect(scene.cards.get("m")?.ports[0]).toMatchObject({ label: "Skipped", named: true, tone: "warn" });
  expect(scene.cards.get(ENTRY_ID)?.clauses).toEqual(["Gooseneck kettle, 129 EUR"]);
});

import { newId } from "@journeyman/core";
import type { TimelineItem } from "@journeyman/customers";
import { canvasRegistry } from "@journeyman/nodes/canvas";
import { expect, test } from "vitest";
import { timelineItemView } from "./timeline-view.ts";

type Step = Extract<TimelineItem, { kind: "step" }>;
const waiting = { kind: "wait-for", any: { "order-completed": { event: "Order Completed" } }, for: "PT1H" };
const left: Step = {
  kind: "step",
  id: newId(),
  at: 0,
  runId: newId(),
  journeyId: newId(),
  journey: "Abandoned cart",
  version: 1,
  node: "bought",
  title: "Bought meanwhile?",
  step: waiting,
  what: "left",
  port: "order-completed",
  detail: { reason: "happened" },
};
const sentence = (item: TimelineItem) => timelineItemView(item, canvasRegistry).sentence;

test("the way somebody went is told as the step calls it, and never by its key alone", () => {
  expect(sentence(left)).toBe("**Bought meanwhile?**: went on by **Order Completed**");
  expect(sentence({ ...left, port: "timeout" })).toBe("**Bought meanwhile?**: timed out");
  expect(sentence({ ...left, step: null })).toBe("**Bought meanwhile?**: went on by **it happened in time**");
});

test("consent is told by the topic's name", () => {
  const base = { kind: "consent", id: newId(), at: 0, state: "granted", method: "api" } as const;
  expect(sentence({ ...base, subject: "offers", topic: "Offers and news" })).toBe("Agreed to **Offers and news**");
  expect(timelineItemView({ ...base, subject: "offers", topic: null }, canvasRegistry).aside).toBe("API");
  expect(sentence({ ...base, subject: "channel", topic: null })).toBe("Agreed to **the whole channel**");
});

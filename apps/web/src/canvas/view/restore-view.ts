import type { ReactFlowInstance } from "@xyflow/react";
import { ENTRY_ID } from "@/canvas/model/document.ts";
import { cardMeasure, type Measure } from "@/canvas/model/layout/measure.ts";
import type { Scene } from "@/canvas/model/scene.ts";
import type { FlowNode } from "@/canvas/view/flow-elements.ts";
import type { LineEdge } from "@/canvas/view/line.tsx";
import { seesACard } from "@/canvas/view/view-of-all.ts";
import { readViewport } from "@/canvas/view/viewport-memory.ts";

/** Where it was left, if a card is there still; else from the entry down at the size that can be read. */
export function restoreView(
  flow: ReactFlowInstance<FlowNode, LineEdge>,
  place: string,
  scene: Scene,
  measure: Measure,
  frame: HTMLElement | null,
  top: number,
): void {
  const width = frame?.clientWidth ?? 1000;
  const height = frame?.clientHeight ?? 700;
  const kept = readViewport(place);
  if (kept && seesACard(scene, measure, { width, height }, kept)) {
    void flow.setViewport(kept);
    return;
  }
  const cards = [...scene.cards.values()];
  const left = Math.min(0, ...cards.map((card) => card.x));
  const right = Math.max(0, ...cards.map((card) => card.x + measure.card.width));
  const bottom = Math.max(0, ...cards.map((card) => card.y + measure.card.height));
  const zoom = measure === cardMeasure ? 1 : Math.min(1, (width - 48) / (right - left), (height - 140) / bottom);
  const entry = scene.cards.get(ENTRY_ID);
  const middle = (right - left) * zoom <= width - 48 ? (left + right) / 2 : (entry?.x ?? 0) + measure.card.width / 2;
  void flow.setViewport({ x: width / 2 - middle * zoom, y: measure === cardMeasure ? 40 + top : 84, zoom });
}

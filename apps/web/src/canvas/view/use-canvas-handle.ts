"use client";
import type { ReactFlowInstance } from "@xyflow/react";
import { type RefObject, useImperativeHandle } from "react";
import type { Point } from "@/canvas/model/document.ts";
import type { Measure } from "@/canvas/model/layout/measure.ts";
import type { Scene } from "@/canvas/model/scene.ts";
import type { Box } from "@/canvas/quick-add/menu-place.ts";
import type { FlowNode } from "@/canvas/view/flow-elements.ts";
import type { LineEdge } from "@/canvas/view/line.tsx";
import { viewOfAll } from "@/canvas/view/view-of-all.ts";

export type CanvasHandle = {
  fit(): void;
  /** One canvas pixel to one screen pixel, about the middle. */
  actual(): void;
  zoomBy(factor: number): void;
  /** Brings a step into sight, moving no more than needed; `close` also sets the zoom to where it can be read. */
  show(ids: readonly string[], close?: boolean): void;
  /** The screen's point below a card's port, for menus. */
  screenOf(id: string, port?: string): Point | undefined;
  /** What of the drawing is in sight, and its middle. */
  sight(): { frame: Box; at: Point };
  focus(id: string): void;
};

/** What keys and menus ask of the canvas. */
export function useCanvasHandle(
  handle: RefObject<CanvasHandle | null>,
  flow: ReactFlowInstance<FlowNode, LineEdge>,
  frame: RefObject<HTMLDivElement | null>,
  latest: RefObject<{ scene: Scene }>,
  measure: Measure,
  top: number,
): void {
  useImperativeHandle(
    handle,
    (): CanvasHandle => ({
      fit() {
        const rect = frame.current?.getBoundingClientRect();
        if (rect) void flow.setViewport(viewOfAll(latest.current.scene, measure, rect, top), { duration: motion(180) });
      },
      actual: () => void flow.zoomTo(1, { duration: motion(120) }),
      zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor, { duration: motion(120) }),
      show(ids, close) {
        const boxes = ids.flatMap((id) => latest.current.scene.cards.get(id) ?? []);
        const rect = frame.current?.getBoundingClientRect();
        if (boxes.length === 0 || !rect) return;
        const { x, y, zoom } = flow.getViewport();
        const scale = close && zoom < 0.6 ? 1 : zoom;
        const left = Math.min(...boxes.map((box) => box.x));
        const right = Math.max(...boxes.map((box) => box.x + measure.card.width));
        const head = Math.min(...boxes.map((box) => box.y)) - 12;
        const bottom = Math.max(...boxes.map((box) => box.y + measure.card.height)) + 44;
        const shift = (from: number, to: number, offset: number, size: number, clear: number) => {
          if ((to - from) * scale > size - clear - 48) return (size + clear) / 2 - ((from + to) / 2) * scale;
          if (from * scale + offset < clear + 24) return clear + 24 - from * scale;
          if (to * scale + offset > size - 24) return size - 24 - to * scale;
          return offset;
        };
        const next =
          scale === zoom
            ? { x: shift(left, right, x, rect.width, 0), y: shift(head, bottom, y, rect.height, top), zoom }
            : { x: rect.width / 2 - ((left + right) / 2) * scale, y: rect.height / 3 - head * scale, zoom: scale };
        if (next.x !== x || next.y !== y || next.zoom !== zoom) void flow.setViewport(next, { duration: motion(180) });
      },
      screenOf(id, port) {
        const card = latest.current.scene.cards.get(id);
        if (!card) return undefined;
        const offset = card.ports.find((one) => one.name === port)?.x ?? 0;
        return flow.flowToScreenPosition({ x: card.x + measure.card.width / 2 + offset, y: card.y + measure.card.height + 36 });
      },
      sight() {
        const rect = frame.current?.getBoundingClientRect();
        const from = flow.screenToFlowPosition({ x: rect?.left ?? 0, y: rect?.top ?? 0 });
        const to = flow.screenToFlowPosition({ x: rect?.right ?? 0, y: rect?.bottom ?? 0 });
        return { frame: { left: from.x, top: from.y, right: to.x, bottom: to.y }, at: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } };
      },
      focus(id) {
        frame.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
      },
    }),
    [flow, frame, latest, measure, top],
  );
}

function motion(ms: number): number {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : ms;
}

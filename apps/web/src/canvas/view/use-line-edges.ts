"use client";
import { useState } from "react";
import type { Scene, SceneEdge } from "@/canvas/model/scene.ts";
import { lineEdge } from "@/canvas/view/flow-elements.ts";
import type { LineEdge } from "@/canvas/view/line.tsx";

type State = { selected: string | undefined; editable: boolean; target: string | undefined };

/** Remembers React Flow's edges as `CardNodes` does its nodes: a line that looks as before is the same object. */
class LineEdges {
  private known = new Map<string, { line: SceneEdge; edge: LineEdge }>();

  /** What is faded lies undermost, what has a tone on top. */
  of(scene: Scene, { selected, editable, target }: State): LineEdge[] {
    const fresh = new Map<string, { line: SceneEdge; edge: LineEdge }>();
    for (const line of scene.edges.values()) {
      const state = { selected: selected === line.id, target: target === line.id };
      const before = this.known.get(line.id);
      const kept =
        before?.line === line &&
        before.edge.selected === state.selected &&
        before.edge.data?.target === state.target &&
        before.edge.data.editable === editable;
      fresh.set(line.id, kept ? before : { line, edge: lineEdge(line, state.selected, editable, state.target) });
    }
    this.known = fresh;
    return [...fresh.values()].sort((a, b) => height(a.line) - height(b.line)).map(({ edge }) => edge);
  }
}

export function useLineEdges(scene: Scene, state: State): LineEdge[] {
  const [edges] = useState(() => new LineEdges());
  return edges.of(scene, state);
}

function height(line: SceneEdge): number {
  return line.tone ? 2 : line.fade ? 0 : 1;
}

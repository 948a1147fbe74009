import { Position } from "@xyflow/react";
import type { Measure } from "../model/layout/measure.ts";
import type { SceneCard, SceneEdge, SceneNote } from "../model/scene.ts";
import type { CardNode } from "./card.tsx";
import type { LineEdge } from "./line.tsx";
import type { NoteNode } from "./note.tsx";

export type FlowNode = CardNode | NoteNode;

/** How a card is to be shown besides what the scene says. */
export type CardState = {
  selected: boolean;
  editable: boolean;
  draggable: boolean;
  renaming: boolean;
  flash: number;
  target: boolean;
  dim: boolean;
  focusable: boolean;
  label: string;
};

/** React Flow gets sizes and handles told, so that nothing has to be measured before lines can be drawn. */
export function cardNode(card: SceneCard, state: CardState, measure: Measure, type: "card" | "mini"): CardNode {
  const { width, height } = measure.card;
  const source = card.ports.map((port) => ({
    id: port.name,
    type: "source" as const,
    position: Position.Bottom,
    x: width / 2 + port.x - 12,
    y: height - 12,
    width: 24,
    height: 24,
  }));
  const target = { id: "in", type: "target" as const, position: Position.Top, x: 0, y: 0, width, height };
  return {
    id: card.id,
    type: type as "card",
    position: { x: card.x, y: card.y },
    width,
    height,
    measured: { width, height },
    handles: [target, ...source],
    data: { card, editable: state.editable, renaming: state.renaming, flash: state.flash, target: state.target },
    selected: state.selected,
    draggable: state.draggable,
    selectable: true,
    focusable: state.focusable,
    connectable: state.editable,
    deletable: false,
    ariaLabel: state.label,
    ...(state.dim ? { className: "opacity-40" } : {}),
    zIndex: state.selected ? 2 : 1,
  };
}

export function noteNode(
  note: SceneNote,
  { selected, editable, writing }: { selected: boolean; editable: boolean; writing: boolean },
): NoteNode {
  return {
    id: `note:${note.id}`,
    type: "note",
    position: { x: note.x, y: note.y },
    width: 264,
    // Told beforehand, so that a fresh note is visible at once and its field can take the focus.
    initialWidth: 264,
    initialHeight: 68,
    data: { note, editable, writing },
    selected,
    draggable: editable,
    connectable: false,
    deletable: false,
    focusable: false,
    zIndex: 0,
  };
}

export function lineEdge(line: SceneEdge, selected: boolean, editable: boolean, target: boolean): LineEdge {
  return {
    id: line.id,
    type: "line",
    source: line.from,
    sourceHandle: line.port,
    target: line.to,
    targetHandle: "in",
    data: { line, editable, target },
    selected,
    selectable: editable,
    focusable: false,
    deletable: false,
    reconnectable: editable,
  };
}

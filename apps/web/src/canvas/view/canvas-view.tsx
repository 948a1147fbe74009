"use client";
import "@xyflow/react/dist/base.css";
import "./canvas.css";
import "./card.css";
import "./line.css";
import {
  Background,
  BackgroundVariant,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  useReactFlow,
  useStore,
} from "@xyflow/react";
import { type ReactNode, type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Selection } from "@/canvas/editor/editor.ts";
import type { Way } from "@/canvas/model/commands/index.ts";
import type { Point } from "@/canvas/model/document.ts";
import { cardMeasure, type Measure } from "@/canvas/model/layout/measure.ts";
import type { Scene } from "@/canvas/model/scene.ts";
import { Card, MiniCard } from "@/canvas/view/card.tsx";
import { type FlowNode, noteNode } from "@/canvas/view/flow-elements.ts";
import { cardAt, wayAt } from "@/canvas/view/hit.ts";
import { HandProvider, Line, type LineEdge, Wire } from "@/canvas/view/line.tsx";
import { Note } from "@/canvas/view/note.tsx";
import { restoreView } from "@/canvas/view/restore-view.ts";
import { type CanvasHandle, useCanvasHandle } from "@/canvas/view/use-canvas-handle.ts";
import { type CardLook, useCardNodes } from "@/canvas/view/use-card-nodes.ts";
import { useLineEdges } from "@/canvas/view/use-line-edges.ts";
import { minZoom } from "@/canvas/view/view-of-all.ts";
import { keepViewport } from "@/canvas/view/viewport-memory.ts";
import { useTheme } from "@/components/theme.tsx";

const nodeTypes = { card: Card, mini: MiniCard, note: Note };
const edgeTypes = { line: Line };

/** What can be changed by hand on the canvas; absent, it is only looked at. */
export type CanvasEditing = {
  free: boolean;
  routes: ReadonlyMap<string, { points: readonly Point[] }>;
  /** Why a way may not lead to each step; absent ones are fine. */
  refusals(way: Way): ReadonlyMap<string, string>;
  connect(way: Way, to: string): void;
  reconnect(before: Way, after: Way, to: string): void;
  /** A wire dropped on nothing. */
  addFrom(way: Way, at: Point): void;
  /** A kind dragged from the palette. */
  drop(kind: string, way: Way | undefined, at: Point): void;
  moving(cards: ReadonlyMap<string, Point> | undefined): void;
  moved(cards: Record<string, Point>): void;
  noteMoved(id: string, at: Point): void;
};

export type CanvasViewProps = {
  scene: Scene;
  measure?: Measure;
  /** Names the place whose viewport is remembered. */
  place: string;
  /** How much of the drawing's top something else stands over, in pixels; fitting keeps clear of it. */
  top?: number;
  look: CardLook;
  selection: Selection;
  onSelect(selection: Selection): void;
  onOpen?: (node: string) => void;
  editing?: CanvasEditing | undefined;
  handle: RefObject<CanvasHandle | null>;
  children?: ReactNode;
};

export function CanvasView(props: CanvasViewProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({
  scene,
  measure = cardMeasure,
  place,
  top = 0,
  look,
  selection,
  onSelect,
  onOpen,
  editing,
  handle,
  children,
}: CanvasViewProps) {
  const { theme } = useTheme();
  const frame = useRef<HTMLDivElement>(null);
  const flow = useReactFlow<FlowNode, LineEdge>();
  const [wire, setWire] = useState<Way>();
  const [target, setTarget] = useState<{ edge?: string; node?: string }>({});
  const [dragging, setDragging] = useState<ReadonlyMap<string, Point>>();
  const refusals = useMemo(() => (wire && editing ? editing.refusals(wire) : undefined), [wire, editing]);
  const latest = useRef({ scene, refusals });
  useLayoutEffect(() => {
    latest.current = { scene, refusals };
  });
  const hand = useMemo(() => ({ refusals, under: (at: Point) => cardAt(scene, measure, at) }), [refusals, scene, measure]);

  const cards = useCardNodes(scene, measure, look, { selection, editing, refusals, target: target.node, mini: measure !== cardMeasure });
  const nodes = useMemo<FlowNode[]>(() => {
    const notes = scene.notes.map((note) =>
      noteNode(note, { selected: selection.note === note.id, editable: editing !== undefined, writing: look.writing === note.id }),
    );
    const list: FlowNode[] = [...cards, ...notes];
    if (!dragging) return list;
    return list.map((node) => (dragging.has(node.id) ? { ...node, position: dragging.get(node.id) as Point } : node));
  }, [cards, scene.notes, selection.note, editing, dragging, look.writing]);
  const edges = useLineEdges(scene, { selected: selection.edge, editable: editing !== undefined, target: target.edge });

  useCanvasHandle(handle, flow, frame, latest, measure, top);

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      const picks = changes.filter((change) => change.type === "select");
      if (picks.length > 0) onSelect(afterPicks(selection, picks));
      const moves = changes.filter((change) => change.type === "position" && change.position !== undefined);
      if (moves.length === 0 || !editing) return;
      const moving = new Map(dragging ?? []);
      for (const change of moves) if (change.type === "position" && change.position) moving.set(change.id, snapped(change.position));
      const done = moves.every((change) => change.type === "position" && change.dragging === false);
      setDragging(done ? undefined : moving);
      const steps = new Map([...moving].filter(([id]) => !id.startsWith("note:")));
      if (!done) {
        if (steps.size > 0) editing.moving(steps);
        return;
      }
      editing.moving(undefined);
      if (steps.size > 0) editing.moved(Object.fromEntries(steps));
      for (const [id, at] of moving) if (id.startsWith("note:")) editing.noteMoved(id.slice(5), at);
    },
    [selection, onSelect, editing, dragging],
  );

  const dropTarget = (event: React.DragEvent) => {
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    return { at, hit: editing ? wayAt(scene, measure, editing.routes, at) : undefined };
  };

  return (
    <div
      ref={frame}
      className="jm-canvas"
      tabIndex={-1}
      data-quiet={editing ? undefined : ""}
      data-connecting={wire ? "" : undefined}
      onDragOver={(event) => {
        if (!editing || !event.dataTransfer.types.includes("application/x-journeyman-kind")) return;
        event.preventDefault();
        const { hit } = dropTarget(event);
        setTarget((before) =>
          before.edge === hit?.edge && before.node === hit?.node
            ? before
            : { ...(hit?.edge ? { edge: hit.edge } : {}), ...(hit?.node ? { node: hit.node } : {}) },
        );
      }}
      onDragLeave={() => setTarget({})}
      onDrop={(event) => {
        const kind = event.dataTransfer.getData("application/x-journeyman-kind");
        setTarget({});
        if (!editing || kind === "") return;
        event.preventDefault();
        const { at, hit } = dropTarget(event);
        editing.drop(kind, hit?.way, at);
      }}
    >
      <HandProvider value={hand}>
        <ReactFlow<FlowNode, LineEdge>
          colorMode={theme}
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodesChange={onNodesChange}
          onEdgeClick={(_, edge) => editing && onSelect({ nodes: [], edge: edge.id })}
          onPaneClick={() => onSelect({ nodes: [] })}
          onNodeDoubleClick={(_, node) => onOpen?.(node.id)}
          onConnectStart={(_, { nodeId, handleId }) => nodeId && handleId && setWire({ from: nodeId, port: handleId })}
          onConnect={({ source, sourceHandle, target: to }) => sourceHandle && editing?.connect({ from: source, port: sourceHandle }, to)}
          onConnectEnd={(event, state) => {
            const way = wire;
            setWire(undefined);
            if (!editing || !way || state.isValid) return;
            const point =
              "clientX" in event
                ? { x: event.clientX, y: event.clientY }
                : { x: event.changedTouches[0]?.clientX ?? 0, y: event.changedTouches[0]?.clientY ?? 0 };
            const under = cardAt(scene, measure, flow.screenToFlowPosition(point));
            if (under === way.from) return;
            if (under !== undefined) editing.connect(way, under);
            else editing.addFrom(way, point);
          }}
          isValidConnection={({ target: to }) => !latest.current.refusals?.has(to)}
          onReconnectStart={(_, edge) => setWire({ from: edge.source, port: edge.sourceHandle ?? "" })}
          onReconnect={(edge, next) =>
            editing?.reconnect(
              { from: edge.source, port: edge.sourceHandle ?? "" },
              { from: next.source, port: next.sourceHandle ?? "" },
              next.target,
            )
          }
          onReconnectEnd={() => setWire(undefined)}
          connectionLineComponent={Wire}
          connectionRadius={32}
          reconnectRadius={12}
          onInit={(instance) => restoreView(instance, place, scene, measure, frame.current, top)}
          onMoveEnd={(_, viewport) => keepViewport(place, viewport)}
          minZoom={minZoom}
          maxZoom={2}
          panOnScroll
          zoomOnScroll={false}
          zoomOnDoubleClick={false}
          selectionKeyCode="Shift"
          selectionMode={SelectionMode.Partial}
          multiSelectionKeyCode={["Meta", "Control", "Shift"]}
          panActivationKeyCode="Space"
          deleteKeyCode={null}
          disableKeyboardA11y
          nodesDraggable={editing?.free ?? false}
          nodesConnectable={editing !== undefined}
          elevateNodesOnSelect={false}
          onlyRenderVisibleElements={scene.cards.size > 100}
          nodeDragThreshold={3}
          selectNodesOnDrag={false}
          proOptions={{ hideAttribution: true }}
        >
          <Background variant={BackgroundVariant.Dots} gap={24} size={1.6} />
          <ZoomBucket frame={frame} />
        </ReactFlow>
      </HandProvider>
      {children}
    </div>
  );
}

function snapped({ x, y }: Point): Point {
  return { x: Math.round(x / 4) * 4, y: Math.round(y / 4) * 4 };
}

function afterPicks(selection: Selection, picks: readonly NodeChange<FlowNode>[]): Selection {
  const nodes = new Set(selection.nodes);
  let note = selection.note;
  for (const pick of picks) {
    if (pick.type !== "select") continue;
    if (pick.id.startsWith("note:")) note = pick.selected ? pick.id.slice(5) : note === pick.id.slice(5) ? undefined : note;
    else if (pick.selected) nodes.add(pick.id);
    else nodes.delete(pick.id);
  }
  return { nodes: [...nodes], ...(note === undefined ? {} : { note }) };
}

/** The zoom as one of four, so that cards restyle at borders only. */
function ZoomBucket({ frame }: { frame: RefObject<HTMLDivElement | null> }) {
  const bucket = useStore((state) =>
    state.transform[2] < 0.3 ? "far" : state.transform[2] < 0.6 ? "mid" : state.transform[2] > 1.4 ? "close" : "card",
  );
  useEffect(() => {
    frame.current?.setAttribute("data-zoom", bucket);
  }, [bucket, frame]);
  return null;
}

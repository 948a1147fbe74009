"use client";
import "@xyflow/react/dist/base.css";
import "./canvas.css";
import {
  Background,
  BackgroundVariant,
  type NodeChange,
  ReactFlow,
  type ReactFlowInstance,
  ReactFlowProvider,
  SelectionMode,
  useReactFlow,
  useStore,
} from "@xyflow/react";
import {
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Selection } from "@/canvas/editor/editor.ts";
import type { Way } from "@/canvas/model/commands/index.ts";
import { ENTRY_ID, type Point } from "@/canvas/model/document.ts";
import { cardMeasure, type Measure } from "@/canvas/model/layout/measure.ts";
import type { Scene } from "@/canvas/model/scene.ts";
import type { Box } from "@/canvas/quick-add/menu-place.ts";
import { Card, MiniCard } from "@/canvas/view/card.tsx";
import { type FlowNode, lineEdge, noteNode } from "@/canvas/view/flow-elements.ts";
import { cardAt, wayAt } from "@/canvas/view/hit.ts";
import { HandProvider, Line, type LineEdge, Wire } from "@/canvas/view/line.tsx";
import { Note } from "@/canvas/view/note.tsx";
import { type CardLook, useCardNodes } from "@/canvas/view/use-card-nodes.ts";
import { keepViewport, readViewport } from "@/canvas/view/viewport-memory.ts";
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

export type CanvasViewProps = {
  scene: Scene;
  measure?: Measure;
  /** Names the place whose viewport is remembered. */
  place: string;
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

function Flow({ scene, measure = cardMeasure, place, look, selection, onSelect, onOpen, editing, handle, children }: CanvasViewProps) {
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
    const notes = scene.notes.map((note) => noteNode(note, selection.note === note.id, editing !== undefined));
    const list: FlowNode[] = [...cards, ...notes];
    if (!dragging) return list;
    return list.map((node) => (dragging.has(node.id) ? { ...node, position: dragging.get(node.id) as Point } : node));
  }, [cards, scene.notes, selection.note, editing, dragging]);
  const edges = useMemo(() => {
    const rank = (id: string) => (scene.edges.get(id)?.tone ? 1 : 0);
    return [...scene.edges.values()]
      .map((line) => lineEdge(line, selection.edge === line.id, editing !== undefined, target.edge === line.id))
      .sort((a, b) => rank(a.id) - rank(b.id) || (scene.edges.get(a.id)?.fade ? 0 : 1) - (scene.edges.get(b.id)?.fade ? 0 : 1));
  }, [scene.edges, selection.edge, editing, target.edge]);

  useHandle(handle, flow, frame, latest, measure);

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
          onInit={(instance) => restoreView(instance, place, scene, measure, frame.current)}
          onMoveEnd={(_, viewport) => keepViewport(place, viewport)}
          minZoom={0.1}
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

/** Where it was left, or from the entry down at the size that can be read. */
function restoreView(
  flow: ReactFlowInstance<FlowNode, LineEdge>,
  place: string,
  scene: Scene,
  measure: Measure,
  frame: HTMLElement | null,
): void {
  const kept = readViewport(place);
  if (kept) {
    void flow.setViewport(kept);
    return;
  }
  const width = frame?.clientWidth ?? 1000;
  const height = frame?.clientHeight ?? 700;
  const cards = [...scene.cards.values()];
  const left = Math.min(0, ...cards.map((card) => card.x));
  const right = Math.max(0, ...cards.map((card) => card.x + measure.card.width));
  const bottom = Math.max(0, ...cards.map((card) => card.y + measure.card.height));
  const zoom = measure === cardMeasure ? 1 : Math.min(1, (width - 48) / (right - left), (height - 140) / bottom);
  const entry = scene.cards.get(ENTRY_ID);
  const middle = (right - left) * zoom <= width - 48 ? (left + right) / 2 : (entry?.x ?? 0) + measure.card.width / 2;
  void flow.setViewport({ x: width / 2 - middle * zoom, y: measure === cardMeasure ? 40 : 84, zoom });
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

function useHandle(
  handle: RefObject<CanvasHandle | null>,
  flow: ReactFlowInstance<FlowNode, LineEdge>,
  frame: RefObject<HTMLDivElement | null>,
  latest: RefObject<{ scene: Scene }>,
  measure: Measure,
): void {
  useImperativeHandle(
    handle,
    (): CanvasHandle => ({
      fit: () => void flow.fitView({ padding: 0.08, maxZoom: 1, duration: motion(180) }),
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
        const top = Math.min(...boxes.map((box) => box.y)) - 12;
        const bottom = Math.max(...boxes.map((box) => box.y + measure.card.height)) + 44;
        const shift = (from: number, to: number, offset: number, size: number) => {
          if ((to - from) * scale > size - 48) return size / 2 - ((from + to) / 2) * scale;
          if (from * scale + offset < 24) return 24 - from * scale;
          if (to * scale + offset > size - 24) return size - 24 - to * scale;
          return offset;
        };
        const next =
          scale === zoom
            ? { x: shift(left, right, x, rect.width), y: shift(top, bottom, y, rect.height), zoom }
            : { x: rect.width / 2 - ((left + right) / 2) * scale, y: rect.height / 3 - top * scale, zoom: scale };
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
    [flow, frame, latest, measure],
  );
}

function motion(ms: number): number {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : ms;
}

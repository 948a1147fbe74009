"use client";
import { useReactFlow, useStore } from "@xyflow/react";
import { Maximize, Minus, Plus, Redo2, Undo2 } from "lucide-react";
import { memo, type PointerEvent as ReactPointerEvent, useMemo, useRef } from "react";
import type { Measure } from "@/canvas/model/layout/measure.ts";
import type { Scene } from "@/canvas/model/scene.ts";
import { IconButton } from "@/components/ui/icon-button.tsx";

export type UndoState = {
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
  undoLabel: string | undefined;
  redoLabel: string | undefined;
};

/** Zoom, fit, and where one edits undo and redo; 12 px from the rim. */
export function ZoomBar({ undo, onFit }: { undo?: UndoState; onFit: () => void }) {
  const percent = useStore((state) => Math.round(state.transform[2] * 100));
  const flow = useReactFlow();
  return (
    <div className="jm-float absolute bottom-3 left-3 z-10 flex h-8 items-center p-px" role="toolbar" aria-label="View">
      <IconButton label="Zoom out" size="compact" onClick={() => void flow.zoomOut({ duration: 120 })}>
        <Minus aria-hidden />
      </IconButton>
      <button
        type="button"
        className="h-7 min-w-13 rounded-control px-1.5 text-12 font-medium hover:bg-hover"
        aria-label={`Zoom ${percent} %, back to 100 %`}
        onClick={() => void flow.zoomTo(1, { duration: 120 })}
      >
        {percent} %
      </button>
      <IconButton label="Zoom in" size="compact" onClick={() => void flow.zoomIn({ duration: 120 })}>
        <Plus aria-hidden />
      </IconButton>
      <span className="mx-0.75 h-4 w-px bg-line" />
      <IconButton label="Show all" keys="0" size="compact" onClick={onFit}>
        <Maximize aria-hidden />
      </IconButton>
      {undo ? (
        <>
          <span className="mx-0.75 h-4 w-px bg-line" />
          <IconButton
            label={undo.undoLabel ? `Undo: ${undo.undoLabel}` : "Nothing to undo"}
            keys="mod+z"
            size="compact"
            disabled={!undo.undo}
            onClick={undo.undo}
          >
            <Undo2 aria-hidden />
          </IconButton>
          <IconButton
            label={undo.redoLabel ? `Redo: ${undo.redoLabel}` : "Nothing to redo"}
            keys="mod+shift+z"
            size="compact"
            disabled={!undo.redo}
            onClick={undo.redo}
          >
            <Redo2 aria-hidden />
          </IconButton>
        </>
      ) : null}
    </div>
  );
}

const size = { width: 166, height: 130, pad: 10 };

/** The whole drawing, small, with what is in sight framed; a press or a drag goes there. */
export function MiniMap({ scene, measure, selected }: { scene: Scene; measure: Measure; selected: readonly string[] }) {
  const [x, y, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const flow = useReactFlow();
  const map = useRef<SVGSVGElement>(null);
  const view = { left: -x / zoom, top: -y / zoom, width: width / zoom, height: height / zoom };
  const bounds = useMemo(() => boundsOf(scene, measure), [scene, measure]);
  const left = Math.min(bounds.left, view.left);
  const top = Math.min(bounds.top, view.top);
  const right = Math.max(bounds.right, view.left + view.width);
  const bottom = Math.max(bounds.bottom, view.top + view.height);
  const scale = Math.min((size.width - size.pad * 2) / (right - left), (size.height - size.pad * 2) / (bottom - top));
  const dx = (size.width - (right - left) * scale) / 2;
  const dy = (size.height - (bottom - top) * scale) / 2;
  const toX = (value: number) => (value - left) * scale + dx;
  const toY = (value: number) => (value - top) * scale + dy;
  const go = (event: ReactPointerEvent) => {
    const box = map.current?.getBoundingClientRect();
    if (!box || event.buttons === 0) return;
    const atX = (event.clientX - box.left - dx) / scale + left;
    const atY = (event.clientY - box.top - dy) / scale + top;
    void flow.setViewport({ x: width / 2 - atX * zoom, y: height / 2 - atY * zoom, zoom });
  };
  return (
    <div
      className="jm-float jm-minimap absolute right-3 bottom-3 z-10 hidden h-33 w-42 overflow-hidden min-[1100px]:block"
      aria-hidden="true"
    >
      <svg
        ref={map}
        width={size.width}
        height={size.height}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          go(event);
        }}
        onPointerMove={go}
      >
        <g transform={`translate(${toX(0)} ${toY(0)}) scale(${scale})`}>
          <MapCards cards={scene.cards} measure={measure} selected={selected} />
        </g>
        <rect className="view" x={toX(view.left)} y={toY(view.top)} width={view.width * scale} height={view.height * scale} rx={3} />
      </svg>
    </div>
  );
}

type MapCardsProps = { cards: Scene["cards"]; measure: Measure; selected: readonly string[] };

/** In the drawing's own measures: panning moves the frame and draws no card anew. */
const MapCards = memo(function MapCards({ cards, measure, selected }: MapCardsProps) {
  return [...cards.values()].map((card) => (
    <rect
      key={card.id}
      className="card"
      data-on={selected.includes(card.id) || undefined}
      data-problem={card.problems ? "" : undefined}
      x={card.x}
      y={card.y}
      width={measure.card.width}
      height={measure.card.height}
      rx={16}
    />
  ));
});

function boundsOf(scene: Scene, measure: Measure) {
  const cards = [...scene.cards.values()];
  return {
    left: Math.min(0, ...cards.map((card) => card.x)),
    top: Math.min(0, ...cards.map((card) => card.y)),
    right: Math.max(1, ...cards.map((card) => card.x + measure.card.width)),
    bottom: Math.max(1, ...cards.map((card) => card.y + measure.card.height)),
  };
}

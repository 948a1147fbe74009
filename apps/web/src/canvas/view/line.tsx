"use client";
import { BaseEdge, type ConnectionLineComponentProps, type Edge, EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import { Plus } from "lucide-react";
import { createContext, memo, useContext, useState } from "react";
import type { Point } from "@/canvas/model/document.ts";
import { pathThrough } from "@/canvas/model/layout/lines.ts";
import type { SceneEdge } from "@/canvas/model/scene.ts";
import { useCanvasActions } from "@/canvas/view/actions.ts";
import type { FlowNode } from "@/canvas/view/flow-elements.ts";

export type LineData = { line: SceneEdge; editable: boolean; target: boolean };
export type LineEdge = Edge<LineData, "line">;

/** A way as it was routed, with a head at its target, or as a band as wide as its people. A `+` in its middle puts a step into it. */
export const Line = memo(function Line({ id, data, selected }: EdgeProps<LineEdge>) {
  const actions = useCanvasActions();
  const [hover, setHover] = useState(false);
  if (!data) return null;
  const { line, editable, target } = data;
  const lit = editable && (hover || selected || target);
  const tone = lit ? "hover" : line.tone;
  const flow = line.width !== undefined;
  const path = flow || !line.path ? line.path : shorten(line.path);
  return (
    <g onPointerEnter={() => setHover(true)} onPointerLeave={() => setHover(false)}>
      <path
        id={id}
        d={path}
        className="jm-edge"
        data-tone={tone}
        data-fade={line.fade || undefined}
        data-flow={flow || undefined}
        data-dashed={line.dashed || undefined}
        style={flow ? { strokeWidth: line.width } : undefined}
      />
      {flow ? null : (
        <path
          className="jm-head"
          data-tone={tone}
          data-fade={line.fade || undefined}
          d={`M${line.end.x - 4} ${line.end.y - 7}L${line.end.x} ${line.end.y - 1}L${line.end.x + 4} ${line.end.y - 7}Z`}
        />
      )}
      <BaseEdge path={line.path} style={{ stroke: "transparent", strokeWidth: 1 }} interactionWidth={24} />
      {editable ? (
        <EdgeLabelRenderer>
          <button
            type="button"
            tabIndex={-1}
            aria-label={`Add a step on the way ${line.label ? `“${line.label}”` : ""}`}
            className="jm-plus nodrag nopan"
            data-on={lit || undefined}
            data-target={target || undefined}
            style={{ left: 0, top: 0, transform: `translate(${line.plus.x}px, ${line.plus.y}px)` }}
            onPointerEnter={() => setHover(true)}
            onPointerLeave={() => setHover(false)}
            onClick={(event) => {
              event.stopPropagation();
              const box = event.currentTarget.getBoundingClientRect();
              actions.add({ way: { from: line.from, port: line.port } }, { x: box.left + box.width / 2, y: box.top + box.height / 2 });
            }}
          >
            <span>
              <Plus aria-hidden />
            </span>
          </button>
        </EdgeLabelRenderer>
      ) : null}
    </g>
  );
});

/** The line stops under its head, so that no corner of it shows at the tip. */
function shorten(path: string): string {
  return path.replace(/L(-?[\d.]+) (-?[\d.]+)$/, (_, x: string, y: string) => `L${x} ${Number(y) - 3}`);
}

/** What the hand holding a wire has to know: which card is under it, and why a card may refuse. */
type Hand = { refusals: ReadonlyMap<string, string> | undefined; under: (at: Point) => string | undefined };

const HandContext = createContext<Hand>({ refusals: undefined, under: () => undefined });

export const HandProvider = HandContext.Provider;

/** The wire in the hand, with the reason when it cannot be hung where it is held. */
export function Wire({ fromX, fromY, toX, toY }: ConnectionLineComponentProps<FlowNode>) {
  const { refusals, under } = useContext(HandContext);
  const node = under({ x: toX, y: toY });
  const refused = node === undefined ? undefined : refusals?.get(node);
  const bend = toY - fromY > 40 ? toY - 20 : (fromY + toY) / 2;
  const corners = [
    { x: fromX, y: fromY },
    { x: fromX, y: bend },
    { x: toX, y: bend },
    { x: toX, y: toY },
  ];
  return (
    <g>
      <path className="jm-wire" d={pathThrough(corners, 8)} />
      <circle cx={toX} cy={toY} r={4} fill="var(--fg)" />
      {refused ? (
        <foreignObject x={toX + 12} y={toY + 8} width={260} height={60} style={{ overflow: "visible" }}>
          <div className="w-max max-w-64 rounded-control bg-fg px-2 py-1 text-12 text-surface">{refused}</div>
        </foreignObject>
      ) : null}
    </g>
  );
}

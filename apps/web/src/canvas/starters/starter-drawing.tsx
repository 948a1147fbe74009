import { canvasRegistry } from "@journeyman/nodes/canvas";
import { useMemo } from "react";
import { type DraftDefinition, ENTRY_ID } from "@/canvas/model/document.ts";
import { readGraph } from "@/canvas/model/graph.ts";
import { arrange } from "@/canvas/model/layout/arrange.ts";
import { pathThrough } from "@/canvas/model/layout/lines.ts";
import { cardMeasure } from "@/canvas/model/layout/measure.ts";
import { StepTile } from "@/canvas/view/tile.tsx";

const size = { step: 64, across: 40, tile: 24, pad: 14 };

/** A journey as a small drawing from left to right: the canvas's own arrangement, turned on its side. */
export function StarterDrawing({ definition }: { definition: DraftDefinition }) {
  const drawing = useMemo(() => draw(definition), [definition]);
  return (
    <svg
      viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      width={drawing.width}
      height={drawing.height}
      className="max-w-full"
      aria-hidden="true"
    >
      {drawing.lines.map((line) => (
        <path key={line} d={line} fill="none" stroke="var(--control)" strokeWidth="1.5" />
      ))}
      {drawing.tiles.map((tile) => (
        <g key={tile.id} transform={`translate(${tile.x - size.tile / 2} ${tile.y - size.tile / 2})`}>
          <StepTile family={tile.family} icon={tile.icon} size={24} outlined />
        </g>
      ))}
    </svg>
  );
}

function draw(definition: DraftDefinition) {
  const graph = readGraph(definition, canvasRegistry);
  const { cards } = arrange(graph, cardMeasure);
  const xs = [...cards.values()].map((card) => card.x);
  const least = Math.min(...xs);
  const rows = Math.max(...[...cards.values()].map((card) => card.row));
  const at = (id: string) => {
    const card = cards.get(id) ?? { x: 0, row: 0 };
    return { x: size.pad + size.tile / 2 + card.row * size.step, y: size.pad + size.tile / 2 + ((card.x - least) / 312) * size.across };
  };
  const tiles = [...cards.keys()].map((id) => {
    const kind = id === ENTRY_ID ? undefined : canvasRegistry[definition.nodes[id]?.kind ?? ""];
    return {
      id,
      ...at(id),
      family: id === ENTRY_ID ? ("entry" as const) : (kind?.family ?? "data"),
      icon: id === ENTRY_ID ? "zap" : (kind?.icon ?? "circle"),
    };
  });
  const lines = graph.edges.map((edge) => {
    const from = at(edge.from);
    const to = at(edge.to);
    const bend = to.x - size.step / 2;
    return pathThrough(
      [
        { x: from.x + 12, y: from.y },
        { x: bend, y: from.y },
        { x: bend, y: to.y },
        { x: to.x - 12, y: to.y },
      ],
      8,
    );
  });
  const spread = ((Math.max(...xs) - least) / 312) * size.across;
  return { tiles, lines, width: rows * size.step + size.tile + size.pad * 2, height: spread + size.tile + size.pad * 2 };
}

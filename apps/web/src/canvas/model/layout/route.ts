import type { Point } from "../document.ts";
import type { CanvasEdge, Graph } from "../graph.ts";
import { type Arranged, arrange } from "./arrange.ts";
import { type Bend, extraRoom, levelBends } from "./bends.ts";
import { middleOfLongest } from "./lines.ts";
import { type Measure, portOffset } from "./measure.ts";

/** A line's corners from the port to the target's top centre, and where its `+` sits. */
export type Route = { points: readonly Point[]; plus: Point };

export type Drawing = {
  /** Top left corner of each card. */
  cards: ReadonlyMap<string, Point>;
  routes: ReadonlyMap<string, Route>;
  /** Steps nothing leads to, besides the entry. */
  loose: readonly string[];
};

/** Cards and lines, arranged. The entry card's top centre is the origin. */
export function draw(graph: Graph, measure: Measure): Drawing {
  const arranged = arrange(graph, measure);
  const planned = graph.edges.map((edge) => ({ edge, bends: bendsOf(edge, arranged, measure) }));
  const bends = merge(planned.flatMap((plan) => plan.bends));
  levelBends([...bends.values()]);
  const tops = rowTops(extraRoom([...bends.values()], arranged.rows, measure), measure);
  const cards = new Map<string, Point>();
  for (const [id, { x, row }] of arranged.cards) cards.set(id, { x: x - measure.card.width / 2, y: tops[row] as number });
  const routes = new Map<string, Route>();
  const right = Math.max(0, ...[...arranged.cards.values()].map((card) => card.x)) + measure.card.width / 2 + measure.gap.line;
  for (const { edge } of planned) {
    const level = (key: string) => (bends.get(key)?.level ?? 0) * measure.bend.step;
    routes.set(edge.id, finish(cornersOf(edge, arranged, measure, tops, level, right)));
  }
  const loose = [...arranged.cards].filter(([id, card]) => card.region > 0 && !graph.into.has(id)).map(([id]) => id);
  return { cards, routes, loose };
}

/** Lines for cards that stand where people put them: down, one bend line over the target; up and around when the target is higher. */
export function routeFreely(graph: Graph, cards: ReadonlyMap<string, Point>, measure: Measure): Map<string, Route> {
  const routes = new Map<string, Route>();
  for (const edge of graph.edges) {
    const from = cards.get(edge.from);
    const to = cards.get(edge.to);
    if (!from || !to) continue;
    const half = measure.card.width / 2;
    const sx = from.x + half + portOffset(measure, edge.index, edge.count);
    const sy = from.y + measure.card.height;
    const right = Math.max(from.x, to.x) + measure.card.width + measure.gap.line;
    const bend = to.y - sy >= measure.bend.above + 8 ? to.y - measure.bend.above : (sy + to.y) / 2;
    const points =
      to.y - sy < 16
        ? around(sx, sy, to.x + half, to.y, right, measure)
        : [
            { x: sx, y: sy },
            { x: sx, y: bend },
            { x: to.x + half, y: bend },
            { x: to.x + half, y: to.y },
          ];
    routes.set(edge.id, finish(points));
  }
  return routes;
}

function finish(points: readonly Point[]): Route {
  return { points, plus: middleOfLongest(points) };
}

type Span = { sx: number; tx: number; lane: number | undefined; row: number; to: number };

function spanOf(edge: CanvasEdge, arranged: Arranged, measure: Measure): Span | undefined {
  const from = arranged.cards.get(edge.from);
  const to = arranged.cards.get(edge.to);
  if (!from || !to) return undefined;
  return {
    sx: from.x + portOffset(measure, edge.index, edge.count),
    tx: to.x,
    lane: arranged.lanes.get(edge.id),
    row: from.row,
    to: to.row,
  };
}

/** Lines that join share the last bend: its key is the target. The bend into a lane is the edge's own. */
function bendsOf(edge: CanvasEdge, arranged: Arranged, measure: Measure): Bend[] {
  const span = spanOf(edge, arranged, measure);
  if (!span || span.to <= span.row) return [];
  const last = { key: edge.to, gap: span.to, from: [span.lane ?? span.sx], to: span.tx, level: 0 };
  if (span.lane === undefined) return [last];
  return [{ key: edge.id, gap: span.row + 1, from: [span.sx], to: span.lane, level: 0 }, last];
}

function merge(bends: readonly Bend[]): Map<string, Bend> {
  const merged = new Map<string, Bend>();
  for (const bend of bends) {
    const there = merged.get(bend.key);
    if (there && there.gap === bend.gap) there.from.push(...bend.from);
    else merged.set(bend.key, bend);
  }
  return merged;
}

function rowTops(extra: readonly number[], measure: Measure): number[] {
  const tops: number[] = [];
  let y = 0;
  for (const [row, room] of extra.entries()) {
    if (row > 0) y += measure.row + room;
    tops.push(y);
  }
  return tops;
}

function cornersOf(
  edge: CanvasEdge,
  arranged: Arranged,
  measure: Measure,
  tops: readonly number[],
  level: (key: string) => number,
  right: number,
): Point[] {
  const span = spanOf(edge, arranged, measure) as Span;
  const sy = (tops[span.row] as number) + measure.card.height;
  const ty = tops[span.to] as number;
  if (span.to <= span.row) return around(span.sx, sy, span.tx, ty, right, measure);
  const last = ty - measure.bend.above - level(edge.to);
  const end = [
    { x: span.tx, y: last },
    { x: span.tx, y: ty },
  ];
  if (span.lane === undefined) return [{ x: span.sx, y: sy }, { x: span.sx, y: last }, ...end];
  const first = (tops[span.row + 1] as number) - measure.bend.above - level(edge.id);
  return [{ x: span.sx, y: sy }, { x: span.sx, y: first }, { x: span.lane, y: first }, { x: span.lane, y: last }, ...end];
}

function around(sx: number, sy: number, tx: number, ty: number, right: number, measure: Measure): Point[] {
  const out = sy + measure.row - measure.card.height - measure.bend.above;
  const over = ty - measure.bend.above;
  return [
    { x: sx, y: sy },
    { x: sx, y: out },
    { x: right, y: out },
    { x: right, y: over },
    { x: tx, y: over },
    { x: tx, y: ty },
  ];
}

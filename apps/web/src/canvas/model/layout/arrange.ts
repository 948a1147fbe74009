import type { CanvasEdge, Graph } from "../graph.ts";
import { Block, nearestFree, rightOf } from "./block.ts";
import { type Measure, portOffset } from "./measure.ts";
import { type Region, regionsOf } from "./regions.ts";

export type Arranged = {
  /** Centre of each card and its row. */
  cards: ReadonlyMap<string, { x: number; row: number; region: number }>;
  /** For edges over more than one row: where the line passes the rows between. */
  lanes: ReadonlyMap<string, number>;
  rows: number;
};

/**
 * Puts every card into a row and at a place in it. A step's branches stand side by side below it in the order of its ports; what the
 * branches join in stands below them all. Whatever is below one step moves as one piece, so a small change moves little.
 */
export function arrange(graph: Graph, measure: Measure): Arranged {
  const cards = new Map<string, { x: number; row: number; region: number }>();
  const lanes = new Map<string, number>();
  let all: Block | undefined;
  let rows = 0;
  for (const [index, region] of regionsOf(graph).entries()) {
    const block = placeRegion(graph, region, measure);
    if (all) {
      const beside = rightOf(all, block, measure);
      block.shift(Math.round(Math.max(beside, all.extent().right + measure.gap.cards * 2 - block.extent().left)));
    }
    for (const [row, cells] of block.rows) {
      rows = Math.max(rows, row + 1);
      for (const cell of cells) {
        if (cell.node !== undefined) cards.set(cell.node, { x: cell.x, row, region: index });
        else if (cell.lane !== undefined) lanes.set(cell.lane, cell.x);
      }
    }
    all = all ? all.absorb(block) : block;
  }
  return { cards, lanes, rows };
}

type Part = { block: Block; root?: string; port: number };

/** From the last step to the root: what a step dominates is placed before the step itself, without recursion. */
function placeRegion(graph: Graph, region: Region, measure: Measure): Block {
  const blocks = new Map<string, Block>();
  for (const id of [...region.order].reverse()) {
    blocks.set(id, placeStep(graph, region, id, blocks, measure));
    for (const child of region.dominated.get(id) ?? []) blocks.delete(child);
  }
  return blocks.get(region.root) as Block;
}

function placeStep(graph: Graph, region: Region, id: string, blocks: Map<string, Block>, measure: Measure): Block {
  const row = region.row.get(id) as number;
  const { parts, direct } = partsBelow(graph, region, id, blocks, measure);
  let block = new Block();
  block.add({ row, x: 0, half: measure.card.width / 2, node: id });
  align(parts, measure);
  for (const part of parts) block = block.absorb(part.block);
  const joins = (region.dominated.get(id) ?? []).filter((child) => !direct.has(child));
  joins.sort((a, b) => (region.row.get(a) as number) - (region.row.get(b) as number));
  for (const join of joins) {
    const below = blocks.get(join) as Block;
    below.shift(nearestFree(block, below, joinAt(graph, region, id, join, block, measure), measure));
    block = block.absorb(below);
  }
  return block;
}

/** The branches of a step in the order of its ports: a block for what stands right below it, a line for what is joined further down. */
function partsBelow(graph: Graph, region: Region, id: string, blocks: Map<string, Block>, measure: Measure) {
  const row = region.row.get(id) as number;
  const parts: Part[] = [];
  const direct = new Set<string>();
  for (const edge of graph.outOf.get(id) ?? []) {
    if (!region.forward.has(edge.id)) continue;
    const port = portOffset(measure, edge.index, edge.count);
    const to = region.row.get(edge.to) as number;
    if (to === row + 1) {
      if (region.dominator.get(edge.to) !== id || direct.has(edge.to)) continue;
      direct.add(edge.to);
      parts.push({ block: blocks.get(edge.to) as Block, root: edge.to, port });
    } else {
      const lane = new Block();
      for (let passed = row + 1; passed < to; passed++) lane.add({ row: passed, x: 0, half: 0, lane: edge.id });
      parts.push({ block: lane, port });
    }
  }
  return { parts, direct };
}

/** Packs the parts from left to right, then centres: the one branch that goes on under the step, else their middle. */
function align(parts: readonly Part[], measure: Measure): void {
  if (parts.every((part) => part.root === undefined)) {
    for (const part of parts) part.block.shift(part.port);
    return;
  }
  const at: number[] = [];
  const placed = new Block();
  for (const part of parts) {
    const dx = placed.size === 0 ? 0 : rightOf(placed, part.block, measure);
    at.push(dx);
    part.block.shift(dx);
    // Cells are shared by reference: this one only measures, the parts stay apart.
    for (const row of part.block.rows.values()) for (const cell of row) placed.add(cell);
  }
  const centre = -middle(parts, at);
  for (const part of parts) part.block.shift(centre);
  settleOuterLanes(parts, at, centre);
}

function middle(parts: readonly Part[], at: readonly number[]): number {
  const roots = parts.flatMap((part, index) => (part.root === undefined ? [] : [{ x: at[index] as number, heavy: part.block.size > 1 }]));
  const heavy = roots.filter((root) => root.heavy);
  if (roots.length === 2 && heavy.length === 1) return (heavy[0] as { x: number }).x;
  const first = roots[0] as { x: number };
  const last = roots[roots.length - 1] as { x: number };
  return (first.x + last.x) / 2;
}

/** A line outside all cards runs straight down from its port where that is further out than it was packed. */
function settleOuterLanes(parts: readonly Part[], at: readonly number[], centre: number): void {
  for (let i = 0; i < parts.length && parts[i]?.root === undefined; i++) {
    const part = parts[i] as Part;
    const x = (at[i] as number) + centre;
    if (part.port < x) part.block.shift(part.port - x);
  }
  for (let i = parts.length - 1; i >= 0 && parts[i]?.root === undefined; i--) {
    const part = parts[i] as Part;
    const x = (at[i] as number) + centre;
    if (part.port > x) part.block.shift(part.port - x);
  }
}

/** Under the step when all its ways lead here, else between the outermost of those that do. */
function joinAt(graph: Graph, region: Region, id: string, join: string, block: Block, measure: Measure): number {
  if (allWaysLeadTo(graph, region, id, join)) return 0;
  const xs = new Map<string, number>();
  for (const row of block.rows.values()) {
    for (const cell of row) {
      if (cell.lane !== undefined) xs.set(cell.lane, cell.x);
      else if (cell.node !== undefined) xs.set(cell.node, cell.x);
    }
  }
  const from = (graph.into.get(join) ?? [])
    .filter((edge: CanvasEdge) => region.forward.has(edge.id))
    .map((edge) => xs.get(edge.id) ?? (xs.get(edge.from) ?? 0) + portOffset(measure, edge.index, edge.count));
  return Math.round((Math.min(...from) + Math.max(...from)) / 2);
}

function allWaysLeadTo(graph: Graph, region: Region, id: string, join: string): boolean {
  const seen = new Set<string>([join]);
  const open = [id];
  while (open.length > 0) {
    const at = open.pop() as string;
    if (seen.has(at)) continue;
    seen.add(at);
    const edges = (graph.outOf.get(at) ?? []).filter((edge) => region.forward.has(edge.id));
    if (edges.length === 0) return false;
    for (const edge of edges) open.push(edge.to);
  }
  return true;
}

import { ENTRY_ID } from "../document.ts";
import type { CanvasEdge, Graph } from "../graph.ts";

/**
 * One drawing: what is reached from one root and from no earlier one. Only its own forward edges have a say in where cards stand,
 * so that a loose step pointing into the journey does not move the journey.
 */
export type Region = {
  root: string;
  /** Every pred before its successors. */
  order: readonly string[];
  row: ReadonlyMap<string, number>;
  /** The last step that all ways to a step pass. The root has none. */
  dominator: ReadonlyMap<string, string>;
  /** Steps whose dominator this is, in drawing order. */
  dominated: ReadonlyMap<string, readonly string[]>;
  forward: ReadonlySet<string>;
};

export function regionsOf(graph: Graph): Region[] {
  const taken = new Set<string>();
  const regions: Region[] = [];
  const start = (root: string) => {
    if (!taken.has(root)) regions.push(readRegion(graph, root, taken));
  };
  start(ENTRY_ID);
  for (const id of graph.nodes.keys()) if (!graph.into.has(id)) start(id);
  for (const id of graph.nodes.keys()) start(id);
  return regions;
}

function readRegion(graph: Graph, root: string, taken: Set<string>): Region {
  const { order, forward } = depthFirst(graph, root, taken);
  const position = new Map(order.map((id, index) => [id, index]));
  const row = new Map<string, number>([[root, 0]]);
  const dominator = new Map<string, string>();
  const dominated = new Map<string, string[]>();
  for (const id of order.slice(1)) {
    const edges = (graph.into.get(id) ?? []).filter((edge) => forward.has(edge.id));
    row.set(id, 1 + Math.max(...edges.map((edge) => row.get(edge.from) ?? 0)));
    let common = (edges[0] as CanvasEdge).from;
    for (const edge of edges) common = meet(common, edge.from, dominator, position);
    dominator.set(id, common);
    const list = dominated.get(common);
    if (list) list.push(id);
    else dominated.set(common, [id]);
  }
  return { root, order, row, dominator, dominated, forward };
}

/** Reverse postorder over the region, ports in reverse so that the left branch comes first; edges back to an open step are left out. */
function depthFirst(graph: Graph, root: string, taken: Set<string>): { order: string[]; forward: Set<string> } {
  const forward = new Set<string>();
  const own = new Set<string>([root]);
  const open = new Set<string>([root]);
  const finished: string[] = [];
  const edgesOf = (id: string) => [...(graph.outOf.get(id) ?? [])].reverse();
  const stack = [{ id: root, edges: edgesOf(root), at: 0 }];
  taken.add(root);
  while (stack.length > 0) {
    const top = stack[stack.length - 1] as (typeof stack)[number];
    const edge = top.edges[top.at++];
    if (!edge) {
      open.delete(top.id);
      finished.push(top.id);
      stack.pop();
    } else if (own.has(edge.to)) {
      if (!open.has(edge.to)) forward.add(edge.id);
    } else if (!taken.has(edge.to)) {
      forward.add(edge.id);
      own.add(edge.to);
      taken.add(edge.to);
      open.add(edge.to);
      stack.push({ id: edge.to, edges: edgesOf(edge.to), at: 0 });
    }
  }
  return { order: finished.reverse(), forward };
}

function meet(a: string, b: string, dominator: ReadonlyMap<string, string>, position: ReadonlyMap<string, number>): string {
  let left = a;
  let right = b;
  while (left !== right) {
    const l = position.get(left) ?? 0;
    const r = position.get(right) ?? 0;
    if (l > r) left = dominator.get(left) ?? right;
    else right = dominator.get(right) ?? left;
  }
  return left;
}

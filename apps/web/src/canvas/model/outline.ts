import { ENTRY_ID } from "./document.ts";
import type { Graph } from "./graph.ts";
import { regionsOf } from "./layout/regions.ts";

/** A line of the outline. `ways`: the ports' names that lead here, or how many paths join. `depth` is the indent, from 0. */
export type OutlineRow = {
  id: string;
  number: number;
  depth: number;
  via: string | undefined;
  joins: number;
  loose: boolean;
  parent: string | undefined;
};

/** The journey as a list: branches indented below their step in the order of its ports, what they join in back at the step's own indent. */
export function outlineOf(graph: Graph): OutlineRow[] {
  const rows: OutlineRow[] = [];
  for (const [index, region] of regionsOf(graph).entries()) {
    const stack = [{ id: region.root, depth: 0, via: undefined as string | undefined, joins: 0, parent: undefined as string | undefined }];
    while (stack.length > 0) {
      const { id, depth, via, joins, parent } = stack.pop() as (typeof stack)[number];
      rows.push({ id, number: rows.length + 1, depth, via, joins, loose: index > 0, parent });
      const shown = graph.nodes.get(id)?.shown ?? [];
      const branches = id !== ENTRY_ID && shown.length > 1;
      const below = (region.dominated.get(id) ?? []).map((child) => {
        const into = (graph.into.get(child) ?? []).filter((edge) => region.forward.has(edge.id));
        const own = into.filter((edge) => edge.from === id);
        const joined = into.some((edge) => edge.from !== id) ? into.length : 0;
        const order = joined > 0 ? 1000 + (region.row.get(child) ?? 0) : Math.min(...own.map((edge) => edge.index));
        const name = branches && joined === 0 ? own.map((edge) => edge.label).join(", ") : undefined;
        return {
          id: child,
          depth: branches && joined === 0 ? depth + 1 : depth,
          via: name,
          joins: joined,
          parent: branches && joined === 0 ? id : parent,
          order,
        };
      });
      below.sort((a, b) => b.order - a.order || (a.id < b.id ? 1 : -1));
      stack.push(...below);
    }
  }
  return rows;
}

import { ENTRY_ID } from "../model/document.ts";
import type { Graph } from "../model/graph.ts";

/** Where the keys stand once a step is gone: at the first that followed it and stays, else at the one before it, else at the entry. */
export function standAfter(before: Graph, gone: string, stays: (id: string) => boolean): string {
  return along(before, gone, stays, "down") ?? along(before, gone, stays, "up") ?? ENTRY_ID;
}

function along(graph: Graph, from: string, stays: (id: string) => boolean, direction: "down" | "up"): string | undefined {
  const seen = new Set([from]);
  const queue = [from];
  for (const id of queue) {
    const next =
      direction === "down" ? (graph.outOf.get(id) ?? []).map((edge) => edge.to) : (graph.into.get(id) ?? []).map((edge) => edge.from);
    for (const one of next) {
      if (seen.has(one)) continue;
      if (stays(one)) return one;
      seen.add(one);
      queue.push(one);
    }
  }
  return undefined;
}

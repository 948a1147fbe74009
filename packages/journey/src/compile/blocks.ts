import { mergeReads, type Reads } from "@journeyman/expressions";
import type { Survives } from "@journeyman/node-kit";
import type { PlanBlock, PlanNode } from "../plan.ts";

export type Compiled = { node: PlanNode; survives: Survives; reads: Reads };

/**
 * Fused blocks: from the start, and from every step after one that stops, all steps up to the next stops. One advance goes through one block, so
 * `reads` is all that it may need.
 */
export function blocksOf(start: string, nodes: ReadonlyMap<string, Compiled>): Record<string, PlanBlock> {
  const blocks: Record<string, PlanBlock> = {};
  const heads = [start];
  for (let head = heads.shift(); head !== undefined; head = heads.shift()) {
    if (Object.hasOwn(blocks, head)) continue;
    const block = blockFrom(head, nodes);
    blocks[head] = block;
    for (const stop of block.stops) heads.push(...targets(nodes.get(stop)));
  }
  return blocks;
}

function blockFrom(head: string, nodes: ReadonlyMap<string, Compiled>): PlanBlock {
  const inside: string[] = [];
  const stops: string[] = [];
  const open = [head];
  const seen = new Set<string>();
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    const found = nodes.get(id);
    if (!found || seen.has(id)) continue;
    seen.add(id);
    inside.push(id);
    if (found.survives === "none") open.push(...targets(found));
    else stops.push(id);
  }
  return { nodes: inside, stops, reads: mergeReads(...inside.flatMap((id) => nodes.get(id)?.reads ?? [])) };
}

function targets(compiled: Compiled | undefined): string[] {
  return Object.values(compiled?.node.next ?? {}).filter((id) => id !== null);
}

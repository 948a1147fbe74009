import { mergeReads, noReads, type Reads } from "@journeyman/expressions";
import type { Plan } from "../plan.ts";
import type { RunState } from "./types.ts";

/** All that the next advance may read: of the blocks behind the steps the run stands on, or of the first. `state`: none before the first advance. */
export function readsFor(plan: Plan, state?: RunState): Reads {
  const standing = Object.values(state?.tokens ?? {});
  if (!state || state.steps === 0) return plan.blocks[plan.start]?.reads ?? noReads;
  return mergeReads(
    ...standing.flatMap(({ node }) => {
      const next = Object.hasOwn(plan.nodes, node) ? Object.values(plan.nodes[node]?.next ?? {}) : [];
      return next.flatMap((target) => (target === null ? [] : [plan.blocks[target]?.reads ?? noReads]));
    }),
  );
}

import type { Reads } from "./facts.ts";
import type { Expression } from "./tree.ts";

export const noReads: Reads = { traits: [], events: [], topics: [], messages: [], trigger: false, variables: [] };

/** What must be loaded before the expression can be evaluated. Lists are sorted and hold each name once. */
export function readsOf(expression: Expression): Reads {
  if ("all" in expression) return mergeReads(...expression.all.map(readsOf));
  if ("any" in expression) return mergeReads(...expression.any.map(readsOf));
  if ("not" in expression) return readsOf(expression.not);
  if ("trait" in expression) return { ...noReads, traits: [expression.trait] };
  if ("property" in expression) return { ...noReads, trigger: true };
  if ("variable" in expression) return { ...noReads, variables: [expression.variable] };
  if ("event" in expression) return { ...noReads, events: [expression.event] };
  if ("consent" in expression) return { ...noReads, topics: [expression.consent] };
  if ("message" in expression) return { ...noReads, messages: [expression.message] };
  return noReads;
}

export function mergeReads(...all: readonly Reads[]): Reads {
  const union = (pick: (reads: Reads) => readonly string[]) => [...new Set(all.flatMap(pick))].sort();
  return {
    traits: union((reads) => reads.traits),
    events: union((reads) => reads.events),
    topics: union((reads) => reads.topics),
    messages: union((reads) => reads.messages),
    trigger: all.some((reads) => reads.trigger),
    variables: union((reads) => reads.variables),
  };
}

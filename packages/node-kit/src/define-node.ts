import type { NodeDefinition, NodeStep } from "./types.ts";

/** What every step is, built in or custom. Identity at run time; the types keep definition and step together. */
export function defineNode<Settings>(definition: NodeDefinition<Settings>): NodeDefinition<Settings> {
  return definition;
}

export function defineStep<Settings>(step: NodeStep<Settings>): NodeStep<Settings> {
  return step;
}

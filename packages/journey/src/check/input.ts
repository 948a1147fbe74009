import type { CanvasRegistry, CheckContext } from "@journeyman/node-kit";
import { Graph } from "../definition/graph.ts";
import { namesWithin, titleOf } from "../definition/node.ts";
import type { Definition, DefinitionNode } from "../definition/schema.ts";

/** What the workspace knows; the steps themselves are added by `check`. */
export type JourneyCheckContext = Omit<CheckContext, "nodes">;

export type CheckInput = {
  definition: Definition;
  registry: CanvasRegistry;
  context: JourneyCheckContext;
  graph: Graph;
  /** Sorted, so that the same definition has the same problems in the same order. */
  ids: readonly string[];
  node: (id: string) => DefinitionNode;
  title: (id: string) => string;
};

export function checkInput(definition: Definition, registry: CanvasRegistry, context: JourneyCheckContext): CheckInput {
  const names = namesWithin(definition, registry, {
    template: (key) => context.templates?.find((one) => one.key === key)?.name ?? key,
    topic: (key) => context.topics?.find((one) => one.key === key)?.name ?? key,
    node: (id) => id,
  });
  const node = (id: string): DefinitionNode => definition.nodes[id] ?? { kind: "" };
  return {
    definition,
    registry,
    context,
    graph: new Graph(definition, registry),
    ids: Object.keys(definition.nodes).sort(),
    node,
    title: (id) => titleOf(node(id), registry, names),
  };
}

import type { Facts } from "@journeyman/expressions";
import type { CanvasRegistry } from "@journeyman/node-kit";
import { compile } from "../compile/index.ts";
import { parseDefinition } from "../definition/parse.ts";
import type { Definition, DefinitionInput } from "../definition/schema.ts";
import type { Plan } from "../plan.ts";

/** A definition from the parts that matter to a test: entered by Product Added, starting at the first node. Throws on what does not parse. */
export function definitionOf(nodes: DefinitionInput["nodes"], more: Partial<DefinitionInput> = {}): Definition {
  const [start] = Object.keys(nodes ?? {});
  const parsed = parseDefinition({
    journey: "test",
    name: "Test",
    entry: [{ event: "Product Added" }],
    ...(start === undefined ? {} : { start }),
    nodes,
    ...more,
  });
  if (!parsed.ok) throw new Error(parsed.problems.map((one) => `${one.path}: ${one.message}`).join("\n"));
  return parsed.definition;
}

export function planOf(registry: CanvasRegistry, nodes: DefinitionInput["nodes"], more: Partial<DefinitionInput> = {}): Plan {
  return compile(definitionOf(nodes, more), registry);
}

/** Facts about nobody in particular, in UTC. */
export function noFacts(facts: Partial<Facts> = {}): Facts {
  return { traits: {}, sealedTraits: [], events: {}, consent: {}, messages: [], variables: {}, zone: "UTC", ...facts };
}

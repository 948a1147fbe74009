import type { CanvasRegistry } from "@journeyman/node-kit";
import { targetOf } from "../definition/graph.ts";
import { kindOf, portsOf } from "../definition/node.ts";
import type { Definition } from "../definition/schema.ts";

/**
 * The step people really come to: past every one that is switched off, by the way out its kind names for that (`done`, a wait's timeout, a
 * branch's else). Null when the path ends before another step, or goes round among switched-off ones.
 */
export function passThrough(definition: Definition, registry: CanvasRegistry, id: string | null): string | null {
  const seen = new Set<string>();
  let at = id;
  while (at !== null) {
    const node = definition.nodes[at];
    if (!node?.disabled) return at;
    if (seen.has(at)) return null;
    seen.add(at);
    const through = kindOf(node, registry)?.through ?? portsOf(node, registry)[0]?.name;
    at = through === undefined ? null : targetOf(definition, registry, node, through);
  }
  return null;
}

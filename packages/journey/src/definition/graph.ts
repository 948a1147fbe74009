import type { CanvasRegistry } from "@journeyman/node-kit";
import { kindOf, portsOf } from "./node.ts";
import type { Definition, DefinitionNode } from "./schema.ts";

/** Where a way out leads: to a step that exists, or nowhere. A way that nothing hangs on leads where the one it follows leads. */
export function targetOf(definition: Definition, registry: CanvasRegistry, node: DefinitionNode, port: string): string | null {
  const next = node.next ?? {};
  const follows = kindOf(node, registry)?.follows ?? {};
  let at: string | undefined = port;
  for (const seen = new Set<string>(); at !== undefined && !seen.has(at); at = Object.hasOwn(follows, at) ? follows[at] : undefined) {
    seen.add(at);
    if (!Object.hasOwn(next, at)) continue;
    const target = next[at] ?? null;
    return target !== null && Object.hasOwn(definition.nodes, target) ? target : null;
  }
  return null;
}

export type Edge = { from: string; port: string; to: string };

/** The lines of the drawing, in the order of the ways out; switched-off steps are steps like others here. */
export class Graph {
  readonly #out = new Map<string, Edge[]>();

  constructor(definition: Definition, registry: CanvasRegistry) {
    for (const [id, node] of Object.entries(definition.nodes)) {
      const edges = portsOf(node, registry).flatMap(({ name }) => {
        const to = targetOf(definition, registry, node, name);
        return to === null ? [] : [{ from: id, port: name, to }];
      });
      this.#out.set(id, edges);
    }
  }

  out(id: string): readonly Edge[] {
    return this.#out.get(id) ?? [];
  }

  /** All steps that can be come to from one, itself included; as if those in `without` were not there. */
  reachable(from: string, without: ReadonlySet<string> = new Set()): Set<string> {
    const found = new Set<string>();
    const open = this.#out.has(from) && !without.has(from) ? [from] : [];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (found.has(id)) continue;
      found.add(id);
      for (const { to } of this.out(id)) if (!without.has(to)) open.push(to);
    }
    return found;
  }

  /** The lines that close a circle, each once. */
  backEdges(): Edge[] {
    const state = new Map<string, "open" | "done">();
    const found: Edge[] = [];
    for (const start of [...this.#out.keys()].sort()) {
      // A stack of its own instead of recursion: 500 steps in a row are a legal drawing.
      const stack: { id: string; index: number }[] = state.has(start) ? [] : [{ id: start, index: 0 }];
      if (stack.length > 0) state.set(start, "open");
      for (let top = stack.at(-1); top; top = stack.at(-1)) {
        const edge = this.out(top.id)[top.index++];
        if (!edge) {
          state.set(top.id, "done");
          stack.pop();
        } else if (state.get(edge.to) === "open") {
          if (!found.some((one) => one.from === edge.from && one.to === edge.to)) found.push(edge);
        } else if (!state.has(edge.to)) {
          state.set(edge.to, "open");
          stack.push({ id: edge.to, index: 0 });
        }
      }
    }
    return found;
  }
}

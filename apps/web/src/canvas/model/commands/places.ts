import { type CanvasDocument, type DraftNode, ENTRY_ID } from "../document.ts";
import { type Graph, mainPort, portsOf, reachable, readGraph } from "../graph.ts";
import type { Command } from "../history.ts";
import type { Kit } from "../kit.ts";
import type { Patch } from "../patch.ts";

/** A way out of a card: of a step, or of the entry (`$entry`, `start`). */
export type Way = { from: string; port: string };

/** Where something new goes: into a way (what hung there follows it), or nowhere in particular. */
export type Place = { way: Way } | { at?: { x: number; y: number } };

/** A command that cannot be done says why, in a sentence for the person who tried. */
export type Refusal = { refused: string };
export type Attempt = Command | Refusal;

export function isRefusal(attempt: Attempt): attempt is Refusal {
  return "refused" in attempt;
}

/** Where a way is written in the document. */
export function wayPath(way: Way): readonly string[] {
  return way.from === ENTRY_ID ? ["definition", "start"] : ["definition", "nodes", way.from, "next", way.port];
}

/** `null`: the path ends there, and is meant to. */
export function lead(way: Way, to: string | null | undefined): Patch {
  return { path: wayPath(way), value: to };
}

export function nodePath(id: string, ...rest: string[]): readonly string[] {
  return ["definition", "nodes", id, ...rest];
}

export function graphOf(document: CanvasDocument, kit: Kit): Graph {
  return readGraph(document.definition, kit.registry);
}

export function targetOf(document: CanvasDocument, way: Way): string | undefined {
  const to = way.from === ENTRY_ID ? document.definition.start : document.definition.nodes[way.from]?.next?.[way.port];
  return typeof to === "string" && Object.hasOwn(document.definition.nodes, to) ? to : undefined;
}

/** Every way written in the draft that leads to one of `ids`, also those that the card does not show. */
export function waysInto(document: CanvasDocument, ids: ReadonlySet<string>): Way[] {
  const ways: Way[] = [];
  if (typeof document.definition.start === "string" && ids.has(document.definition.start)) ways.push({ from: ENTRY_ID, port: "start" });
  for (const id of Object.keys(document.definition.nodes).sort()) {
    const next = document.definition.nodes[id]?.next ?? {};
    for (const port of Object.keys(next)) if (ids.has(next[port] ?? "")) ways.push({ from: id, port });
  }
  return ways;
}

/** The way its people go on by when nothing else is said. */
export function mainWay(document: CanvasDocument, kit: Kit, id: string): Way | undefined {
  const node = document.definition.nodes[id];
  if (!node) return undefined;
  const port = mainPort(portsOf(node, kit.registry, (other) => Object.hasOwn(document.definition.nodes, other)));
  return port ? { from: id, port: port.name } : undefined;
}

/** Steps that nothing leads to once the patches are done, but did before. */
export function cameLoose(before: CanvasDocument, after: CanvasDocument, kit: Kit): string[] {
  const reached = reachable(graphOf(before, kit), ENTRY_ID);
  const still = reachable(graphOf(after, kit), ENTRY_ID);
  return [...reached].filter((id) => !still.has(id) && Object.hasOwn(after.definition.nodes, id));
}

export function isExit(node: DraftNode | undefined): boolean {
  return node?.kind === "exit";
}

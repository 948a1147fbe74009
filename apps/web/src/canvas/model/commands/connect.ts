import { type CanvasDocument, ENTRY_ID } from "../document.ts";
import { reachable } from "../graph.ts";
import { type Kit, kindOf, titleOf } from "../kit.ts";
import { type Attempt, graphOf, lead, targetOf, type Way } from "./places.ts";

/** Why a way may not lead to a step; nothing when it may. Said while the wire is still in the hand. */
export function whyNotConnect(document: CanvasDocument, kit: Kit, way: Way, to: string): string | undefined {
  if (to === ENTRY_ID) return "Nothing can lead back to the entry. People enter again by the re-entry rule.";
  const node = document.definition.nodes[to];
  if (!node) return "This step is no longer there.";
  if (way.from === to) return "A step cannot lead to itself.";
  const source = document.definition.nodes[way.from];
  if (way.from !== ENTRY_ID && !source) return "This step is no longer there.";
  if (source?.kind !== "jump" && reachable(graphOf(document, kit), to).has(way.from)) {
    return `That would be a circle: ${titleOf(kit, node)} already leads here.`;
  }
  return undefined;
}

export function connect(document: CanvasDocument, kit: Kit, way: Way, to: string): Attempt {
  const refused = whyNotConnect(document, kit, way, to);
  if (refused) return { refused };
  return { label: "Connect", patches: [lead(way, to)] };
}

/** Moves a way's start, its end, or both. */
export function reconnect(document: CanvasDocument, kit: Kit, before: Way, after: Way, to: string): Attempt {
  if (before.from === after.from && before.port === after.port) return connect(document, kit, after, to);
  const without = { ...document, definition: detach(document, before) };
  const refused = whyNotConnect(without, kit, after, to);
  if (refused) return { refused };
  return { label: "Move connection", patches: [lead(before, undefined), lead(after, to)] };
}

export function disconnect(document: CanvasDocument, way: Way): Attempt {
  if (targetOf(document, way) === undefined) return { refused: "Nothing hangs on this port." };
  return { label: "Disconnect", patches: [lead(way, undefined)] };
}

/** The path ends at this port, and that is meant. */
export function endHere(document: CanvasDocument, way: Way): Attempt {
  if (way.from === ENTRY_ID || !document.definition.nodes[way.from]) return { refused: "A journey needs a first step." };
  return { label: "End here", patches: [lead(way, null)] };
}

function detach(document: CanvasDocument, way: Way): CanvasDocument["definition"] {
  if (way.from === ENTRY_ID) return { ...document.definition, start: undefined };
  const node = document.definition.nodes[way.from];
  if (!node) return document.definition;
  const { [way.port]: _, ...next } = node.next ?? {};
  return { ...document.definition, nodes: { ...document.definition.nodes, [way.from]: { ...node, next } } };
}

/** For "connect by name": every step a way may lead to, nearest in the drawing's own order first. */
export function possibleTargets(document: CanvasDocument, kit: Kit, way: Way): { id: string; title: string; kind: string }[] {
  return Object.entries(document.definition.nodes)
    .filter(([id]) => whyNotConnect(document, kit, way, id) === undefined)
    .map(([id, node]) => ({ id, title: titleOf(kit, node), kind: kindOf(kit, node.kind)?.label ?? node.kind }));
}

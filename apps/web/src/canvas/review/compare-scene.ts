import { count } from "../../lib/format.ts";
import { same } from "../../lib/same.ts";
import type { ReviewBody } from "../api/types.ts";
import { type CanvasDocument, type DraftDefinition, type DraftNode, ENTRY_ID } from "../model/document.ts";
import { readGraph } from "../model/graph.ts";
import type { Kit } from "../model/kit.ts";
import { miniMeasure } from "../model/layout/measure.ts";
import { buildScene, place, type Scene, type SceneCard, type SceneEdge, type ScenePort } from "../model/scene.ts";

/** Both drawings in one: what is new in green, what changed marked, what goes dashed and struck. */
export function compareScene(before: DraftDefinition | undefined, after: CanvasDocument, kit: Kit, inside: ReviewBody["inside"]): Scene {
  const old = before ?? { nodes: {} };
  const union = unite(old, after.definition);
  const document: CanvasDocument = { definition: union, layout: {} };
  const graph = readGraph(union, kit.registry);
  const scene = buildScene(document, kit, graph, place(document, graph, miniMeasure), miniMeasure);
  const waiting = new Map<string, number>();
  for (const row of inside) waiting.set(row.node, (waiting.get(row.node) ?? 0) + row.waiting);
  const cards = new Map<string, SceneCard>();
  for (const card of scene.cards.values()) {
    const mark = before ? markOf(card.id, old, after.definition) : undefined;
    const n = waiting.get(card.id);
    const ports = portsOfBoth(card.ports).map((port) => ({
      ...port,
      ...portTone(card.id, port.name, old, after.definition, before !== undefined),
    }));
    cards.set(card.id, { ...card, ports, ...(mark ? { mark } : {}), ...(n ? { figures: [{ value: count(n), word: "waiting" }] } : {}) });
  }
  const edges = new Map<string, SceneEdge>();
  for (const edge of scene.edges.values()) edges.set(edge.id, { ...edge, ...edgeTone(edge, old, after.definition, before !== undefined) });
  return { cards, edges, notes: [] };
}

/** Before the name of a port that the drawing has twice: where it led before, and leads no more. */
const formerly = "~";
const isFormer = (port: string): boolean => port.startsWith(formerly);

/** Steps of both; a removed step keeps its lines, and hangs where it hung: on its port if that is free now, else beside it. */
function unite(before: DraftDefinition, after: DraftDefinition): DraftDefinition {
  const nodes: Record<string, DraftNode> = {};
  for (const [id, node] of Object.entries(before.nodes)) if (!Object.hasOwn(after.nodes, id)) nodes[id] = node;
  for (const [id, node] of Object.entries(after.nodes)) {
    const gone = Object.entries(before.nodes[id]?.next ?? {}).filter(([, to]) => typeof to === "string" && !Object.hasOwn(after.nodes, to));
    const hung = gone.map(([port, to]) => [node.next?.[port] === undefined ? port : `${formerly}${port}`, to]);
    nodes[id] = { ...node, next: { ...Object.fromEntries(hung), ...node.next } };
  }
  const start = after.start ?? before.start;
  return { ...after, ...(start === undefined ? {} : { start }), nodes };
}

/** Only the real port has a name on the drawing, and only beside another real one; its double tells those who listen where it led. */
function portsOfBoth(ports: readonly ScenePort[]): ScenePort[] {
  const real = ports.filter((port) => !isFormer(port.name)).length;
  return ports.map((port) => {
    const twin = isFormer(port.name) ? ports.find((one) => one.name === port.name.slice(formerly.length)) : undefined;
    return { ...port, named: port.named && real > 1 && !isFormer(port.name), ...(twin ? { label: `${twin.label}, before` } : {}) };
  });
}

function markOf(id: string, before: DraftDefinition, after: DraftDefinition): SceneCard["mark"] {
  if (id === ENTRY_ID) {
    const parts = ["entry", "audience", "reentry", "key"];
    return parts.every((part) => same(before[part], after[part])) ? undefined : "changed";
  }
  const old = before.nodes[id];
  const now = after.nodes[id];
  if (!old) return "added";
  if (!now) return "removed";
  const { next: _, ...oldRest } = old;
  const { next: __, ...nowRest } = now;
  return same(oldRest, nowRest) ? undefined : "changed";
}

function targetIn(definition: DraftDefinition, from: string, port: string): string | null | undefined {
  return from === ENTRY_ID ? definition.start : definition.nodes[from]?.next?.[port];
}

function edgeTone(
  edge: { from: string; port: string; to: string },
  before: DraftDefinition,
  after: DraftDefinition,
  compared: boolean,
): Partial<SceneEdge> {
  if (!compared) return {};
  if (isFormer(edge.port)) return { tone: "remove", dashed: true };
  const old = targetIn(before, edge.from, edge.port);
  const now = targetIn(after, edge.from, edge.port);
  if (now !== edge.to) return { tone: "remove", dashed: true };
  return old === edge.to ? {} : { tone: "add" };
}

function portTone(
  from: string,
  port: string,
  before: DraftDefinition,
  after: DraftDefinition,
  compared: boolean,
): { tone?: "add" | "remove" } {
  if (!compared) return {};
  if (isFormer(port)) return { tone: "remove" };
  const old = targetIn(before, from, port);
  const now = targetIn(after, from, port);
  if (typeof now === "string" && old !== now) return { tone: "add" };
  return typeof old === "string" && now === undefined ? { tone: "remove" } : {};
}

import type { Family } from "@journeyman/node-kit";
import { same } from "../../lib/same.ts";
import { type CanvasDocument, type DraftNode, ENTRY_ID, type Point } from "./document.ts";
import { entrySentence, entryTitle } from "./entry-words.ts";
import type { CanvasPort, Graph } from "./graph.ts";
import { type Kit, kindOf, sentenceOf, titleOf } from "./kit.ts";
import { pathThrough } from "./layout/lines.ts";
import { type Measure, portOffset } from "./layout/measure.ts";
import { type Drawing, draw, type Route, routeFreely } from "./layout/route.ts";

export type Figure = { value: string; word: string; zero?: boolean };

export type SceneTone = "accent" | "warn" | "drop" | "add" | "remove";

export type ScenePort = {
  name: string;
  label: string;
  /** From the card's centre. */
  x: number;
  /** Whether its name is written under the card: several ports, or one with a figure. */
  named: boolean;
  /** Room for the name until the neighbour's. */
  room: number;
  open: boolean;
  /** The path ends here, and is meant to. */
  ends: boolean;
  count?: string;
  share?: string;
  /** There is no room for the share beside the count: it stands below, on the line. */
  below?: true;
  tone?: SceneTone;
  fade?: boolean;
};

export type SceneCard = {
  id: string;
  x: number;
  y: number;
  kind: string;
  family: Family;
  icon: string;
  title: string;
  /** Broken between its clauses only. */
  clauses: readonly string[];
  ports: readonly ScenePort[];
  known: boolean;
  disabled: boolean;
  loose: boolean;
  /** Instead of the sentence. */
  figures?: readonly Figure[];
  problems?: { count: number; worst: "error" | "warning" };
  /** Astride the top edge at the left: "next due 12:11". */
  chip?: { text: string; tone?: "warn" | "live" };
  /** Astride the top edge at the right: somebody stands here. */
  person?: string;
  tone?: SceneTone;
  fade?: boolean;
  sentenceTone?: "warn" | "bad";
  mark?: "added" | "changed" | "removed";
};

export type SceneEdge = {
  id: string;
  from: string;
  port: string;
  to: string;
  label: string;
  path: string;
  /** Where the line ends. */
  end: Point;
  plus: Point;
  tone?: SceneTone;
  fade?: boolean;
  dashed?: boolean;
  /** Volume: a band of this width without a head. */
  width?: number;
};

export type SceneNote = { id: string; x: number; y: number; text: string };

export type Scene = { cards: ReadonlyMap<string, SceneCard>; edges: ReadonlyMap<string, SceneEdge>; notes: readonly SceneNote[] };

export type Placed = { cards: ReadonlyMap<string, Point>; routes: ReadonlyMap<string, Route>; loose: readonly string[] };

/** Where everything stands: arranged, or where people put it (with `moving` over both while a drag lasts). */
export function place(document: CanvasDocument, graph: Graph, measure: Measure, moving?: ReadonlyMap<string, Point>): Placed {
  const drawing: Drawing = draw(graph, measure);
  if (!document.layout.free) return drawing;
  const cards = new Map<string, Point>();
  for (const [id, point] of drawing.cards) cards.set(id, moving?.get(id) ?? document.layout.positions?.[id] ?? point);
  return { cards, routes: routeFreely(graph, cards, measure), loose: drawing.loose };
}

/** What is drawn when nothing special is going on. Modes dress it: problems, counts, a person's path, a comparison. */
export function buildScene(document: CanvasDocument, kit: Kit, graph: Graph, placed: Placed, measure: Measure): Scene {
  const loose = new Set(placed.loose);
  const cards = new Map<string, SceneCard>();
  for (const node of graph.nodes.values()) {
    const at = placed.cards.get(node.id) ?? { x: 0, y: 0 };
    const ports = portsOn(node.shown, measure);
    const words = node.id === ENTRY_ID ? entryCard(document) : stepCard(document.definition.nodes[node.id] as DraftNode, kit);
    cards.set(node.id, { id: node.id, x: at.x, y: at.y, ports, loose: loose.has(node.id), ...words });
  }
  const edges = new Map<string, SceneEdge>();
  for (const edge of graph.edges) {
    const route = placed.routes.get(edge.id);
    const end = route?.points.at(-1);
    if (!route || !end) continue;
    const { id, from, port, to, label } = edge;
    edges.set(id, { id, from, port, to, label, path: pathThrough(route.points, measure.corner), end, plus: route.plus });
  }
  const notes = Object.entries(document.layout.notes ?? {}).map(([id, note]) => ({ id, ...note }));
  return { cards, edges, notes };
}

function portsOn(shown: readonly CanvasPort[], measure: Measure): ScenePort[] {
  const count = shown.length;
  const short = shown.map((port) => port.label.split(" where ")[0] as string);
  return shown.map((port, index) => {
    const x = portOffset(measure, index, count);
    const next = count > 1 ? Math.abs(portOffset(measure, 1, count) - portOffset(measure, 0, count)) : measure.card.width;
    // The filter stands in the sentence; it is named at the port only where ports would be called the same.
    const label = short.filter((one) => one === short[index]).length === 1 ? (short[index] as string) : port.label;
    return { name: port.name, label, x, named: count > 1, room: next - 6, open: port.to === undefined, ends: port.ends };
  });
}

function entryCard(document: CanvasDocument) {
  const title = entryTitle(document.definition);
  return {
    kind: ENTRY_ID,
    family: "entry" as const,
    icon: "zap",
    title,
    clauses: clausesOf(capital(entrySentence(document.definition))),
    known: true,
    disabled: false,
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function stepCard(node: DraftNode, kit: Kit) {
  const kind = kindOf(kit, node.kind);
  const title = titleOf(kit, node);
  const sentence = sentenceOf(kit, node);
  return {
    kind: node.kind,
    family: kind?.family ?? ("data" as const),
    icon: kind?.icon ?? "circle-help",
    title,
    clauses: clausesOf(node.disabled ? `Switched off, people pass. ${sentence}` : sentence === title ? "" : sentence),
    known: kind !== undefined,
    disabled: node.disabled === true,
  };
}

/** "Wait for Order Completed, up to 1 hour" breaks after its commas and semicolons, not inside "1 hour". */
export function clausesOf(sentence: string): string[] {
  return sentence.split(/(?<=[,;.])\s+/).filter((clause) => clause !== "");
}

/** Keeps the objects of what did not change, so that what looks the same is not drawn anew. */
export function reuse(before: Scene | undefined, after: Scene): Scene {
  if (!before || before === after) return after;
  const cards = kept(before.cards, after.cards);
  const edges = kept(before.edges, after.edges);
  const notes = same(before.notes, after.notes) ? before.notes : after.notes;
  return cards === before.cards && edges === before.edges && notes === before.notes ? before : { cards, edges, notes };
}

function kept<T>(old: ReadonlyMap<string, T>, fresh: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  const items = new Map<string, T>();
  let changes = old.size === fresh.size ? 0 : 1;
  for (const [id, item] of fresh) {
    const there = old.get(id);
    const keep = there !== undefined && same(there, item);
    items.set(id, keep ? there : item);
    if (!keep) changes += 1;
  }
  return changes === 0 ? old : items;
}

/** The last scene that was drawn, so that the next one can keep what did not change. */
export class SceneMemory {
  private last: Scene | undefined;

  keep(scene: Scene): Scene {
    this.last = reuse(this.last, scene);
    return this.last;
  }
}

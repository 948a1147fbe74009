import { count, percent } from "../../lib/format.ts";
import type { CountsBody, StepCounts } from "../api/types.ts";
import { ENTRY_ID, type Point } from "../model/document.ts";
import type { CanvasPort, Graph } from "../model/graph.ts";
import { pathThrough } from "../model/layout/lines.ts";
import type { Placed, Scene, SceneCard, SceneEdge, ScenePort } from "../model/scene.ts";
import { shortWhen, type TimeWords } from "./words.ts";

const none: StepCounts = { waiting: 0, entered: 0, ports: {}, nextDue: null };

/** More than this share falling out by a way tints it; not written to, the card too. */
const dropShare = 0.1;

export function entered(graph: Graph, counts: CountsBody): number {
  const start = graph.nodes.get(ENTRY_ID)?.ports[0]?.to;
  return start === undefined ? 0 : (counts.steps[start]?.entered ?? 0);
}

/** Puts people on the drawing: three figures a card, counts on ports, lines as wide as the people who took them. */
export function dressLive(scene: Scene, graph: Graph, placed: Placed, counts: CountsBody, times: TimeWords): Scene {
  const came = entered(graph, counts);
  const cards = new Map<string, SceneCard>();
  for (const card of scene.cards.values()) {
    const { problems: _, tone: __, ...plain } = card;
    cards.set(
      card.id,
      card.id === ENTRY_ID ? entryCard(plain, counts, came) : stepCard(plain, scene, graph, counts.steps[card.id] ?? none, came, times),
    );
  }
  const volumes = new Map<string, number>();
  for (const edge of scene.edges.values()) volumes.set(edge.id, edge.from === ENTRY_ID ? came : taken(graph, counts, edge.from, edge.port));
  const most = Math.max(1, ...volumes.values());
  const edges = new Map<string, SceneEdge>();
  for (const edge of scene.edges.values()) {
    const width = bandWidth(volumes.get(edge.id) ?? 0, most);
    const port = graph.nodes.get(edge.from)?.ports.find((one) => one.name === edge.port);
    const drop = dropsAt(scene, port, counts.steps[edge.from] ?? none);
    edges.set(edge.id, { ...edge, width, ...(drop ? { tone: "drop" as const } : {}) });
  }
  return { cards, edges: bundle(edges, placed), notes: [] };
}

/** max(2, 14 n / most), in halves. */
export function bandWidth(n: number, most: number): number {
  return Math.round(Math.max(2, (14 * n) / most) * 2) / 2;
}

/** How often a drawn way was taken: its own port's people and those of ports that follow it and have no way of their own. */
function taken(graph: Graph, counts: CountsBody, id: string, port: string): number {
  const node = graph.nodes.get(id);
  const own = counts.steps[id]?.ports ?? {};
  const following = (node?.ports ?? []).filter((one) => one.follows === port && !node?.shown.some((shown) => shown.name === one.name));
  return (own[port] ?? 0) + following.reduce((sum, one) => sum + (own[one.name] ?? 0), 0);
}

function passed(step: StepCounts): number {
  return Object.values(step.ports).reduce((sum, n) => sum + n, 0);
}

function entryCard(card: Omit<SceneCard, "problems" | "tone">, counts: CountsBody, came: number): SceneCard {
  const refused = Object.values(counts.refused).reduce((sum, n) => sum + n, 0);
  const figures = [figure(came, "entered"), figure(counts.inside, "inside")];
  if (refused > 0) figures.push(figure(refused, "not let in"));
  return { ...card, figures };
}

function stepCard(
  card: Omit<SceneCard, "problems" | "tone">,
  scene: Scene,
  graph: Graph,
  step: StepCounts,
  came: number,
  times: TimeWords,
): SceneCard {
  const known = graph.nodes.get(card.id)?.ports ?? [];
  const through = passed(step);
  const dropped = through > 0 && notWritten(known, step) / through > dropShare;
  const ports = card.ports.map((port) => {
    const own = known.find((one) => one.name === port.name);
    return port.named
      ? namedPort(port, step, through, dropsAt(scene, own, step), card.ports.length)
      : onlyPort(port, known, step, through, dropped);
  });
  const figures =
    card.family === "exit"
      ? [figure(step.entered, "ended"), ...(came > 0 ? [{ value: percent(step.entered, came), word: "of entered" }] : [])]
      : [figure(step.waiting, "waiting"), figure(through, "passed"), ...rate(card, known, step, through)];
  return {
    ...card,
    ports,
    figures,
    ...(step.nextDue && step.waiting > 0 ? { chip: { text: `next due ${shortWhen(times.when(step.nextDue))}` } } : {}),
    ...(dropped ? { tone: "drop" as const } : {}),
  };
}

function figure(n: number, word: string) {
  return { value: count(n), word, ...(n === 0 ? { zero: true } : {}) };
}

/** The one rate that says how the step does. */
function rate(card: { family: string }, ports: readonly CanvasPort[], step: StepCounts, through: number) {
  if (through === 0) return [];
  if (card.family === "message") return [{ value: percent(step.ports.done ?? 0, through), word: "sent" }];
  if (ports.some((port) => port.name === "timeout"))
    return [{ value: percent(through - (step.ports.timeout ?? 0), through), word: "in time" }];
  return [];
}

function namedPort(port: ScenePort, step: StepCounts, through: number, drop: boolean, several: number): ScenePort {
  const n = step.ports[port.name] ?? 0;
  const roomForShare = several <= 2 && (drop || port.label.length <= 12);
  return {
    ...port,
    count: count(n),
    ...(through > 0 && (roomForShare || drop) ? { share: percent(n, through) } : {}),
    ...(drop && !roomForShare ? { below: true as const } : {}),
    ...(drop ? { tone: "drop" as const } : {}),
  };
}

/** The one way on says how many took it without what the step is for. */
function onlyPort(port: ScenePort, ports: readonly CanvasPort[], step: StepCounts, through: number, dropped: boolean): ScenePort {
  const lost = notWritten(ports, step);
  const followers = ports.filter((one) => one.follows === port.name);
  const label = followers.find((one) => (step.ports[one.name] ?? 0) > 0)?.label;
  if (lost === 0 || label === undefined) return port;
  return { ...port, label, count: count(lost), share: percent(lost, through), ...(dropped ? { tone: "drop" as const } : {}) };
}

/** Ways of falling out: what follows another is what was not sent or failed; a wait that ran out may lead out of the journey. */
function isDrop(scene: Scene, port: CanvasPort): boolean {
  if (port.follows !== undefined) return true;
  const out = port.ends || (port.to !== undefined && scene.cards.get(port.to)?.family === "exit");
  return port.name === "timeout" && out;
}

function notWritten(ports: readonly CanvasPort[], step: StepCounts): number {
  return ports.filter((port) => port.follows !== undefined).reduce((sum, port) => sum + (step.ports[port.name] ?? 0), 0);
}

function dropsAt(scene: Scene, port: CanvasPort | undefined, step: StepCounts): boolean {
  if (!port || !isDrop(scene, port)) return false;
  const through = passed(step);
  return through > 0 && (step.ports[port.name] ?? 0) / through > dropShare;
}

/** Bands that join lie side by side instead of on each other: from the left the outer one lowest and leftmost, from the right likewise. */
function bundle(edges: Map<string, SceneEdge>, placed: Placed): Map<string, SceneEdge> {
  const byTarget = new Map<string, SceneEdge[]>();
  for (const edge of edges.values()) byTarget.set(edge.to, [...(byTarget.get(edge.to) ?? []), edge]);
  for (const joined of byTarget.values()) {
    const lines = joined.flatMap((edge) => {
      const points = placed.routes.get(edge.id)?.points;
      return points && points.length >= 4 ? [{ edge, points, from: (points.at(-3) as Point).x }] : [];
    });
    if (lines.length === 0) continue;
    lines.sort((a, b) => a.from - b.from);
    const total = lines.reduce((sum, line) => sum + (line.edge.width ?? 2), 0);
    const offsets = sideBySide(
      lines.map((line) => line.edge.width ?? 2),
      total,
    );
    const centre = lines[0]?.points.at(-1)?.x ?? 0;
    for (const [index, { edge, points, from }] of lines.entries()) {
      const dx = joined.length > 1 ? (offsets[index] as number) : 0;
      const outer = from < centre ? -1 : 1;
      const dy = joined.length > 1 && from !== centre ? dx * outer : 0;
      const bent = points.map((point, i) =>
        i === points.length - 1
          ? { x: point.x + dx, y: point.y }
          : i === points.length - 2
            ? { x: point.x + dx, y: point.y + dy }
            : i === points.length - 3
              ? { x: point.x, y: point.y + dy }
              : point,
      );
      edges.set(edge.id, { ...edge, path: pathThrough(bent, 12) });
    }
  }
  return edges;
}

function sideBySide(widths: readonly number[], total: number): number[] {
  let at = -total / 2;
  return widths.map((width) => {
    const centre = at + width / 2;
    at += width;
    return centre;
  });
}

import { humane } from "../../lib/humane.ts";
import type { RunBody } from "../api/types.ts";
import { shortWhen, type TimeWords, whoWords } from "../live/words.ts";
import { ENTRY_ID } from "../model/document.ts";
import type { Graph } from "../model/graph.ts";
import type { Scene, SceneCard, SceneEdge } from "../model/scene.ts";
import { edgesTaken, messageWhy, type Stop, stopsOf } from "./path.ts";

/** One person's path stays, the rest steps back to a quarter; each card says what happened on it and when. */
export function dressTrace(scene: Scene, graph: Graph, run: RunBody, times: TimeWords): Scene {
  const stops = stopsOf(run);
  const taken = edgesTaken(stops, graph);
  const last = new Map(stops.map((stop) => [stop.node, stop]));
  const standing = new Set(run.standing.map((one) => one.node));
  const cards = new Map<string, SceneCard>();
  for (const card of scene.cards.values()) {
    const { problems: _, tone: __, ...plain } = card;
    const stop = last.get(card.id);
    const ports = card.ports.map((port) => {
      const on = taken.has(`${card.id}:${port.name}`);
      return on
        ? {
            ...port,
            tone: stop?.trouble === "warn" && stop.port !== "done" ? ("warn" as const) : ("accent" as const),
            ...wordsOfPort(port, stop, graph),
          }
        : { ...port, fade: true };
    });
    if (card.id === ENTRY_ID)
      cards.set(card.id, {
        ...plain,
        ports,
        clauses: [triggerWords(run) || card.clauses.join(" ")],
        chip: { text: shortWhen(times.when(run.enteredAt)) },
      });
    else if (!stop) cards.set(card.id, { ...plain, ports, fade: true });
    else cards.set(card.id, { ...plain, ports, ...stopCard(stop, run, standing.has(card.id), times) });
  }
  const edges = new Map<string, SceneEdge>();
  for (const edge of scene.edges.values()) edges.set(edge.id, taken.has(edge.id) ? { ...edge, tone: "accent" } : { ...edge, fade: true });
  return { cards, edges, notes: [] };
}

/** A port without a name on the card says which of its followers was taken. */
function wordsOfPort(port: { name: string; named: boolean }, stop: Stop | undefined, graph: Graph) {
  if (port.named || stop?.port === undefined || stop.port === port.name) return {};
  const label = graph.nodes.get(stop.node)?.ports.find((one) => one.name === stop.port)?.label;
  return label ? { label, named: true } : {};
}

function stopCard(stop: Stop, run: RunBody, here: boolean, times: TimeWords): Partial<SceneCard> {
  const came = times.time(stop.came);
  const went = stop.went === undefined ? undefined : times.time(stop.went);
  const tone = stop.trouble === "none" ? {} : { tone: "warn" as const, sentenceTone: stop.trouble };
  if (here) {
    const due = run.standing.find((one) => one.node === stop.node)?.until;
    const sentence =
      run.stuck?.node === stop.node ? `Stuck: ${run.stuck.message}` : due ? `Waiting, due ${shortWhen(times.when(due))}` : "Waiting";
    return {
      clauses: [sentence],
      chip: { text: `since ${shortWhen(times.when(stop.came))}`, tone: "live" },
      person: whoWords(run.person),
      tone: "accent",
      ...tone,
    };
  }
  return {
    clauses: [sentenceOfStop(stop, times.inline)],
    chip: {
      text: went === undefined || went === came ? came : `${came} – ${went}`,
      ...(stop.trouble === "none" ? {} : { tone: "warn" as const }),
    },
    ...tone,
  };
}

export function sentenceOfStop(stop: Stop, when: (iso: string) => string): string {
  if (stop.message) {
    const { state, why } = messageWhy(stop.message, when);
    return stop.trouble === "none" || !why ? state : `${state}: ${why}`;
  }
  const [reading] = stop.readings.filter((one) => one.held);
  if (reading) return humane(`${reading.what} ${valueText(reading.value)}, ${reading.rule}`, when);
  return stop.reason ?? "";
}

export function valueText(value: unknown): string {
  if (value === undefined || value === null) return "not known";
  if (typeof value === "number") return value.toLocaleString(undefined, { maximumFractionDigits: 2 });
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** "Gooseneck kettle, 129 EUR": what a person would say of the event. */
export function triggerWords(run: Pick<RunBody, "trigger">): string {
  const properties = run.trigger?.properties ?? {};
  const name = ["name", "product", "title", "order_id"]
    .map((key) => properties[key])
    .find((value) => typeof value === "string" && value !== "");
  const amount = ["total", "value", "revenue", "price"].map((key) => properties[key]).find((value) => typeof value === "number");
  const currency = typeof properties.currency === "string" ? ` ${properties.currency}` : "";
  return [name, amount === undefined ? undefined : `${valueText(amount)}${currency}`].filter(Boolean).join(", ");
}

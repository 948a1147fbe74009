import { ENTRY_ID } from "../model/document.ts";
import type { Graph } from "../model/graph.ts";
import type { Scene } from "../model/scene.ts";

/** The next card in a direction: along the lines down and up, else the nearest card that way. */
export function walk(
  graph: Graph,
  scene: Scene,
  from: string | undefined,
  direction: "up" | "down" | "left" | "right",
): string | undefined {
  const here = from === undefined ? undefined : scene.cards.get(from);
  if (!here) return ENTRY_ID;
  if (direction === "down") {
    const out = graph.outOf.get(here.id) ?? [];
    const straight = out.map((edge) => scene.cards.get(edge.to)).filter((card) => card !== undefined && card.y > here.y);
    if (straight.length > 0) return straight.sort((a, b) => Math.abs((a?.x ?? 0) - here.x) - Math.abs((b?.x ?? 0) - here.x))[0]?.id;
  }
  if (direction === "up") {
    const into = graph.into.get(here.id) ?? [];
    const straight = into.map((edge) => scene.cards.get(edge.from)).filter((card) => card !== undefined && card.y < here.y);
    if (straight.length > 0)
      return straight.sort((a, b) => (b?.y ?? 0) - (a?.y ?? 0) || Math.abs((a?.x ?? 0) - here.x) - Math.abs((b?.x ?? 0) - here.x))[0]?.id;
  }
  const others = [...scene.cards.values()].filter((card) => {
    if (card.id === here.id) return false;
    const dx = card.x - here.x;
    const dy = card.y - here.y;
    if (direction === "left") return dx < 0 && Math.abs(dy) <= Math.abs(dx);
    if (direction === "right") return dx > 0 && Math.abs(dy) <= Math.abs(dx);
    return direction === "up" ? dy < 0 : dy > 0;
  });
  const distance = (card: { x: number; y: number }) =>
    Math.hypot(card.x - here.x, (card.y - here.y) * (direction === "left" || direction === "right" ? 3 : 1));
  return others.sort((a, b) => distance(a) - distance(b))[0]?.id;
}

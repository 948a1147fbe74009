import type { Way } from "../model/commands/index.ts";
import type { Point } from "../model/document.ts";
import type { Measure } from "../model/layout/measure.ts";
import type { Scene } from "../model/scene.ts";

/** The card at a point of the drawing. */
export function cardAt(scene: Scene, measure: Measure, { x, y }: Point): string | undefined {
  for (const card of scene.cards.values()) {
    if (x >= card.x && x <= card.x + measure.card.width && y >= card.y && y <= card.y + measure.card.height) return card.id;
  }
  return undefined;
}

/** The way a thing dropped here goes into: the line or open port within 32 px, or the card under it by its last open or only port. */
export function wayAt(
  scene: Scene,
  measure: Measure,
  routes: ReadonlyMap<string, { points: readonly Point[] }>,
  at: Point,
): { way: Way; edge?: string; node?: string } | undefined {
  let best: { way: Way; edge?: string; node?: string; distance: number } | undefined;
  const offer = (way: Way, distance: number, more: { edge?: string; node?: string }) => {
    if (distance <= 32 && (!best || distance < best.distance)) best = { way, distance, ...more };
  };
  for (const edge of scene.edges.values()) {
    const points = routes.get(edge.id)?.points ?? [];
    for (let i = 1; i < points.length; i++)
      offer({ from: edge.from, port: edge.port }, toSegment(at, points[i - 1] as Point, points[i] as Point), { edge: edge.id });
  }
  for (const card of scene.cards.values()) {
    for (const port of card.ports) {
      if (!port.open) continue;
      const foot = { x: card.x + measure.card.width / 2 + port.x, y: card.y + measure.card.height };
      offer({ from: card.id, port: port.name }, toSegment(at, foot, { x: foot.x, y: foot.y + 40 }), { node: card.id });
    }
  }
  if (best) return best;
  const under = cardAt(scene, measure, at);
  const card = under === undefined ? undefined : scene.cards.get(under);
  const port = card?.ports.find((one) => one.open) ?? (card?.ports.length === 1 ? card.ports[0] : undefined);
  return card && port ? { way: { from: card.id, port: port.name }, node: card.id } : undefined;
}

function toSegment(p: Point, a: Point, b: Point): number {
  const x = Math.min(Math.max(p.x, Math.min(a.x, b.x)), Math.max(a.x, b.x));
  const y = Math.min(Math.max(p.y, Math.min(a.y, b.y)), Math.max(a.y, b.y));
  return Math.hypot(p.x - x, p.y - y);
}

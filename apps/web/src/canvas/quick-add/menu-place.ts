import type { Point } from "../model/document.ts";

export type Box = { left: number; top: number; right: number; bottom: number };

const grid = 24;
const rim = 12;

/** The spot in the frame where a menu of this size covers least of the cards and is nearest to the point it belongs to, without hiding it. */
export function placeMenu(at: Point, size: { width: number; height: number }, frame: Box, cards: readonly Box[]): Point {
  const right = Math.max(frame.left + rim, frame.right - size.width - rim);
  const bottom = Math.max(frame.top + rim, frame.bottom - size.height - rim);
  let best: { spot: Point; cost: number } | undefined;
  for (let x = frame.left + rim; x <= right; x += grid) {
    for (let y = frame.top + rim; y <= bottom; y += grid) {
      const cost = costOf({ left: x, top: y, right: x + size.width, bottom: y + size.height }, at, cards);
      if (!best || cost < best.cost) best = { spot: { x, y }, cost };
    }
  }
  return best?.spot ?? { x: frame.left + rim, y: frame.top + rim };
}

/** Sixty covered pixels count as much as one pixel of way. */
function costOf(box: Box, at: Point, cards: readonly Box[]): number {
  const dx = Math.max(box.left - at.x, 0, at.x - box.right);
  const dy = Math.max(box.top - at.y, 0, at.y - box.bottom);
  const hides = dx < 16 && dy < 16 ? 1_000 : 0;
  return hides + Math.hypot(dx, dy) + cards.reduce((sum, card) => sum + overlap(box, card), 0) / 60;
}

function overlap(a: Box, b: Box): number {
  return (
    Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top))
  );
}

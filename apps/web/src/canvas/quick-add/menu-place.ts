import type { Point } from "../model/document.ts";

export type Box = { left: number; top: number; right: number; bottom: number };

/** Beside the point, on the side where a menu of this size covers the least of the cards and stays within the frame. Ties go right. */
export function placeMenu(at: Point, size: { width: number; height: number }, frame: Box, cards: readonly Box[]): Point {
  const gap = 20;
  const top = clamp(at.y - 60, frame.top + 12, frame.bottom - size.height - 12);
  const spots = [
    { x: at.x + gap, y: top },
    { x: at.x - gap - size.width, y: top },
    { x: at.x - size.width / 2, y: at.y + gap },
    { x: at.x - size.width / 2, y: at.y - gap - size.height },
  ].map((spot) => ({
    x: clamp(spot.x, frame.left + 12, frame.right - size.width - 12),
    y: clamp(spot.y, frame.top + 12, frame.bottom - size.height - 12),
  }));
  const cost = (spot: Point) => {
    const box = { left: spot.x, top: spot.y, right: spot.x + size.width, bottom: spot.y + size.height };
    const hidesPoint = at.x > box.left - 8 && at.x < box.right + 8 && at.y > box.top - 8 && at.y < box.bottom + 8;
    return cards.reduce((sum, card) => sum + overlap(box, card), hidesPoint ? 20_000 : 0);
  };
  return spots.reduce((best, spot) => (cost(spot) < cost(best) ? spot : best));
}

function overlap(a: Box, b: Box): number {
  return (
    Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top))
  );
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, Math.max(least, most)));
}

import type { Point } from "../document.ts";

/** An SVG path through the points, straight pieces with round corners; a corner is never rounder than half its shorter piece. */
export function pathThrough(points: readonly Point[], radius: number): string {
  const clean = withoutDoubles(points);
  const first = clean[0];
  const last = clean.at(-1);
  if (!first || !last) return "";
  let path = `M${n(first.x)} ${n(first.y)}`;
  for (let i = 1; i < clean.length - 1; i++) {
    const before = clean[i - 1] as Point;
    const corner = clean[i] as Point;
    const after = clean[i + 1] as Point;
    const r = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2);
    const into = toward(corner, before, r);
    const out = toward(corner, after, r);
    path += `L${n(into.x)} ${n(into.y)}Q${n(corner.x)} ${n(corner.y)} ${n(out.x)} ${n(out.y)}`;
  }
  return `${path}L${n(last.x)} ${n(last.y)}`;
}

/** The middle of the longest piece, where the `+` sits. Of equals the last, which is nearer to the target and free of names. */
export function middleOfLongest(points: readonly Point[]): Point {
  let best = { length: -1, x: points[0]?.x ?? 0, y: points[0]?.y ?? 0 };
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1] as Point;
    const b = points[i] as Point;
    const length = distance(a, b);
    if (length >= best.length) best = { length, x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  }
  return { x: best.x, y: best.y };
}

function withoutDoubles(points: readonly Point[]): Point[] {
  const distinct = points.filter((point, i) => i === 0 || distance(points[i - 1] as Point, point) > 0.01);
  return distinct.filter((point, i) => {
    const before = distinct[i - 1];
    const after = distinct[i + 1];
    return !before || !after || !((before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y));
  });
}

function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

function toward(from: Point, to: Point, by: number): Point {
  return { x: from.x + Math.sign(to.x - from.x) * by, y: from.y + Math.sign(to.y - from.y) * by };
}

function n(value: number): number {
  return Math.round(value * 100) / 100;
}

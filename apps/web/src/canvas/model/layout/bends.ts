import type { Measure } from "./measure.ts";

/** One horizontal piece in the space over a row: where lines come down to it, and the one place they go down from it. */
export type Bend = { key: string; gap: number; from: number[]; to: number; level: number };

/** Two pieces may touch at their ends within this without looking like one line. */
const tolerance = 4;

/**
 * Gives each horizontal piece its height: 0 is the usual bend line, higher numbers lie above it. Pieces that would lie on each
 * other get different heights, and of two the one goes higher that then crosses less: between siblings that is the outer one.
 */
export function levelBends(bends: readonly Bend[]): void {
  const byGap = new Map<number, Bend[]>();
  for (const bend of bends) {
    if (Math.max(...bend.from, bend.to) - Math.min(...bend.from, bend.to) < 1) continue;
    const list = byGap.get(bend.gap);
    if (list) list.push(bend);
    else byGap.set(bend.gap, [bend]);
  }
  for (const list of byGap.values()) levelGap(list);
}

function levelGap(list: Bend[]): void {
  if (list.length < 2) return;
  list.sort((a, b) => a.to - b.to || (a.key < b.key ? -1 : 1));
  const below = new Map<Bend, Set<Bend>>(list.map((bend) => [bend, new Set<Bend>()]));
  for (const [i, a] of list.entries()) {
    for (const b of list.slice(i + 1)) {
      if (!overlap(a, b)) continue;
      if (crossings(a, b) <= crossings(b, a)) below.get(a)?.add(b);
      else below.get(b)?.add(a);
    }
  }
  const open = new Set(list);
  while (open.size > 0) {
    // In a ring of wishes the first in order gives way.
    const [first, ...others] = open;
    const next = [first, ...others].find((bend) => bend && ![...(below.get(bend) ?? [])].some((other) => open.has(other))) ?? first;
    if (!next) return;
    const under = [...(below.get(next) ?? [])].filter((other) => !open.has(other)).map((other) => other.level);
    next.level = under.length === 0 ? 0 : Math.max(...under) + 1;
    open.delete(next);
  }
}

function span(bend: Bend): { left: number; right: number } {
  return { left: Math.min(...bend.from, bend.to), right: Math.max(...bend.from, bend.to) };
}

function overlap(a: Bend, b: Bend): boolean {
  const left = span(a);
  const right = span(b);
  return left.left < right.right - tolerance && right.left < left.right - tolerance;
}

/** How many lines cross when `high` lies over `low`. */
function crossings(high: Bend, low: Bend): number {
  const over = span(high);
  const under = span(low);
  const goesDown = high.to > under.left && high.to < under.right ? 1 : 0;
  return goesDown + low.from.filter((x) => x > over.left && x < over.right).length;
}

/** Extra room over each row, so that no second line runs through the ports' names. */
export function extraRoom(bends: readonly Bend[], rows: number, measure: Measure): number[] {
  const extra = Array.from({ length: rows + 1 }, () => 0);
  for (const bend of bends) {
    const room = bend.level * measure.bend.step;
    if (room > (extra[bend.gap] ?? 0)) extra[bend.gap] = room;
  }
  return extra;
}

import type { Measure } from "./measure.ts";

/** What takes room in a row: a card, or a line that passes the row on its way down. */
export type Cell = { row: number; x: number; half: number; node?: string; lane?: string };

/** Cells that keep their places among each other; `rows` finds them by row. */
export class Block {
  readonly rows = new Map<number, Cell[]>();
  size = 0;

  add(cell: Cell): void {
    const row = this.rows.get(cell.row);
    if (row) row.push(cell);
    else this.rows.set(cell.row, [cell]);
    this.size++;
  }

  shift(dx: number): void {
    if (dx === 0) return;
    for (const row of this.rows.values()) for (const cell of row) cell.x += dx;
  }

  /** Takes another block's cells over. The other is spent. */
  absorb(other: Block): Block {
    const [large, small] = this.size >= other.size ? [this, other] : [other, this];
    for (const row of small.rows.values()) for (const cell of row) large.add(cell);
    return large;
  }

  extent(): { left: number; right: number } {
    let left = Number.POSITIVE_INFINITY;
    let right = Number.NEGATIVE_INFINITY;
    for (const row of this.rows.values()) {
      for (const cell of row) {
        left = Math.min(left, cell.x - cell.half);
        right = Math.max(right, cell.x + cell.half);
      }
    }
    return { left, right };
  }
}

function apart(a: Cell, b: Cell, measure: Measure): number {
  const gap = a.node !== undefined && b.node !== undefined ? measure.gap.cards : measure.gap.line;
  return a.half + b.half + gap;
}

/** How far right `block` must stand so that in every shared row it is right of all of `placed`. No shared row: no demand. */
export function rightOf(placed: Block, block: Block, measure: Measure): number {
  let least = Number.NEGATIVE_INFINITY;
  for (const [row, cells] of block.rows) {
    for (const there of placed.rows.get(row) ?? []) {
      for (const cell of cells) least = Math.max(least, there.x + apart(there, cell, measure) - cell.x);
    }
  }
  return least;
}

/** The shift nearest to `wanted` at which `block` touches nothing of `placed`. Ties go right. */
export function nearestFree(placed: Block, block: Block, wanted: number, measure: Measure): number {
  const taken: { from: number; to: number }[] = [];
  for (const [row, cells] of block.rows) {
    for (const there of placed.rows.get(row) ?? []) {
      for (const cell of cells) {
        const distance = apart(there, cell, measure);
        taken.push({ from: there.x - cell.x - distance, to: there.x - cell.x + distance });
      }
    }
  }
  taken.sort((a, b) => a.from - b.from);
  let left = wanted;
  let right = wanted;
  for (const { from, to } of taken) if (from < right && right < to) right = to;
  for (const { from, to } of taken.sort((a, b) => b.to - a.to)) if (from < left && left < to) left = from;
  return right - wanted <= wanted - left ? right : left;
}

/** The name that was probably meant: the same but for case and signs, or at most a slip or two away. */
export function nearName(name: string, names: readonly string[]): string | undefined {
  const own = fold(name);
  const most = own.length < 4 ? 0 : own.length < 8 ? 1 : 2;
  let nearest: { name: string; slips: number } | undefined;
  for (const one of names) {
    const slips = slipsBetween(own, fold(one), most);
    if (slips <= most && (nearest === undefined || slips < nearest.slips)) nearest = { name: one, slips };
  }
  return nearest?.name;
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** How many letters to add, drop, change or swap with their neighbour; anything over `most` once it is more. */
function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let last: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (last[j - 2] ?? cost) + 1);
      next.push(cost);
    }
    last = row;
    row = next;
  }
  return row[b.length] ?? most + 1;
}

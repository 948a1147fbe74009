export type DiffLine = { kind: "same" | "added" | "removed"; text: string };

/** Above this many comparisons, what differs is told as one block: the screen must not wait for it. */
const most = 1_000_000;

/** What became of a text, line by line; far from any change, lines are left out and `null` stands for them. */
export function lineDiff(before: string, after: string, around = 1): (DiffLine | null)[] {
  return folded(compared(before.split("\n"), after.split("\n")), around);
}

function compared(before: readonly string[], after: readonly string[]): DiffLine[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const same = (lines: readonly string[]) => lines.map((text): DiffLine => ({ kind: "same", text }));
  return [
    ...same(before.slice(0, head)),
    ...changes(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...same(before.slice(before.length - tail)),
  ];
}

/** By the longest common run of lines, in order. */
function changes(before: readonly string[], after: readonly string[]): DiffLine[] {
  const removed = (text = ""): DiffLine => ({ kind: "removed", text });
  const added = (text = ""): DiffLine => ({ kind: "added", text });
  if (before.length * after.length > most) return [...before.map(removed), ...after.map(added)];
  const common = commonRuns(before, after);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ kind: "same", text: before[i++] ?? "" });
      j++;
    } else if (j >= after.length || (i < before.length && (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0))) {
      lines.push(removed(before[i++]));
    } else lines.push(added(after[j++]));
  }
  return lines;
}

/** How many lines `before` from i on and `after` from j on have in common, in order. */
function commonRuns(before: readonly string[], after: readonly string[]): Uint32Array[] {
  const common = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    const [here, below] = [common[i] as Uint32Array, common[i + 1] as Uint32Array];
    for (let j = after.length - 1; j >= 0; j--)
      here[j] = before[i] === after[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, here[j + 1] ?? 0);
  }
  return common;
}

function folded(lines: readonly DiffLine[], around: number): (DiffLine | null)[] {
  const near = (index: number) => lines.slice(Math.max(0, index - around), index + around + 1).some(({ kind }) => kind !== "same");
  const kept: (DiffLine | null)[] = [];
  lines.forEach((line, index) => {
    if (near(index)) kept.push(line);
    else if (kept.at(-1) !== null) kept.push(null);
  });
  return kept;
}

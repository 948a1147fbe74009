import { type CharacterSet, type Pattern, PatternRefused, readPattern } from "./pattern-syntax.ts";

/** How many steps a pattern may have once its repetitions are written out: bounds the work for each character of a text. */
const mostSteps = 300;
/** A longer text matches no pattern. */
export const longestMatchedText = 2000;

type Step =
  | { do: "take"; set: CharacterSet }
  | { do: "fork"; to: [number, number] }
  | { do: "jump"; to: number }
  | { do: "start" | "end" | "found" };

export type CompiledPattern = { test(text: string): boolean };

/** Why a pattern is refused, as a sentence; undefined when it is fine. */
export function patternProblem(source: string): string | undefined {
  try {
    compilePattern(source);
    return undefined;
  } catch (error) {
    if (error instanceof PatternRefused) return error.message;
    throw error;
  }
}

/**
 * Compiles a pattern of the safe subset. It finds its text anywhere unless `^` and `$` say otherwise, and takes time in proportion to
 * (steps × characters) whatever the pattern: all its threads go forward together, none goes back (Thompson's construction, as in RE2).
 */
export function compilePattern(source: string): CompiledPattern {
  const { pattern, ignoreCase } = readPattern(source);
  const steps: Step[] = [];
  emit(pattern, steps);
  steps.push({ do: "found" });
  return { test: (text) => text.length <= longestMatchedText && search(steps, ignoreCase, text) };
}

function push(steps: Step[], step: Step): number {
  if (steps.length >= mostSteps)
    throw new PatternRefused("The pattern grows too large when its repetitions are written out; use smaller counts.");
  return steps.push(step) - 1;
}

function emit(pattern: Pattern, steps: Step[]): void {
  switch (pattern.is) {
    case "one":
      push(steps, { do: "take", set: pattern.set });
      return;
    case "start":
    case "end":
      push(steps, { do: pattern.is });
      return;
    case "sequence":
      for (const part of pattern.of) emit(part, steps);
      return;
    case "choice":
      return emitChoice(pattern.of, steps);
    case "repeat":
      return emitRepeat(pattern.of, pattern.least, pattern.most, steps);
  }
}

function emitChoice(parts: readonly Pattern[], steps: Step[]): void {
  const jumps: number[] = [];
  parts.forEach((part, i) => {
    const last = i === parts.length - 1;
    const fork = last ? undefined : push(steps, { do: "fork", to: [steps.length + 1, 0] });
    emit(part, steps);
    if (!last) jumps.push(push(steps, { do: "jump", to: 0 }));
    if (fork !== undefined) steps[fork] = { do: "fork", to: [fork + 1, steps.length] };
  });
  for (const jump of jumps) steps[jump] = { do: "jump", to: steps.length };
}

function emitRepeat(part: Pattern, least: number, most: number, steps: Step[]): void {
  for (let i = 0; i < least; i++) emit(part, steps);
  if (most === Number.POSITIVE_INFINITY) {
    const fork = push(steps, { do: "fork", to: [0, 0] });
    emit(part, steps);
    push(steps, { do: "jump", to: fork });
    steps[fork] = { do: "fork", to: [fork + 1, steps.length] };
    return;
  }
  const forks: number[] = [];
  for (let i = least; i < most; i++) {
    forks.push(push(steps, { do: "fork", to: [0, 0] }));
    emit(part, steps);
  }
  for (const fork of forks) steps[fork] = { do: "fork", to: [fork + 1, steps.length] };
}

function search(steps: readonly Step[], ignoreCase: boolean, text: string): boolean {
  const points = Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
  const marks = new Int32Array(steps.length).fill(-1);
  // Threads that wait for a character, and those that have taken one.
  const takers: number[] = [];
  const taken: number[] = [];
  for (let position = 0; position <= points.length; position++) {
    takers.length = 0;
    // A match may begin at every position: a fresh thread joins those that are under way.
    taken.push(0);
    for (const thread of taken) if (follow(steps, thread, position, points.length, marks, takers)) return true;
    const point = points[position];
    if (point === undefined) return false;
    taken.length = 0;
    for (const at of takers) if (takes(steps[at], point, ignoreCase)) taken.push(at + 1);
  }
  return false;
}

/** Walks all that needs no character; adds the steps that take one; true when the end of the pattern is reached. */
function follow(steps: readonly Step[], from: number, position: number, length: number, marks: Int32Array, takers: number[]): boolean {
  if (marks[from] === position) return false;
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (marks[at] === position) continue;
    marks[at] = position;
    const step = steps[at];
    if (step?.do === "found") return true;
    if (step?.do === "take") takers.push(at);
    else if (step?.do === "jump") open.push(step.to);
    else if (step?.do === "fork") open.push(step.to[1], step.to[0]);
    else if (step?.do === "start" ? position === 0 : position === length) open.push(at + 1);
  }
  return false;
}

function takes(step: Step | undefined, point: number, ignoreCase: boolean): boolean {
  if (step?.do !== "take") return false;
  const { ranges, negated } = step.set;
  const found = isIn(ranges, point) || (ignoreCase && (isIn(ranges, otherCase(point, "lower")) || isIn(ranges, otherCase(point, "upper"))));
  return found !== negated;
}

function isIn(ranges: CharacterSet["ranges"], point: number): boolean {
  for (const [low, high] of ranges) if (point >= low && point <= high) return true;
  return false;
}

/** The other case where that is one character too; ß and its kin stay. */
function otherCase(point: number, which: "lower" | "upper"): number {
  const letter = String.fromCodePoint(point);
  const other = Array.from(which === "lower" ? letter.toLowerCase() : letter.toUpperCase());
  return other.length === 1 ? (other[0]?.codePointAt(0) ?? point) : point;
}

import type { Instant } from "@journeyman/core";
import { compareDates } from "./dates.ts";
import { allOf, type Outcome, outcome } from "./outcome.ts";
import { type CompiledPattern, compilePattern } from "./pattern.ts";
import { PatternRefused } from "./pattern-syntax.ts";
import { type Operator, type Operators, operatorsOf, type Scalar } from "./tree.ts";

/** When and where a value is looked at. */
export type Moment = { now: Instant; zone: string };

/**
 * Whether a value is as the operators say; all must hold, and none at all never holds. A missing value (absent or null) is `unset` and nothing else: not equal,
 * not unequal, in no list and outside none. Text and numbers are never equal, and only numbers are greater or less.
 */
export function applyOperators(value: unknown, operators: Operators, moment: Moment): Outcome {
  const given = operatorsOf(operators);
  if (given.length === 0) return outcome(false);
  return allOf(given.map(({ operator, operand }) => applyOperator(value, operator, operand, moment)));
}

function applyOperator(value: unknown, operator: Operator, operand: unknown, { now, zone }: Moment): Outcome {
  const missing = value === undefined || value === null;
  if (operator === "unset") return outcome(missing);
  if (missing) return outcome(false);
  if (operator === "set") return outcome(true);
  if (operator === "before" || operator === "after") return compareDates(operator, value, String(operand), now, zone);
  return outcome(holds(value, operator, operand));
}

type Plain = Exclude<Operator, "set" | "unset" | "before" | "after">;

const rules: Readonly<Record<Plain, (value: unknown, operand: unknown) => boolean>> = {
  eq: same,
  ne: (value, operand) => !same(value, operand),
  in: (value, operand) => Array.isArray(operand) && operand.some((one) => same(value, one)),
  notIn: (value, operand) => Array.isArray(operand) && !operand.some((one) => same(value, one)),
  gt: numbers((a, b) => a > b),
  gte: numbers((a, b) => a >= b),
  lt: numbers((a, b) => a < b),
  lte: numbers((a, b) => a <= b),
  contains: (value, operand) =>
    Array.isArray(value) ? value.some((one) => same(one, operand)) : texts((a, b) => a.includes(b))(value, operand),
  startsWith: texts((a, b) => a.startsWith(b)),
  endsWith: texts((a, b) => a.endsWith(b)),
  matches: texts((a, b) => patternOf(b)?.test(a) ?? false),
};

function holds(value: unknown, operator: Plain, operand: unknown): boolean {
  return rules[operator](value, operand);
}

function same(value: unknown, operand: unknown): boolean {
  return isScalar(value) && value === operand;
}

export function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function numbers(rule: (a: number, b: number) => boolean) {
  return (value: unknown, operand: unknown) => typeof value === "number" && typeof operand === "number" && rule(value, operand);
}

function texts(rule: (a: string, b: string) => boolean) {
  return (value: unknown, operand: unknown) => typeof value === "string" && typeof operand === "string" && rule(value, operand);
}

/** Compiled once for each pattern; the size is bounded so that a worker that lives long does not collect them all. */
const compiled = new Map<string, CompiledPattern | undefined>();

/** Undefined for a pattern that is refused: it matches nothing (`checkExpression` has said so before it got here). */
function patternOf(source: string): CompiledPattern | undefined {
  if (compiled.has(source)) return compiled.get(source);
  if (compiled.size >= 500) compiled.clear();
  let pattern: CompiledPattern | undefined;
  try {
    pattern = compilePattern(source);
  } catch (error) {
    if (!(error instanceof PatternRefused)) throw error;
  }
  compiled.set(source, pattern);
  return pattern;
}

import type { Duration } from "@journeyman/core";

export type Scalar = string | number | boolean;

/** Comparisons of one value. All that are given must hold. Their meaning: `operators.ts`. */
export type Operators = {
  eq?: Scalar;
  ne?: Scalar;
  in?: Scalar[];
  notIn?: Scalar[];
  gt?: number;
  gte?: number;
  lt?: number;
  lte?: number;
  /** A text that contains this text, or a list that contains this value. */
  contains?: Scalar;
  startsWith?: string;
  endsWith?: string;
  /** A regular expression of the safe subset: `pattern.ts`. */
  matches?: string;
  set?: true;
  unset?: true;
  /** A date, a moment, or `now`, `now-P7D`, `now+P1M`. */
  before?: string;
  after?: string;
};

export type Operator = keyof Operators;

export type NumberOperators = Pick<Operators, "gt" | "gte" | "lt" | "lte"> & { eq?: number; ne?: number };

/** Path into an event (`properties.price`, `name`, `at`) → what its value must be. All paths must hold. */
export type Filter = { [path: string]: Operators };

export type EventExpression = {
  event: string;
  where?: Filter;
  /** Elapsed time before now; no months or years. */
  within?: Duration;
  /** Without `count`, `sum`, `first` and `last`: at least once. */
  count?: NumberOperators;
  /** `of` is a path; values that are not numbers are left out. Of no events it is 0. */
  sum?: { of: string } & NumberOperators;
  /** What the oldest, or the latest, of these events must be like. */
  first?: Filter;
  last?: Filter;
};

export const messageStates = ["delivered", "opened", "clicked", "bounced"] as const;
export type MessageState = (typeof messageStates)[number];

/** One tree for audiences, branches, filters and goals. Source: language.md, Expressions. */
export type Expression =
  | { all: Expression[] }
  | { any: Expression[] }
  | { not: Expression }
  | ({ trait: string } & Operators)
  | ({ property: string } & Operators)
  | ({ variable: string } & Operators)
  | EventExpression
  | { consent: string; channel: string }
  | { message: string; state: MessageState }
  | { segment: string }
  | { sequence: { [key: string]: unknown }[] };

/** The key that says which kind of expression this is, in the order in which kinds are listed to people. */
export const expressionKinds = [
  "all",
  "any",
  "not",
  "trait",
  "property",
  "variable",
  "event",
  "consent",
  "message",
  "segment",
  "sequence",
] as const;
export type ExpressionKind = (typeof expressionKinds)[number];

const operatorNames: readonly Operator[] = [
  "eq",
  "ne",
  "in",
  "notIn",
  "gt",
  "gte",
  "lt",
  "lte",
  "contains",
  "startsWith",
  "endsWith",
  "matches",
  "set",
  "unset",
  "before",
  "after",
];

/** The operators that are given, in a fixed order (JSON objects lose theirs in a database). */
export function operatorsOf(given: Operators): { operator: Operator; operand: NonNullable<Operators[Operator]> }[] {
  return operatorNames.flatMap((operator) => {
    const operand = Object.hasOwn(given, operator) ? given[operator] : undefined;
    return operand === undefined ? [] : [{ operator, operand }];
  });
}

/** A filter's conditions, ordered by path. */
export function conditionsOf(filter: Filter): [path: string, operators: Operators][] {
  return Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

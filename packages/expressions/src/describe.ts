import { conditionsOf, type EventExpression, type Expression, type Filter, type NumberOperators } from "./tree.ts";
import { pathWords, ruleWords, withinWords } from "./words.ts";

/** Names for keys and ids; each falls back to the key. */
export type ExpressionNames = { topic(key: string): string; node(id: string): string };

/** A plain sentence without its full stop: "Price is at least 20 and Country is PL or DE". Never throws, whatever the draft holds. */
export function describe(expression: Expression, names: ExpressionNames): string {
  if ("all" in expression) return joined(expression.all, " and ", "always", names);
  if ("any" in expression) return joined(expression.any, " or ", "never", names);
  if ("not" in expression) return `not: ${grouped(expression.not, names)}`;
  if ("trait" in expression) return `${pathWords(expression.trait)} ${ruleWords(expression)}`;
  if ("property" in expression) return `${pathWords(expression.property)} ${ruleWords(expression)}`;
  if ("variable" in expression) return `${pathWords(expression.variable)} ${ruleWords(expression)}`;
  if ("event" in expression) return describeEvent(expression);
  if ("consent" in expression) return `agreed to ${names.topic(expression.consent)} by ${expression.channel}`;
  if ("message" in expression) return `${names.node(expression.message)} was ${expression.state}`;
  if ("segment" in expression) return `is in the segment ${expression.segment}`;
  return "did a sequence of things";
}

/** "Price is at least 20 and Currency is PLN"; an empty filter is "anything". */
export function describeFilter(filter: Filter): string {
  const parts = conditionsOf(filter).map(([path, operators]) => `${pathWords(path)} ${ruleWords(operators)}`);
  return parts.length === 0 ? "anything" : parts.join(" and ");
}

function joined(parts: readonly Expression[], by: string, none: string, names: ExpressionNames): string {
  if (parts.length === 0) return none;
  return parts.map((part) => (parts.length === 1 ? describe(part, names) : grouped(part, names))).join(by);
}

/** Brackets where "and" and "or" would run into each other. */
function grouped(part: Expression, names: ExpressionNames): string {
  const several = ("all" in part && part.all.length > 1) || ("any" in part && part.any.length > 1);
  return several ? `(${describe(part, names)})` : describe(part, names);
}

function describeEvent({ event, where, within, count, sum, first, last }: EventExpression): string {
  const parts: string[] = [];
  const name = event === "" ? "…" : event;
  const filter = where && Object.keys(where).length > 0 ? ` where ${describeFilter(where)}` : "";
  if (count) parts.push(`did ${name}${filter} ${timesWords(count)}${withinWords(within)}`);
  else if (!sum && !first && !last) parts.push(`did ${name}${filter}${withinWords(within)}`);
  if (sum) parts.push(`the sum of ${pathWords(sum.of)} of ${name}${filter} ${ruleWords(sum)}${withinWords(within)}`);
  if (first) parts.push(`the first ${name}${filter}${withinWords(within)} had ${describeFilter(first)}`);
  if (last) parts.push(`the last ${name}${filter}${withinWords(within)} had ${describeFilter(last)}`);
  return parts.join(" and ");
}

function timesWords(count: NumberOperators): string {
  const words = ruleWords(count).replaceAll("is ", "");
  return `${words} ${words === "1" ? "time" : "times"}`;
}

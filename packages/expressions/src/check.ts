import { elapsedMs, isDuration, type Problem } from "@journeyman/core";
import { checkProperty } from "./check-property.ts";
import { contradictions } from "./contradictions.ts";
import { readDateOperand } from "./dates.ts";
import { fieldClass } from "./field-facts.ts";
import { nearName } from "./near-name.ts";
import { patternProblem } from "./pattern.ts";
import {
  conditionsOf,
  type EventExpression,
  type Expression,
  type Filter,
  type NumberOperators,
  type Operator,
  type Operators,
  operatorsOf,
} from "./tree.ts";
import { pathWords } from "./words.ts";

export type ExpressionProblem = Problem & { severity: "error" | "warning"; code: string };

/** What is known of traits, or of events' properties: their class and type. Without it neither is checked. */
export type FieldFacts = readonly { name: string; class: string; type: string | null }[];

/**
 * What is wrong with a condition beyond its shape: parts left empty, operators that can never hold, refused patterns, kinds that cannot be
 * evaluated yet, contradictions. Paths are inside the expression (`all.0.matches`), messages are sentences.
 */
export function checkExpression(expression: Expression, fields: Fields = {}): ExpressionProblem[] {
  return check(expression, "", fields);
}

type Fields = { traits?: FieldFacts | undefined; properties?: FieldFacts | undefined };

/** The same for a filter over an event's properties. */
export function checkFilter(filter: Filter, properties?: FieldFacts): ExpressionProblem[] {
  return conditionsOf(filter).flatMap(([path, operators]) => [
    ...(path === "name" || path === "at" || /^properties\../.test(path)
      ? []
      : [problem(path, "filter-path", `“${path}” is no part of an event; name a property, such as properties.price.`)]),
    ...checkProperty(path, properties, path, operators),
    ...checkOperators(operators, path, path),
  ]);
}

function check(expression: Expression, path: string, fields: Fields): ExpressionProblem[] {
  if ("all" in expression || "any" in expression) {
    const [key, parts] = "all" in expression ? (["all", expression.all] as const) : (["any", expression.any] as const);
    const inside = parts.flatMap((part, i) => check(part, join(path, `${key}.${i}`), fields));
    if (parts.length === 0) return [problem(join(path, key), "empty-group", "This group has no conditions; add one or remove the group.")];
    return "all" in expression ? [...inside, ...contradictions(expression.all, join(path, key))] : inside;
  }
  if ("not" in expression) return check(expression.not, join(path, "not"), fields);
  if ("trait" in expression)
    return [
      ...named(expression.trait, join(path, "trait"), "a trait"),
      ...checkTrait(expression.trait, expression, path, fields.traits),
      ...checkOperators(expression, path, expression.trait),
    ];
  if ("property" in expression) {
    const wrong =
      expression.property !== "" &&
      !/^properties\../.test(expression.property) &&
      expression.property !== "name" &&
      expression.property !== "at";
    return [
      ...named(expression.property, join(path, "property"), "a property"),
      ...(wrong
        ? [
            problem(
              join(path, "property"),
              "filter-path",
              `“${expression.property}” is no part of an event; name a property, such as properties.total.`,
            ),
          ]
        : []),
      ...checkProperty(expression.property, fields.properties, join(path, "property"), expression),
      ...checkOperators(expression, path, expression.property),
    ];
  }
  if ("variable" in expression)
    return [...named(expression.variable, join(path, "variable"), "a variable"), ...checkOperators(expression, path, expression.variable)];
  if ("event" in expression) return checkEvent(expression, path, fields.properties);
  if ("consent" in expression)
    return [
      ...named(expression.consent, join(path, "consent"), "a topic"),
      ...named(expression.channel, join(path, "channel"), "a channel"),
    ];
  if ("message" in expression) return named(expression.message, join(path, "message"), "a message of this journey");
  const kind = "segment" in expression ? "segment" : "sequence";
  return [problem(join(path, kind), "not-available", `Conditions on a ${kind} are not available yet; use traits or events instead.`)];
}

function checkEvent(expression: EventExpression, path: string, properties: FieldFacts | undefined): ExpressionProblem[] {
  const problems = named(expression.event, join(path, "event"), "an event");
  const { within, count, sum } = expression;
  if (within !== undefined) problems.push(...checkElapsed(within, join(path, "within")));
  if (count && operatorsOf(count).length === 0) problems.push(problem(join(path, "count"), "no-operator", "Say how many times."));
  else if (count) problems.push(...checkOperators(count, join(path, "count"), "count"), ...checkCount(count, join(path, "count")));
  if (sum)
    problems.push(
      ...named(sum.of, join(path, "sum.of"), "a property to add up"),
      ...checkProperty(sum.of, properties, join(path, "sum.of")),
      ...checkOperators(sum, join(path, "sum"), sum.of),
    );
  for (const key of ["where", "first", "last"] as const) {
    const filter = expression[key];
    if (filter) problems.push(...checkFilter(filter, properties).map((one) => ({ ...one, path: join(path, `${key}.${one.path}`) })));
  }
  return problems;
}

function checkCount(count: NumberOperators, path: string): ExpressionProblem[] {
  return operatorsOf(count)
    .filter(({ operand }) => typeof operand === "number" && operand < 0)
    .map(({ operator }) => problem(join(path, operator), "negative-count", "Nobody does something less than 0 times; write 0 or more."));
}

/** A duration that is always elapsed time (`within`, `maxAge`, `after`): no months or years, and not nothing. */
export function checkElapsed(duration: string, path: string): ExpressionProblem[] {
  if (!isDuration(duration))
    return [
      problem(
        path,
        "duration",
        duration === "" ? "Say how long, such as 1 hour." : `“${duration}” is not a duration; write PT1H for an hour or P30D for 30 days.`,
      ),
    ];
  try {
    return elapsedMs(duration) > 0 ? [] : [problem(path, "duration", "This duration is no time at all; make it longer.")];
  } catch {
    return [problem(path, "duration", "Months and years have no fixed length here; use days.")];
  }
}

function named(name: string, path: string, what: string): ExpressionProblem[] {
  return name.trim() === "" ? [problem(path, "missing-name", `Choose ${what}.`)] : [];
}

const sealedOperators: readonly Operator[] = ["set", "unset"];
const numberOperators: readonly Operator[] = ["gt", "gte", "lt", "lte"];
const textOperators: readonly Operator[] = ["startsWith", "endsWith", "matches"];

function checkTrait(name: string, operators: Operators, path: string, traits: FieldFacts | undefined): ExpressionProblem[] {
  if (!traits || name.trim() === "") return [];
  const unseen = checkSeen(name, traits);
  const found = fieldClass("trait", name, traits, operators);
  const used = operatorsOf(operators).map((one) => one.operator);
  if (found === "restricted")
    return [problem(join(path, "trait"), "restricted", `${name} is restricted and cannot be used in conditions.`)];
  if (found === "contact" || found === "held") {
    return used
      .filter((operator) => !sealedOperators.includes(operator))
      .map((operator) =>
        problem(join(path, operator), "sealed-trait", `${name} is kept encrypted: a condition can only ask whether it is known.`),
      );
  }
  const impossible = (list: readonly Operator[], kind: string) =>
    used
      .filter((operator) => list.includes(operator))
      .map((operator) => problem(join(path, operator), "operator-type", `${name} is ${kind}, so this can never hold.`));
  if (unseen) return [problem(join(path, "trait"), "unseen-trait", unseen, "warning")];
  const type = traits.find((one) => one.name === name)?.type;
  if (type === "string" || type === "text" || type === "boolean") {
    return [
      ...impossible(numberOperators, type === "boolean" ? "true or false" : "text"),
      ...(type === "boolean" ? impossible(textOperators, "true or false") : []),
    ];
  }
  return type === "number" ? impossible([...textOperators, "before", "after"], "a number") : [];
}

/** A name that no person has, nor one that it lies in: most often it is written otherwise. */
function checkSeen(name: string, traits: FieldFacts): string | undefined {
  const names = traits.map((one) => one.name);
  if (names.some((one) => one === name || name.startsWith(`${one}.`) || one.startsWith(`${name}.`))) return undefined;
  const near = nearName(name, names);
  return `Nobody has the trait “${name}” yet; ${near === undefined ? "check its spelling" : `did you mean “${near}”?`}`.replace(
    /[^?]$/,
    "$&.",
  );
}

/** `what`: the name of what is compared, as it stands in the condition; empty while it is not chosen. */
function checkOperators(operators: Operators, path: string, what: string): ExpressionProblem[] {
  const given = operatorsOf(operators);
  if (given.length === 0)
    return [problem(path, "no-operator", what.trim() === "" ? "Say what it must be." : `Say what “${pathWords(what)}” must be.`)];
  const problems = given.flatMap(({ operator, operand }): ExpressionProblem[] => {
    const at = join(path, operator);
    if (operator === "matches") {
      const refused = patternProblem(String(operand));
      return refused === undefined ? [] : [problem(at, "pattern", refused)];
    }
    if ((operator === "before" || operator === "after") && !readDateOperand(String(operand))) {
      return [problem(at, "date", `“${String(operand)}” is no date; write 2026-03-01, or now-P7D for seven days ago.`)];
    }
    if ((operator === "in" || operator === "notIn") && Array.isArray(operand) && operand.length === 0)
      return [problem(at, "empty-list", "The list is empty; add a value.")];
    if ((operator === "contains" || operator === "startsWith" || operator === "endsWith") && operand === "")
      return [problem(at, "empty-text", "Write the text to look for.")];
    return [];
  });
  return [...problems, ...contradictions([operators], path)];
}

function problem(path: string, code: string, message: string, severity: ExpressionProblem["severity"] = "error"): ExpressionProblem {
  return { path, severity, code, message };
}

function join(path: string, rest: string): string {
  return path === "" ? rest : `${path}.${rest}`;
}

import { type Duration, durationParts, isDuration } from "@journeyman/core";
import { type Filter, type Operator, type Operators, readDurationWords, type Scalar } from "@journeyman/expressions";

/** One condition on one value, as a row of the form. `text` is what stands in the value's field. */
export type Rule = { path: string; operator: Operator; text: string };

export type OperatorChoice = { value: Operator; label: string; takes: "text" | "number" | "list" | "date" | "nothing" };

export const operatorChoices: readonly OperatorChoice[] = [
  { value: "eq", label: "is", takes: "text" },
  { value: "ne", label: "is not", takes: "text" },
  { value: "in", label: "is one of", takes: "list" },
  { value: "notIn", label: "is none of", takes: "list" },
  { value: "gte", label: "at least", takes: "number" },
  { value: "gt", label: "more than", takes: "number" },
  { value: "lte", label: "at most", takes: "number" },
  { value: "lt", label: "less than", takes: "number" },
  { value: "contains", label: "contains", takes: "text" },
  { value: "startsWith", label: "starts with", takes: "text" },
  { value: "endsWith", label: "ends with", takes: "text" },
  { value: "matches", label: "matches", takes: "text" },
  { value: "before", label: "before", takes: "date" },
  { value: "after", label: "after", takes: "date" },
  { value: "set", label: "is known", takes: "nothing" },
  { value: "unset", label: "is not known", takes: "nothing" },
];

export function takes(operator: Operator): OperatorChoice["takes"] {
  return operatorChoices.find((choice) => choice.value === operator)?.takes ?? "text";
}

/** 20 is a number, true a truth, "20" in quotes a text, anything else a text. */
export function readScalar(text: string): Scalar {
  const trimmed = text.trim();
  const quoted = /^"(.*)"$/.exec(trimmed) ?? /^“(.*)”$/.exec(trimmed);
  if (quoted) return quoted[1] ?? "";
  if (/^-?\d{1,15}(?:\.\d{1,10})?$/.test(trimmed)) return Number(trimmed);
  if (trimmed === "true" || trimmed === "false") return trimmed === "true";
  return trimmed;
}

/** The text that reads back as the same value. */
export function writeScalar(value: Scalar | undefined): string {
  if (value === undefined) return "";
  if (typeof value !== "string") return String(value);
  return readScalar(value) === value ? value : `"${value}"`;
}

/** What the operator is given; undefined while the field holds nothing that it can use. */
export function operandOf(operator: Operator, text: string): Operators[Operator] | undefined {
  const kind = takes(operator);
  if (kind === "nothing") return true;
  if (text.trim() === "") return undefined;
  if (kind === "list")
    return text
      .split(",")
      .map(readScalar)
      .filter((item) => item !== "");
  if (kind === "number") {
    const number = Number(text.trim().replace(",", "."));
    return Number.isFinite(number) ? number : undefined;
  }
  if (kind === "date") return text.trim();
  if (operator === "eq" || operator === "ne" || operator === "contains") return readScalar(text);
  return text.trim();
}

export function textOf(operand: Operators[Operator] | undefined): string {
  if (Array.isArray(operand)) return operand.map(writeScalar).join(", ");
  return operand === true ? "" : writeScalar(operand);
}

/** The rules of one value, in the order of the list of operators; none is one unfinished rule. */
export function rulesOf(path: string, operators: Operators): Rule[] {
  const rules = operatorChoices.flatMap(({ value }) => {
    const operand = operators[value];
    return operand === undefined ? [] : [{ path, operator: value, text: textOf(operand) }];
  });
  return rules.length > 0 ? rules : [{ path, operator: "eq" as const, text: "" }];
}

export function operatorsFrom(rules: readonly Rule[]): Operators {
  const operators: Record<string, unknown> = {};
  for (const { operator, text } of rules) {
    const operand = operandOf(operator, text);
    if (operand !== undefined) operators[operator] = operand;
  }
  return operators;
}

export function rulesOfFilter(filter: Filter | undefined): Rule[] {
  return Object.entries(filter ?? {}).flatMap(([path, operators]) => rulesOf(path, operators ?? {}));
}

/** Rows without a path are only in the form. */
export function filterFrom(rules: readonly Rule[]): Filter | undefined {
  const byPath = new Map<string, Rule[]>();
  for (const rule of rules) if (rule.path !== "") byPath.set(rule.path, [...(byPath.get(rule.path) ?? []), rule]);
  if (byPath.size === 0) return undefined;
  return Object.fromEntries([...byPath].map(([path, own]) => [path, operatorsFrom(own)]));
}

export const units = ["seconds", "minutes", "hours", "days", "weeks", "months"] as const;
export type Unit = (typeof units)[number];

/** One number with one unit; undefined when it takes more than that to say. */
export function splitDuration(duration: Duration): { amount: number; unit: Unit } | undefined {
  if (!isDuration(duration)) return undefined;
  const parts = durationParts(duration);
  const given = units.filter((unit) => parts[unit] > 0);
  if (parts.years > 0 || given.length > 1) return undefined;
  const unit = given[0] ?? "hours";
  return { amount: parts[unit], unit };
}

const letters: Record<Unit, (amount: number) => Duration> = {
  seconds: (n) => `PT${n}S`,
  minutes: (n) => `PT${n}M`,
  hours: (n) => `PT${n}H`,
  days: (n) => `P${n}D`,
  weeks: (n) => `P${n}W`,
  months: (n) => `P${n}M`,
};

export function joinDuration(amount: number, unit: Unit): Duration {
  return letters[unit](Math.max(0, Math.floor(amount)));
}

const seconds: Record<Exclude<Unit, "months">, number> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400, weeks: 604_800 };

/** What was typed as the number of a unit: "2", "1.5" or "1,5", or all of it in words, such as "1 hour 30 minutes". */
export function readAmount(text: string, unit: Unit): { duration: Duration } | { problem: string } {
  const trimmed = text.trim().replace(",", ".");
  if (/^\d{1,5}$/.test(trimmed)) return { duration: joinDuration(Number(trimmed), unit) };
  if (!/^(?:\d{1,5}\.\d{0,4}|\.\d{1,4})$/.test(trimmed)) {
    const words = readDurationWords(text);
    return words === undefined ? { problem: "Write a number, such as 2 or 1.5." } : { duration: words };
  }
  const amount = Number(trimmed);
  if (Number.isInteger(amount)) return { duration: joinDuration(amount, unit) };
  if (unit === "months") return { problem: "A month has no fixed length to take a part of; use weeks or days." };
  const total = Math.round(amount * seconds[unit]);
  if (unit === "seconds" || total === 0) return { problem: "Parts of a second are not waited for; write a whole number." };
  return { duration: unit === "days" || unit === "weeks" ? daysAndTime(total) : time(total) };
}

/** Days are calendar time; what is less than one is elapsed. */
function daysAndTime(total: number): Duration {
  const days = Math.floor(total / 86_400);
  const rest = total - days * 86_400;
  return days === 0 ? time(rest) : `P${days}D${rest === 0 ? "" : time(rest).slice(1)}`;
}

/** In the largest unit that says it in one number. */
function time(total: number): Duration {
  return total % 3600 === 0 ? `PT${total / 3600}H` : total % 60 === 0 ? `PT${total / 60}M` : `PT${total}S`;
}

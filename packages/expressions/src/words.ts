import type { Duration } from "@journeyman/core";
import { readDateOperand } from "./dates.ts";
import { durationWords } from "./duration-words.ts";
import { type Operator, type Operators, operatorsOf } from "./tree.ts";

/** `properties.line_items.0.unitPrice` → "Line items 0 unit price"; `properties.price` → "Price". */
export function pathWords(path: string): string {
  const words = path
    .replace(/^properties\./, "")
    .split(/[._\s-]+/)
    .flatMap((part) => part.split(/(?<=[a-z0-9])(?=[A-Z])/))
    .filter(Boolean)
    .map((word) => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()))
    .join(" ");
  return words === "" ? "Something" : words.charAt(0).toUpperCase() + words.slice(1);
}

/** "is at least 20 and is less than 50": all operators of one value, in plain words. */
export function ruleWords(operators: Operators): string {
  const rules = operatorsOf(operators).map(({ operator, operand }) => operatorWords(operator, operand));
  return rules.length === 0 ? "…" : rules.join(" and ");
}

function operatorWords(operator: Operator, operand: unknown): string {
  switch (operator) {
    case "eq":
      return `is ${valueWords(operand)}`;
    case "ne":
      return `is not ${valueWords(operand)}`;
    case "in":
      return `is ${listWords(operand)}`;
    case "notIn":
      return `is not ${listWords(operand)}`;
    case "gt":
      return `is more than ${valueWords(operand)}`;
    case "gte":
      return `is at least ${valueWords(operand)}`;
    case "lt":
      return `is less than ${valueWords(operand)}`;
    case "lte":
      return `is at most ${valueWords(operand)}`;
    case "contains":
      return `contains ${valueWords(operand)}`;
    case "startsWith":
      return `starts with ${valueWords(operand)}`;
    case "endsWith":
      return `ends with ${valueWords(operand)}`;
    case "matches":
      return `matches ${valueWords(operand)}`;
    case "set":
      return "is known";
    case "unset":
      return "is not known";
    case "before":
    case "after":
      return `is ${dateWords(operator, String(operand))}`;
  }
}

function dateWords(side: "before" | "after", text: string): string {
  const operand = readDateOperand(text);
  if (operand?.kind === "now") return side === "before" ? "in the past" : "in the future";
  if (operand?.kind !== "relative") return `${side} ${text}`;
  const time = durationWords(operand.duration);
  if (operand.sign === "-") return side === "before" ? `more than ${time} ago` : `less than ${time} ago, or later`;
  return side === "before" ? `less than ${time} ahead, or earlier` : `more than ${time} ahead`;
}

/** A value as a sentence shows it; an empty text must be seen to be there. */
export function valueWords(value: unknown): string {
  if (typeof value === "string") return value === "" || value !== value.trim() ? `“${value}”` : value;
  return JSON.stringify(value) ?? "nothing";
}

function listWords(operand: unknown): string {
  const values = Array.isArray(operand) ? operand.map(valueWords) : [];
  if (values.length === 0) return "one of nothing";
  if (values.length > 6) return `${values.slice(0, 5).join(", ")} or one of ${values.length - 5} more`;
  return oneOf(values);
}

export function oneOf(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** " in the last 30 days", or nothing. */
export function withinWords(within: Duration | undefined): string {
  return within === undefined ? "" : ` in the last ${durationWords(within)}`;
}

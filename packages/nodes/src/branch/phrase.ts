import type { Expression, Operators, Scalar } from "@journeyman/expressions";

const operators: readonly (readonly [pattern: RegExp, operator: keyof Operators])[] = [
  [/^(?:!=|<>|is not\b)/i, "ne"],
  [/^(?:>=|at least\b|is at least\b)/i, "gte"],
  [/^(?:<=|at most\b|is at most\b)/i, "lte"],
  [/^(?:>|is more than\b|more than\b)/i, "gt"],
  [/^(?:<|is less than\b|less than\b)/i, "lt"],
  [/^(?:==?|is\b)/i, "eq"],
  [/^contains\b/i, "contains"],
];

/**
 * Reads "if country = DE", "if properties.total >= 100", "if plan is known": a trait, or a property of the triggering event when its path says so.
 * Undefined when it is nothing of the kind.
 */
export function readCondition(text: string): Expression | undefined {
  const match = /^(?:if|branch(?:\s+if)?|when)\s+([A-Za-z_][\w.]*)\s*(.+)$/i.exec(text.trim());
  const [, subject, rest] = match ?? [];
  if (subject === undefined || rest === undefined) return undefined;
  const found = readOperators(rest.trim());
  if (!found) return undefined;
  return subject.startsWith("properties.") ? { property: subject, ...found } : { trait: subject, ...found };
}

function readOperators(text: string): Operators | undefined {
  if (/^is (?:known|set)$/i.test(text)) return { set: true };
  if (/^is (?:not known|unknown|unset|not set)$/i.test(text)) return { unset: true };
  for (const [pattern, operator] of operators) {
    const match = pattern.exec(text);
    if (!match) continue;
    const value = readValue(text.slice(match[0].length).trim());
    if (value === undefined) return undefined;
    if (["gt", "gte", "lt", "lte"].includes(operator) && typeof value !== "number") return undefined;
    return { [operator]: value };
  }
  return undefined;
}

function readValue(text: string): Scalar | undefined {
  if (text === "") return undefined;
  const quoted = /^(["'])(.*)\1$/.exec(text);
  if (quoted) return quoted[2];
  if (/^-?\d{1,15}(?:\.\d{1,10})?$/.test(text)) return Number(text);
  if (text === "true" || text === "false") return text === "true";
  return text;
}

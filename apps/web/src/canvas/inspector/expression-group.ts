import type { Expression } from "@journeyman/expressions";

/** An expression as the form shows it: parts that all must hold, or any. One part needs no brackets, and none are kept for it. */
export type Group = { by: "all" | "any"; parts: readonly Expression[] };

export function groupOf(expression: Expression | undefined): Group {
  if (!expression || isUnsaid(expression)) return { by: "all", parts: [] };
  if ("all" in expression && Array.isArray(expression.all)) return { by: "all", parts: expression.all };
  if ("any" in expression && Array.isArray(expression.any)) return { by: "any", parts: expression.any };
  return { by: "all", parts: [expression] };
}

export function ungroup({ by, parts }: Group): Expression {
  const [only, ...more] = parts;
  if (only && more.length === 0 && !("all" in only) && !("any" in only)) return only;
  if (!only) return { trait: "" };
  return by === "all" ? { all: [...parts] } : { any: [...parts] };
}

/** What a fresh way asks before its author says what. */
function isUnsaid(expression: Expression): boolean {
  return "trait" in expression && expression.trait === "" && Object.keys(expression).length === 1;
}

export function negated(expression: Expression): { not: boolean; inner: Expression } {
  return "not" in expression && expression.not !== null && typeof expression.not === "object"
    ? { not: true, inner: expression.not }
    : { not: false, inner: expression };
}

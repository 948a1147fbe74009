import type { Problem } from "@journeyman/core";
import { type Expression, type Operators, operatorsOf, type Scalar } from "./tree.ts";
import { pathWords, valueWords } from "./words.ts";

type Found = Problem & { severity: "warning"; code: "contradiction" };

/**
 * Simple contradictions among conditions that must all hold: two values at once, a range that is empty, known and unknown. Not a solver: what it
 * says is certain, what it does not see may still be wrong.
 */
export function contradictions(parts: readonly (Expression | Operators)[], path: string): Found[] {
  const bySubject = new Map<string, Operators[]>();
  for (const part of parts) {
    const subject = subjectOf(part);
    if (subject !== undefined) bySubject.set(subject, [...(bySubject.get(subject) ?? []), part as Operators]);
  }
  return [...bySubject].flatMap(([subject, all]) => {
    // One condition alone was looked at where it stands.
    if (parts.length > 1 && all.length < 2) return [];
    const why = clash(all);
    const name = subject === "" ? "This" : pathWords(subject.slice(subject.indexOf(":") + 1));
    return why === undefined
      ? []
      : [{ path, severity: "warning" as const, code: "contradiction" as const, message: `${name} ${why}: nobody can ever match.` }];
  });
}

function subjectOf(part: Expression | Operators): string | undefined {
  if ("trait" in part) return `trait:${part.trait}`;
  if ("property" in part) return `property:${part.property}`;
  if ("variable" in part) return `variable:${part.variable}`;
  const others = ["all", "any", "not", "event", "consent", "message", "segment", "sequence"];
  return Object.keys(part).some((key) => others.includes(key)) ? undefined : "";
}

function clash(all: readonly Operators[]): string | undefined {
  const given = all.flatMap(operatorsOf);
  const values = <T>(operator: string) => given.filter((one) => one.operator === operator).map((one) => one.operand as T);
  if (values("unset").length > 0 && given.some((one) => one.operator !== "unset")) return "cannot be unknown and have a value";
  const equal = [...new Set(values<Scalar>("eq"))];
  if (equal.length > 1) return `cannot be both ${valueWords(equal[0])} and ${valueWords(equal[1])}`;
  const [only] = equal;
  if (only !== undefined) {
    if (values<Scalar>("ne").includes(only)) return `cannot be ${valueWords(only)} and not be it`;
    if (values<Scalar[]>("in").some((list) => !list.includes(only))) return `cannot be ${valueWords(only)} and one of a list without it`;
    if (values<Scalar[]>("notIn").some((list) => list.includes(only))) return `cannot be ${valueWords(only)} and outside a list with it`;
  }
  return emptyRange(values<number>("gt"), values<number>("gte"), values<number>("lt"), values<number>("lte"), only);
}

function emptyRange(gt: number[], gte: number[], lt: number[], lte: number[], only: Scalar | undefined): string | undefined {
  const low = Math.max(...gt, ...gte);
  const high = Math.min(...lt, ...lte);
  const open = gt.includes(low) || lt.includes(high);
  if (low > high || (low === high && open)) return `cannot be above ${low} and below ${high}`;
  if (only === undefined || (low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY)) return undefined;
  if (typeof only !== "number") return `cannot be ${valueWords(only)} and a number`;
  const outside = gt.some((n) => only <= n) || gte.some((n) => only < n) || lt.some((n) => only >= n) || lte.some((n) => only > n);
  return outside ? `cannot be ${only} and outside ${only}` : undefined;
}

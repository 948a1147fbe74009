import type { TemplateProblem } from "@/lib/api-types.ts";

const parts: Readonly<Record<string, string>> = { subject: "Subject", preheader: "Preview text", html: "HTML", text: "Text", name: "Name" };

/** The part of the message that a problem stands in; undefined when it is of the whole. */
export function partOfProblem({ path }: TemplateProblem): string | undefined {
  const part = path.split(":")[0] ?? "";
  return part in parts ? part : undefined;
}

/** "HTML, line 12". */
export function placeOfProblem(problem: TemplateProblem): string {
  const part = parts[partOfProblem(problem) ?? ""] ?? "";
  return problem.line === undefined || problem.line === null ? part : `${part}, line ${problem.line}`;
}

import type { JsonObject } from "@journeyman/core";
import { check, type Definition, type JourneyProblem, parseDefinition } from "@journeyman/journey";
import type { CanvasRegistry } from "@journeyman/node-kit";
import type { WorkspaceContext } from "../check-context.ts";

export type Judged = { definition?: Definition; problems: JourneyProblem[] };

/** Everything wrong with a draft, whatever it holds: what does not parse is a problem like any other, with its place. */
export function judge(draft: JsonObject, registry: CanvasRegistry, context: WorkspaceContext): Judged {
  const parsed = parseDefinition(draft);
  if (!parsed.ok) {
    return { problems: parsed.problems.map(({ path, message }) => ({ path, message, severity: "error" as const, code: "unreadable" })) };
  }
  return { definition: parsed.definition, problems: check(parsed.definition, registry, context) };
}

export function hasErrors(problems: readonly JourneyProblem[]): boolean {
  return problems.some(({ severity }) => severity === "error");
}

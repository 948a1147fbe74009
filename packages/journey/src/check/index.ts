import type { CanvasRegistry } from "@journeyman/node-kit";
import type { Definition } from "../definition/schema.ts";
import { checkDrawing } from "./drawing.ts";
import { checkInput, type JourneyCheckContext } from "./input.ts";
import { checkLife } from "./life.ts";
import { checkMessageReads } from "./messages.ts";
import type { JourneyProblem } from "./problem.ts";
import { checkSteps } from "./steps.ts";
import { checkWays } from "./ways.ts";

export type { JourneyCheckContext } from "./input.ts";
export type { JourneyProblem } from "./problem.ts";

/**
 * Everything wrong with a definition; errors first. Without errors `compile` succeeds. `context` is what the workspace knows (templates, topics, events); lists it
 * does not have are not checked.
 */
export function check(definition: Definition, registry: CanvasRegistry, context: JourneyCheckContext = {}): JourneyProblem[] {
  const input = checkInput(definition, registry, context);
  const problems = [...checkWays(input), ...checkDrawing(input), ...checkSteps(input), ...checkMessageReads(input), ...checkLife(input)];
  return [...problems.filter((one) => one.severity === "error"), ...problems.filter((one) => one.severity === "warning")];
}

import type { Principal } from "@journeyman/access";
import type { Id } from "@journeyman/core";
import type { JourneyProblem } from "@journeyman/journey";
import { z } from "zod";
import { workspaceContext } from "../check-context.ts";
import { type AuthoringDeps, within } from "../deps.ts";
import { parseInput } from "../parse-input.ts";
import { judge } from "./judge.ts";

/** Everything wrong with a definition that is not stored: for the API, the command line, and before a paste. */
export function checkDefinition(deps: AuthoringDeps, principal: Principal, environmentId: Id, input: unknown): Promise<JourneyProblem[]> {
  const { definition } = parseInput(z.object({ definition: z.record(z.string(), z.json()) }), input);
  return within(
    deps,
    principal,
    environmentId,
    "journey.read",
    async (tx) => judge(definition, deps.registry, await workspaceContext(tx)).problems,
  );
}

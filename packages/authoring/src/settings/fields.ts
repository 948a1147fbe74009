import { audit, type Principal } from "@journeyman/access";
import type { Id } from "@journeyman/core";
import { decideFieldClass, type FieldClassRow, listFieldClasses } from "@journeyman/customers";
import { z } from "zod";
import { actorOf } from "../actor.ts";
import { type AuthoringDeps, within } from "../deps.ts";
import { parseInput } from "../parse-input.ts";

/** Every trait and event property the environment has seen, those held as contact data first. */
export function listFields(deps: AuthoringDeps, principal: Principal, environmentId: Id): Promise<FieldClassRow[]> {
  return within(deps, principal, environmentId, "settings.read", (tx) => listFieldClasses(tx));
}

export const decideFieldSchema = z.object({
  scope: z.enum(["trait", "event"]),
  name: z.string().min(1).max(200),
  class: z.enum(["contact", "attribute", "restricted"]),
});

/** Says what a field is. It holds for what comes from now on. Throws `not_found` for a field that was never seen. */
export function decideField(deps: AuthoringDeps, principal: Principal, environmentId: Id, input: unknown): Promise<void> {
  const field = parseInput(decideFieldSchema, input);
  return within(deps, principal, environmentId, "settings.manage", async (tx) => {
    await decideFieldClass(tx, field.scope, field.name, field.class);
    await audit(tx, {
      ...actorOf(principal),
      action: "field.classify",
      subjectKind: "field",
      subjectId: `${field.scope}:${field.name}`,
      detail: field,
    });
  });
}

import { type Id, JourneymanError } from "@journeyman/core";
import type { Action } from "./roles/actions.ts";
import { type Role, roles } from "./roles/index.ts";

export type PrincipalEnvironment = { id: Id; kind: "test" | "live" };

type Standing = {
  id: Id;
  organisationId: Id;
  workspaceId: Id;
  /** Those that may be looked at: a user's are the workspace's, a key's is its own. */
  environments: PrincipalEnvironment[];
  role: Role;
};

/** Who asks, as the tables say at this moment. Never keep one beyond a request. */
export type Principal = (Standing & { kind: "user"; sessionId: Id }) | (Standing & { kind: "api_key" });

/** What is asked about; without it, the action as such. */
export type Subject = { environmentId?: Id };

/** Default deny: allowed is only what the role names, in an environment that the principal has. */
export function can(principal: Pick<Principal, "role" | "environments">, action: Action, subject: Subject = {}): boolean {
  const known = Object.hasOwn(roles, principal.role) ? roles[principal.role] : undefined;
  if (known === undefined || !known.allows.includes(action)) return false;
  return subject.environmentId === undefined || principal.environments.some((environment) => environment.id === subject.environmentId);
}

/** Throws `forbidden` when `can` says no. */
export function assertCan(principal: Pick<Principal, "role" | "environments">, action: Action, subject: Subject = {}): void {
  if (can(principal, action, subject)) return;
  throw new JourneymanError("forbidden", `Your role does not allow this (${action}). Ask an owner of the workspace.`, {
    context: { action },
  });
}

/** Whether everything that `role` allows is allowed to `other` too. */
export function isWithin(role: Role, other: Role): boolean {
  const allowed: readonly Action[] = roles[other].allows;
  return roles[role].allows.every((action) => allowed.includes(action));
}

import type { Principal } from "@journeyman/access";
import type { Id } from "@journeyman/core";

/** Who did it, for the audit. */
export function actorOf(principal: Principal): { actorKind: "user" | "api_key"; actorId: Id } {
  return { actorKind: principal.kind, actorId: principal.id };
}

/** For `updated_by` columns: a key's changes carry no user. */
export function userIdOf(principal: Principal): Id | null {
  return principal.kind === "user" ? principal.id : null;
}

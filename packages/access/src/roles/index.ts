import type { RoleDefinition } from "./actions.ts";
import { marketer } from "./marketer.ts";
import { owner } from "./owner.ts";

/** A new role is a file beside this one and a line here. */
export const roles = { owner, marketer } as const satisfies Record<string, RoleDefinition>;

export type Role = keyof typeof roles;

export function isRole(text: string): text is Role {
  return Object.hasOwn(roles, text);
}

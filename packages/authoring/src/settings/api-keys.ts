import { audit, createApiKey as create, type Principal, type Role, revokeApiKey as revoke } from "@journeyman/access";
import type { Id, Instant } from "@journeyman/core";
import { z } from "zod";
import { actorOf, userIdOf } from "../actor.ts";
import { type AuthoringDeps, within } from "../deps.ts";
import { parseInput } from "../parse-input.ts";

export type ApiKeyRow = {
  id: Id;
  name: string;
  prefix: string;
  role: Role;
  created_at: Instant;
  last_used_at: Instant | null;
  revoked_at: Instant | null;
};

export function listApiKeys(deps: AuthoringDeps, principal: Principal, environmentId: Id): Promise<ApiKeyRow[]> {
  return within(deps, principal, environmentId, "key.manage", (tx) =>
    tx.query<ApiKeyRow>(
      "authoring_api_keys",
      "SELECT id, name, prefix, role, created_at, last_used_at, revoked_at FROM api_key WHERE environment_id = $1 ORDER BY revoked_at IS NOT NULL, created_at DESC",
      [environmentId],
    ),
  );
}

export const createApiKeySchema = z.object({
  name: z.string().trim().min(1, "Give the key a name.").max(80),
  role: z.enum(["owner", "marketer"]),
});

/** `key` is shown once and stored as a hash. */
export function createApiKey(
  deps: AuthoringDeps,
  principal: Principal,
  environmentId: Id,
  input: unknown,
): Promise<{ id: Id; key: string }> {
  const { name, role } = parseInput(createApiKeySchema, input);
  return within(deps, principal, environmentId, "key.manage", async (tx) => {
    const made = await create(tx, { name, role, createdBy: userIdOf(principal) });
    await audit(tx, { ...actorOf(principal), action: "api-key.create", subjectKind: "api_key", subjectId: made.id, detail: { role } });
    return made;
  });
}

export function revokeApiKey(deps: AuthoringDeps, principal: Principal, environmentId: Id, keyId: Id): Promise<void> {
  return within(deps, principal, environmentId, "key.manage", async (tx) => {
    await revoke(tx, keyId);
    await audit(tx, { ...actorOf(principal), action: "api-key.revoke", subjectKind: "api_key", subjectId: keyId, detail: {} });
  });
}

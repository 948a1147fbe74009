import { createHash, randomBytes } from "node:crypto";
import { type Id, type Instant, JourneymanError, newId } from "@journeyman/core";
import { type Store, sqlTime, type Tx } from "@journeyman/store";
import { isWithin, type Principal } from "../rights.ts";
import { isRole, type Role } from "../roles/index.ts";

export type ApiKeyRow = { id: Id; name: string; prefix: string; role: Role; created_by: Id | null; created_at: Instant };

/** Tells a key from other secrets at a glance, and lets scanners of repositories find one that was committed. */
const keyPattern = /^jm_(test|live)_[A-Za-z0-9_-]{43}$/;

/** Makes a key of the transaction's environment. `key` is the only copy: the table keeps its hash. */
export async function createApiKey(
  tx: Tx,
  input: { name: string; role: Role; createdBy: Id | null },
): Promise<{ id: Id; key: string; row: ApiKeyRow }> {
  if (!isRole(input.role)) throw new JourneymanError("invalid", "There is no such role.");
  const [environment] = await tx.query<{ kind: string }>("access_key_environment", "SELECT kind FROM environment WHERE id = $1", [
    tx.environmentId,
  ]);
  if (environment === undefined) throw new JourneymanError("internal", "A key can only be made in an environment.");
  // 256 random bits need no slow hash.
  const key = `jm_${environment.kind}_${randomBytes(32).toString("base64url")}`;
  const row: ApiKeyRow = {
    id: newId(tx.now()),
    name: input.name,
    prefix: `${key.slice(0, 12)}…`,
    role: input.role,
    created_by: input.createdBy,
    created_at: tx.now(),
  };
  await tx.query(
    "access_create_key",
    "INSERT INTO api_key (environment_id, id, name, prefix, hash, role, created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    [tx.environmentId, row.id, row.name, row.prefix, hashKey(key), row.role, row.created_by, sqlTime(row.created_at)],
  );
  return { id: row.id, key, row };
}

/** Counts from the next request on. Throws `not_found`; revoking twice is fine. */
export async function revokeApiKey(tx: Tx, keyId: Id): Promise<void> {
  const rows = await tx.query(
    "access_revoke_key",
    "UPDATE api_key SET revoked_at = coalesce(revoked_at, $3::timestamptz) WHERE environment_id = $1 AND id = $2 RETURNING id",
    [tx.environmentId, keyId, sqlTime(tx.now())],
  );
  if (rows.length === 0) throw new JourneymanError("not_found", "There is no such key.");
}

type Found = {
  id: Id;
  role: string;
  last_used_at: Instant | null;
  environment_id: Id;
  kind: "test" | "live";
  organisation_id: Id;
  workspace_id: Id;
  created_by: Id | null;
  creator_role: string | null;
};

/**
 * Who a key stands for, from the tables at every request. A key never may more than the person who made it: it stops with them when they are
 * disabled or leave, and shrinks with their role. Undefined: unknown, revoked, or stopped.
 */
export async function principalForApiKey(store: Store, key: string): Promise<Principal | undefined> {
  if (!keyPattern.test(key)) return undefined;
  return store.engine(async (tx) => {
    const rows = await tx.query<Found>(
      "access_find_key",
      `SELECT k.id, k.role, k.last_used_at, k.environment_id, e.kind, e.organisation_id, e.workspace_id, k.created_by, m.role AS creator_role
       FROM api_key k JOIN environment e ON e.id = k.environment_id
       LEFT JOIN user_account u ON u.id = k.created_by AND u.disabled_at IS NULL
       LEFT JOIN member m ON m.user_id = u.id AND m.workspace_id = e.workspace_id
       WHERE k.hash = $1 AND k.revoked_at IS NULL`,
      [hashKey(key)],
    );
    const found = rows[0];
    const role = found && effectiveRole(found);
    if (found === undefined || role === undefined) return undefined;
    if (found.last_used_at === null || tx.now() - found.last_used_at > 60_000) {
      await tx.query("access_key_used", "UPDATE api_key SET last_used_at = $3 WHERE environment_id = $1 AND id = $2", [
        found.environment_id,
        found.id,
        sqlTime(tx.now()),
      ]);
    }
    return {
      kind: "api_key",
      id: found.id,
      organisationId: found.organisation_id,
      workspaceId: found.workspace_id,
      environments: [{ id: found.environment_id, kind: found.kind }],
      role,
    };
  });
}

function effectiveRole({ role, created_by, creator_role }: Found): Role | undefined {
  if (!isRole(role)) return undefined;
  if (created_by === null) return role;
  if (creator_role === null || !isRole(creator_role)) return undefined;
  return isWithin(role, creator_role) ? role : creator_role;
}

function hashKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

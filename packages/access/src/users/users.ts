import { type Id, type Instant, JourneymanError, newId } from "@journeyman/core";
import { isUniqueViolation, sqlTime, type Tx } from "@journeyman/store";
import { hashPassword } from "../passwords/hash.ts";
import { assertGoodPassword } from "../passwords/rules.ts";
import { isRole, type Role } from "../roles/index.ts";
import { revokeSessionsOf } from "../sessions/end-session.ts";
import { normaliseAccount } from "./normalise-account.ts";

export type NewUser = { organisationId: Id; workspaceId: Id; email: string; name: string; role: Role; password: string; timeZone?: string };

/** Makes an account and its membership. Throws `unprocessable` for a weak password, `conflict` when the address has an account. */
export async function createUser(tx: Tx, user: NewUser): Promise<Id> {
  const email = normaliseAccount(user.email);
  if (!isRole(user.role)) throw new JourneymanError("invalid", "There is no such role.");
  await assertGoodPassword(user.password, { email, name: user.name });
  const id = newId(tx.now());
  try {
    await tx.query(
      "access_create_user",
      "INSERT INTO user_account (id, organisation_id, email, name, password_hash, time_zone) VALUES ($1, $2, $3, $4, $5, $6)",
      [id, user.organisationId, email, user.name, await hashPassword(user.password), user.timeZone ?? "UTC"],
    );
  } catch (error) {
    if (!isUniqueViolation(error, "user_account_email_key")) throw error;
    throw new JourneymanError("conflict", "This e-mail address has an account already.", {
      problems: [{ path: "email", message: "It has an account already." }],
    });
  }
  await tx.query("access_create_member", "INSERT INTO member (organisation_id, workspace_id, user_id, role) VALUES ($1, $2, $3, $4)", [
    user.organisationId,
    user.workspaceId,
    id,
    user.role,
  ]);
  return id;
}

/** Counts from the next request on. Throws `not_found` for somebody who is no member, `conflict` when no owner would be left. */
export async function setRole(tx: Tx, { workspaceId, userId, role }: { workspaceId: Id; userId: Id; role: Role }): Promise<void> {
  if (!isRole(role)) throw new JourneymanError("invalid", "There is no such role.");
  if (role !== "owner") await keepAnOwner(tx, workspaceId, userId);
  const rows = await tx.query("access_set_role", "UPDATE member SET role = $3 WHERE workspace_id = $1 AND user_id = $2 RETURNING user_id", [
    workspaceId,
    userId,
    role,
  ]);
  if (rows.length === 0) throw new JourneymanError("not_found", "There is no such member in this workspace.");
}

/** Disabling ends every session and stops every key that the person made; enabling brings the keys back, not the sessions. */
export async function disableUser(tx: Tx, userId: Id, disabled: boolean): Promise<void> {
  if (disabled) {
    const memberships = await tx.query<{ workspace_id: Id }>(
      "access_memberships",
      "SELECT workspace_id FROM member WHERE user_id = $1 ORDER BY workspace_id",
      [userId],
    );
    for (const { workspace_id } of memberships) await keepAnOwner(tx, workspace_id, userId);
  }
  const rows = await tx.query<{ disabled_at: Instant | null }>(
    "access_disable_user",
    "UPDATE user_account SET disabled_at = CASE WHEN $2 THEN coalesce(disabled_at, $3::timestamptz) END WHERE id = $1 RETURNING disabled_at",
    [userId, disabled, sqlTime(tx.now())],
  );
  if (rows.length === 0) throw new JourneymanError("not_found", "There is no such user.");
  if (disabled) await revokeSessionsOf(tx, userId);
}

/** Locks the workspace's owners first, so that two who take the role from each other at once do not both succeed. */
async function keepAnOwner(tx: Tx, workspaceId: Id, leaving: Id): Promise<void> {
  const owners = await tx.query<{ id: Id }>(
    "access_owners",
    `SELECT u.id FROM member m JOIN user_account u ON u.id = m.user_id
     WHERE m.workspace_id = $1 AND m.role = 'owner' AND u.disabled_at IS NULL ORDER BY u.id FOR UPDATE OF m, u`,
    [workspaceId],
  );
  if (owners.some(({ id }) => id === leaving) && owners.length === 1) {
    throw new JourneymanError("conflict", "This is the workspace's last owner. Make somebody else an owner first.");
  }
}

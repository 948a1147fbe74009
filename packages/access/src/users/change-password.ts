import { type Id, JourneymanError } from "@journeyman/core";
import type { Store, Tx } from "@journeyman/store";
import { audit } from "../audit/audit.ts";
import { hashPassword, verifyPassword } from "../passwords/hash.ts";
import { assertGoodPassword } from "../passwords/rules.ts";
import type { Principal } from "../rights.ts";
import { revokeSessionsOf } from "../sessions/end-session.ts";
import { countAttempt, forgetAttempts } from "../sessions/throttle.ts";

export type PasswordChange = { current: string; next: string };

/**
 * A user's own change: needs the current password, ends all other sessions. Throws `forbidden` when the current one is wrong, `rate_limited`
 * after too many tries, `unprocessable` when the new one is weak. Returns how many sessions were ended.
 */
export async function changePassword(store: Store, principal: Principal, change: PasswordChange): Promise<{ endedSessions: number }> {
  if (principal.kind !== "user") throw new JourneymanError("forbidden", "A key has no password.");
  const [user] = await store.organisation(principal.organisationId, (tx) =>
    tx.query<{ email: string; name: string; password_hash: string | null }>(
      "access_own_account",
      "SELECT email, name, password_hash FROM user_account WHERE id = $1 AND disabled_at IS NULL",
      [principal.id],
    ),
  );
  if (user === undefined) throw new JourneymanError("not_found", "There is no such user.");
  // A stolen session must not be a way to guess the password.
  const throttled = `change ${principal.id}`;
  await countAttempt(store, throttled, undefined);
  if (!(await verifyPassword(user.password_hash, change.current))) {
    throw new JourneymanError("forbidden", "The current password is wrong.", {
      problems: [{ path: "current", message: "This is not your current password." }],
    });
  }
  await assertGoodPassword(change.next, { email: user.email, name: user.name });
  if (change.next === change.current) throw new JourneymanError("unprocessable", "The new password is the current one.");
  const hash = await hashPassword(change.next);
  const endedSessions = await store.organisation(principal.organisationId, async (tx) => {
    await write(tx, principal.id, hash);
    const ended = await revokeSessionsOf(tx, principal.id, principal.sessionId);
    await audit(tx, {
      actorKind: "user",
      actorId: principal.id,
      action: "password.change",
      subjectKind: "user",
      subjectId: principal.id,
      detail: { endedSessions: ended },
    });
    return ended;
  });
  await forgetAttempts(store, throttled, undefined);
  return { endedSessions };
}

/** A new password, in the caller's transaction; ends every session of the user. The caller checks the right and audits. */
export async function resetPassword(tx: Tx, userId: Id, password: string): Promise<void> {
  const [user] = await tx.query<{ email: string; name: string }>(
    "access_account_names",
    "SELECT email, name FROM user_account WHERE id = $1",
    [userId],
  );
  if (user === undefined) throw new JourneymanError("not_found", "There is no such user.");
  await assertGoodPassword(password, user);
  await write(tx, userId, await hashPassword(password));
  await revokeSessionsOf(tx, userId);
}

async function write(tx: Tx, userId: Id, hash: string): Promise<void> {
  const rows = await tx.query(
    "access_write_password",
    "UPDATE user_account SET password_hash = $2 WHERE id = $1 AND disabled_at IS NULL RETURNING id",
    [userId, hash],
  );
  if (rows.length === 0) throw new JourneymanError("not_found", "There is no such user.");
}

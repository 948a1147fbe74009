import { type Id, type Instant, isJourneymanError, JourneymanError, newId } from "@journeyman/core";
import { type Store, sqlTime, type Tx } from "@journeyman/store";
import { audit } from "../audit/audit.ts";
import { hashPassword, isOutdated, verifyPassword } from "../passwords/hash.ts";
import { longestPassword } from "../passwords/rules.ts";
import { normaliseAccount } from "../users/normalise-account.ts";
import { countAttempt, forgetAttempts } from "./throttle.ts";

export type Session = { id: Id; userId: Id; organisationId: Id; expiresAt: Instant };
export type SignInMeta = { userAgent?: string; address?: string };

/** A session ends after this long, used or not; and after `sessionIdleMs` without a request. */
export const sessionMs = 30 * 24 * 60 * 60 * 1000;
export const sessionIdleMs = 7 * 24 * 60 * 60 * 1000;

type Account = { id: Id; organisation_id: Id; password_hash: string | null; disabled_at: Instant | null };

/**
 * Opens a session. Throws `unauthenticated` with one and the same sentence for a wrong password, an unknown and a disabled account, after the
 * same time; `rate_limited` when there were too many attempts.
 */
export async function signIn(store: Store, email: string, password: string, meta: SignInMeta = {}): Promise<Session> {
  const account = normaliseAccount(email);
  try {
    await countAttempt(store, account, meta.address);
  } catch (error) {
    if (isJourneymanError(error) && error.context.first === true) await noteThrottling(store, account);
    throw error;
  }
  const user = await findAccount(store, account);
  const matches = password.length <= longestPassword * 4 && (await verifyPassword(user?.password_hash, password));
  if (!matches || user === undefined || user.disabled_at !== null) throw wrong();
  const renewed = user.password_hash !== null && isOutdated(user.password_hash) ? await hashPassword(password) : undefined;
  const session = await store.organisation(user.organisation_id, (tx) => open(tx, user, meta, renewed));
  await forgetAttempts(store, account, meta.address);
  return session;
}

async function open(tx: Tx, user: Account, meta: SignInMeta, renewedHash: string | undefined): Promise<Session> {
  // Asked again, and locked: whoever disables the account or changes its password meanwhile ends this session too, or comes first.
  const rows = await tx.query(
    "access_session_user",
    "SELECT id FROM user_account WHERE id = $1 AND disabled_at IS NULL AND password_hash IS NOT DISTINCT FROM $2 FOR NO KEY UPDATE",
    [user.id, user.password_hash],
  );
  if (rows.length === 0) throw wrong();
  if (renewedHash !== undefined)
    await tx.query("access_renew_hash", "UPDATE user_account SET password_hash = $2 WHERE id = $1", [user.id, renewedHash]);
  const now = tx.now();
  const session = { id: newId(now), userId: user.id, organisationId: user.organisation_id, expiresAt: now + sessionMs };
  await tx.query(
    "access_open_session",
    "INSERT INTO session (id, organisation_id, user_id, created_at, seen_at, expires_at, user_agent) VALUES ($1, $2, $3, $4, $4, $5, $6)",
    [session.id, session.organisationId, session.userId, sqlTime(now), sqlTime(session.expiresAt), meta.userAgent?.slice(0, 300) ?? null],
  );
  await audit(tx, {
    actorKind: "user",
    actorId: user.id,
    action: "session.create",
    subjectKind: "session",
    subjectId: session.id,
    detail: {},
  });
  return session;
}

async function findAccount(store: Store, account: string): Promise<Account | undefined> {
  const rows = await store.engine((tx) =>
    tx.query<Account>("access_account", "SELECT id, organisation_id, password_hash, disabled_at FROM user_account WHERE email = $1", [
      account,
    ]),
  );
  return rows[0];
}

async function noteThrottling(store: Store, account: string): Promise<void> {
  const user = await findAccount(store, account);
  if (user === undefined) return;
  await store.organisation(user.organisation_id, (tx) =>
    audit(tx, { actorKind: "system", actorId: null, action: "session.throttled", subjectKind: "user", subjectId: user.id, detail: {} }),
  );
}

function wrong(): JourneymanError {
  return new JourneymanError("unauthenticated", "The e-mail address or the password is wrong.");
}

import { createHmac, timingSafeEqual } from "node:crypto";
import { type Id, type Instant, JourneymanError } from "@journeyman/core";
import type { Store, Tx } from "@journeyman/store";
import { audit } from "../audit/audit.ts";
import { forgetAttempts } from "../sessions/throttle.ts";
import { resetPassword } from "./change-password.ts";

const validMs = 24 * 60 * 60 * 1000;

export type ResetLink = { token: string; expiresAt: Instant };

/** Whose link it is. */
export type ResetAccount = { userId: Id; organisationId: Id; email: string; name: string; expiresAt: Instant };

type Account = { id: Id; organisation_id: Id; email: string; name: string; password_hash: string | null };

/**
 * Lets a member choose a new password. The token is a signature over the account's present password hash: it works once, because the
 * hash is another one afterwards, and no row has to be kept for it. Throws `not_found` for somebody who is no member or is disabled,
 * `forbidden` for one whose account opens another workspace too. The caller checks the right and audits.
 */
export async function makeResetLink(
  tx: Tx,
  key: Uint8Array,
  member: { userId: Id; workspaceId: Id },
  lifeMs = validMs,
): Promise<ResetLink> {
  const [user] = await tx.query<Account & { elsewhere: boolean }>(
    "access_reset_account",
    `SELECT u.id, u.organisation_id, u.email, u.name, u.password_hash,
            EXISTS (SELECT 1 FROM member o WHERE o.user_id = u.id AND o.workspace_id <> m.workspace_id) AS elsewhere
     FROM member m JOIN user_account u ON u.id = m.user_id WHERE m.workspace_id = $1 AND u.id = $2 AND u.disabled_at IS NULL`,
    [member.workspaceId, member.userId],
  );
  if (!user) throw new JourneymanError("not_found", "There is no such member who could sign in.");
  if (user.elsewhere)
    throw new JourneymanError("forbidden", "This person belongs to another workspace as well, so no owner of one alone may do this.");
  const expiresAt = tx.now() + lifeMs;
  return { token: `${user.id}.${expiresAt}.${signatureOf(key, user, expiresAt)}`, expiresAt };
}

/** Undefined for a link that was used, has run out, was changed, or whose account is disabled: which of them is nobody's news. */
export async function readResetLink(store: Store, key: Uint8Array, token: string): Promise<ResetAccount | undefined> {
  return (await open(store, key, token))?.account;
}

/**
 * Sets the new password, ends every session of the account and every other link to it. Throws `gone` for a link that does not work (any
 * more), `unprocessable` for a weak password, after which the link still works.
 */
export async function acceptResetLink(store: Store, key: Uint8Array, token: string, password: string): Promise<void> {
  const found = await open(store, key, token);
  if (!found) throw spent();
  const { account, hash } = found;
  await store.organisation(account.organisationId, async (tx) => {
    const rows = await tx.query(
      "access_reset_lock",
      "SELECT id FROM user_account WHERE id = $1 AND password_hash IS NOT DISTINCT FROM $2 FOR NO KEY UPDATE",
      [account.userId, hash],
    );
    if (rows.length === 0) throw spent();
    await resetPassword(tx, account.userId, password);
    await audit(tx, {
      actorKind: "user",
      actorId: account.userId,
      action: "password.reset",
      subjectKind: "user",
      subjectId: account.userId,
    });
  });
  await forgetAttempts(store, account.email, undefined);
}

async function open(store: Store, key: Uint8Array, token: string): Promise<{ account: ResetAccount; hash: string | null } | undefined> {
  const [, userId, until, signature] = /^([0-9a-f-]{36})\.(\d{13})\.([A-Za-z0-9_-]{43})$/.exec(token) ?? [];
  if (userId === undefined || until === undefined || signature === undefined) return undefined;
  const expiresAt = Number(until);
  return store.engine(async (tx) => {
    const [user] = await tx.query<Account>(
      "access_reset_read",
      "SELECT id, organisation_id, email, name, password_hash FROM user_account WHERE id::text = $1 AND disabled_at IS NULL",
      [userId],
    );
    if (!user || expiresAt <= tx.now()) return undefined;
    if (!timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(key, user, expiresAt)))) return undefined;
    const { id, organisation_id, email, name, password_hash } = user;
    return { account: { userId: id, organisationId: organisation_id, email, name, expiresAt }, hash: password_hash };
  });
}

function signatureOf(key: Uint8Array, user: Pick<Account, "id" | "password_hash">, expiresAt: Instant): string {
  return createHmac("sha256", key)
    .update(`${user.id} ${expiresAt} ${user.password_hash ?? ""}`)
    .digest("base64url");
}

function spent(): JourneymanError {
  return new JourneymanError("gone", "This link was used already, or has run out. Ask an owner of your workspace for a new one.");
}

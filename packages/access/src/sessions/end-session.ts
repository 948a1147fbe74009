import { type Id, type Instant, isId, JourneymanError } from "@journeyman/core";
import { type Store, sqlTime, type Tx } from "@journeyman/store";
import { audit } from "../audit/audit.ts";
import { can, type Principal } from "../rights.ts";

/** Signing out. Ending what is ended already is fine. */
export async function revokeSession(store: Store, sessionId: Id): Promise<void> {
  if (!isId(sessionId)) return;
  const [found] = await store.engine((tx) =>
    tx.query<{ organisation_id: Id; user_id: Id }>("access_session_owner", "SELECT organisation_id, user_id FROM session WHERE id = $1", [
      sessionId,
    ]),
  );
  if (found === undefined) return;
  await store.organisation(found.organisation_id, (tx) => end(tx, sessionId, { actorKind: "user", actorId: found.user_id }));
}

/** Ends one's own session, or anybody's of the workspace with the right to manage members. Throws `not_found` for all others. */
export async function endSession(store: Store, principal: Principal, sessionId: Id): Promise<void> {
  await store.organisation(principal.organisationId, async (tx) => {
    const rows = await tx.query<{ user_id: Id }>(
      "access_end_session_of",
      "SELECT s.user_id FROM session s JOIN member m ON m.user_id = s.user_id WHERE s.id = $1 AND m.workspace_id = $2",
      [sessionId, principal.workspaceId],
    );
    const own = principal.kind === "user" && rows[0]?.user_id === principal.id;
    if (rows.length === 0 || (!own && !can(principal, "member.manage")))
      throw new JourneymanError("not_found", "There is no such session.");
    await end(tx, sessionId, { actorKind: principal.kind, actorId: principal.id });
  });
}

async function end(tx: Tx, sessionId: Id, actor: { actorKind: "user" | "api_key"; actorId: Id }): Promise<void> {
  const rows = await tx.query(
    "access_end_session",
    "UPDATE session SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING id",
    [sessionId, sqlTime(tx.now())],
  );
  if (rows.length > 0) await audit(tx, { ...actor, action: "session.revoke", subjectKind: "session", subjectId: sessionId, detail: {} });
}

/** Ends a user's sessions, but for one. Returns how many. */
export async function revokeSessionsOf(tx: Tx, userId: Id, except?: Id): Promise<number> {
  const rows = await tx.query(
    "access_revoke_sessions",
    "UPDATE session SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL AND id IS DISTINCT FROM $3 RETURNING id",
    [userId, sqlTime(tx.now()), except ?? null],
  );
  return rows.length;
}

export type SessionRow = {
  id: Id;
  user_id: Id;
  user_name: string;
  created_at: Instant;
  seen_at: Instant;
  expires_at: Instant;
  revoked_at: Instant | null;
  user_agent: string | null;
};

/** Latest first: the workspace's for whoever manages members, else one's own. Ended ones are listed for a week. At most 200. */
export async function listSessions(store: Store, principal: Principal): Promise<SessionRow[]> {
  const all = can(principal, "member.manage");
  if (!all && principal.kind !== "user") return [];
  return store.organisation(principal.organisationId, (tx) =>
    tx.query<SessionRow>(
      "access_list_sessions",
      `SELECT s.id, s.user_id, u.name AS user_name, s.created_at, s.seen_at, s.expires_at, s.revoked_at, s.user_agent
       FROM session s JOIN user_account u ON u.id = s.user_id JOIN member m ON m.user_id = u.id AND m.workspace_id = $1
       WHERE ($2::uuid IS NULL OR s.user_id = $2) AND s.expires_at > $3 AND (s.revoked_at IS NULL OR s.revoked_at > $3::timestamptz - interval '7 days')
       ORDER BY s.revoked_at IS NOT NULL, s.seen_at DESC LIMIT 200`,
      [principal.workspaceId, all ? null : principal.id, sqlTime(tx.now())],
    ),
  );
}

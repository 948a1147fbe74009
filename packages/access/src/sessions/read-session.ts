import { type Id, type Instant, isId } from "@journeyman/core";
import { type Store, sqlTime } from "@journeyman/store";
import type { Principal, PrincipalEnvironment } from "../rights.ts";
import { isRole } from "../roles/index.ts";
import { sessionIdleMs } from "./sign-in.ts";

type Row = {
  session_id: Id;
  user_id: Id;
  organisation_id: Id;
  seen_at: Instant;
  workspace_id: Id;
  role: string;
  environments: PrincipalEnvironment[];
};

/** `seen_at` is written at most this often. */
const seenEveryMs = 60_000;

/**
 * Who a session belongs to, from the tables at every request, without any cache: a revoked session, a disabled user or a changed role counts at
 * once. Undefined: no such session, or no longer.
 */
export async function readSession(store: Store, sessionId: Id): Promise<Principal | undefined> {
  if (!isId(sessionId)) return undefined;
  return store.engine(async (tx) => {
    const rows = await tx.query<Row>(
      "access_read_session",
      `SELECT s.id AS session_id, u.id AS user_id, u.organisation_id, s.seen_at, m.workspace_id, m.role,
              (SELECT json_agg(json_build_object('id', e.id, 'kind', e.kind) ORDER BY e.kind DESC) FROM environment e
               WHERE e.workspace_id = m.workspace_id AND e.organisation_id = u.organisation_id) AS environments
       FROM session s
       JOIN user_account u ON u.id = s.user_id AND u.organisation_id = s.organisation_id
       JOIN member m ON m.user_id = u.id AND m.organisation_id = u.organisation_id
       WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > $2 AND s.seen_at > $3 AND u.disabled_at IS NULL
       ORDER BY m.created_at, m.workspace_id LIMIT 1`,
      [sessionId, sqlTime(tx.now()), sqlTime(tx.now() - sessionIdleMs)],
    );
    const row = rows[0];
    if (row === undefined || !isRole(row.role)) return undefined;
    if (tx.now() - row.seen_at > seenEveryMs) {
      await tx.query("access_seen", "UPDATE session SET seen_at = $2 WHERE id = $1", [sessionId, sqlTime(tx.now())]);
    }
    return {
      kind: "user",
      id: row.user_id,
      sessionId: row.session_id,
      organisationId: row.organisation_id,
      workspaceId: row.workspace_id,
      environments: row.environments ?? [],
      role: row.role,
    };
  });
}

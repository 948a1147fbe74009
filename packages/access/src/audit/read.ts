import type { Id, Instant, Json } from "@journeyman/core";
import type { Tx } from "@journeyman/store";

export type AuditRow = {
  seq: number;
  at: Instant;
  environment_id: Id | null;
  actor_kind: "user" | "api_key" | "system";
  actor_id: Id | null;
  actor_name: string | null;
  action: string;
  subject_kind: string | null;
  /** An id, or a name where the subject has none. */
  subject_id: string | null;
  /** What it is called now; null when it is gone, has no name, or lies in another environment. */
  subject_name: string | null;
  detail: Json | null;
};

/** Latest first: those of the organisation as a whole and of the transaction's environment. `before`: the `seq` of the last one seen. */
export async function readAudit(tx: Tx, page: { before?: number; limit?: number } = {}): Promise<AuditRow[]> {
  return tx.query<AuditRow>(
    "access_audit_read",
    `SELECT a.seq, a.at, a.environment_id, a.actor_kind, a.actor_id, a.action, a.subject_kind, a.subject_id, d.detail,
            CASE a.actor_kind
              WHEN 'user' THEN (SELECT name FROM user_account WHERE id = a.actor_id)
              WHEN 'api_key' THEN (SELECT name FROM api_key WHERE environment_id = a.environment_id AND id = a.actor_id)
            END AS actor_name,
            CASE a.subject_kind
              WHEN 'journey' THEN (SELECT name FROM journey WHERE environment_id = a.environment_id AND id = subject.uuid)
              WHEN 'template' THEN (SELECT name FROM template WHERE environment_id = a.environment_id AND id = subject.uuid)
              WHEN 'topic' THEN (SELECT name FROM topic WHERE environment_id = a.environment_id AND id = subject.uuid)
              WHEN 'provider' THEN (SELECT name FROM provider WHERE environment_id = a.environment_id AND id = subject.uuid)
              WHEN 'source' THEN (SELECT name FROM source WHERE environment_id = a.environment_id AND id = subject.uuid)
              WHEN 'api_key' THEN (SELECT name FROM api_key WHERE environment_id = a.environment_id AND id = subject.uuid)
              WHEN 'user' THEN (SELECT name FROM user_account WHERE id = subject.uuid)
              WHEN 'workspace' THEN (SELECT name FROM workspace WHERE id = subject.uuid)
            END AS subject_name
     FROM audit a LEFT JOIN audit_detail d ON d.organisation_id = a.organisation_id AND d.seq = a.seq
     CROSS JOIN LATERAL (SELECT CASE WHEN a.subject_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN a.subject_id::uuid END AS uuid) AS subject
     WHERE a.organisation_id = $1 AND ($2::bigint IS NULL OR a.seq < $2) AND (a.environment_id IS NULL OR a.environment_id = $3)
     ORDER BY a.seq DESC LIMIT $4`,
    [tx.organisationId, page.before ?? null, tx.environmentId, Math.min(page.limit ?? 50, 500)],
  );
}

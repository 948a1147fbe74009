import type { Id, Instant } from "@journeyman/core";
import type { Tx } from "@journeyman/store";
import type { SuppressionReason } from "../types.ts";
import { type ConsentMethod, channelSubject } from "./record.ts";

/** One answer with its proof. */
export type ConsentCell = {
  state: "granted" | "denied";
  at: Instant;
  expiresAt: Instant | null;
  consentId: Id;
  method: ConsentMethod;
  basis: string;
  wording: string | null;
  wordingVersion: number | null;
  sourceId: Id | null;
  actorId: Id | null;
  eventId: Id | null;
};

export type ConsentMatrix = {
  topics: {
    key: string;
    name: string;
    kind: "topic" | "tracking" | "profiling" | "sharing";
    noRecord: "opt-in" | "opt-out";
    archived: boolean;
  }[];
  /** Newest first, the active ones before those that were replaced. */
  contactPoints: {
    id: Id;
    kind: "email" | "phone";
    hint: string;
    active: boolean;
    suppression: { reason: SuppressionReason; at: Instant } | null;
    /** STOP, or its end. */
    channel: ConsentCell | null;
    /** By topic's key; a topic without a record has no entry. */
    answers: Record<string, ConsentCell>;
  }[];
  /** Said before any address was known: recorded, never applied. */
  unattached: { subject: string; state: "granted" | "denied"; at: Instant; method: ConsentMethod }[];
};

/** What one person agreed to and refused, contact point by contact point, for the person's page and the preference page. */
export async function consentMatrix(tx: Tx, profileId: Id): Promise<ConsentMatrix> {
  const topics = await tx.query<ConsentMatrix["topics"][number]>(
    "consent_matrix_topics",
    `SELECT key, name, kind, no_record AS "noRecord", archived_at IS NOT NULL AS archived FROM topic
     WHERE environment_id = $1 ORDER BY archived_at IS NOT NULL, name`,
    [tx.environmentId],
  );
  const points = await tx.query<{
    id: Id;
    kind: "email" | "phone";
    hint: string;
    active: boolean;
    reason: SuppressionReason | null;
    suppressed_at: Instant | null;
  }>(
    "consent_matrix_points",
    `SELECT c.id, c.kind, c.hint, c.active, s.reason, s.at AS suppressed_at
     FROM contact_point c
     JOIN environment e ON e.id = c.environment_id
     LEFT JOIN suppression s ON s.organisation_id = e.organisation_id AND s.environment_kind = e.kind AND s.kind = c.kind
       AND s.organisation_hash = c.organisation_hash
     WHERE c.environment_id = $1 AND c.profile_id = $2 ORDER BY c.active DESC, c.created_at DESC, c.id DESC`,
    [tx.environmentId, profileId],
  );
  const rows = await tx.query<ConsentCell & { point: Id; subject: string }>(
    "consent_matrix_cells",
    `SELECT cs.contact_point_id AS point, cs.subject, cs.state, cs.at, cs.expires_at AS "expiresAt", cs.consent_id AS "consentId",
       r.method, r.basis, r.wording, r.wording_version AS "wordingVersion", r.source_id AS "sourceId", r.actor_id AS "actorId", r.event_id AS "eventId"
     FROM contact_point c
     JOIN consent_state cs ON cs.environment_id = $1 AND cs.contact_point_id = c.id
     JOIN consent r ON r.environment_id = $1 AND r.id = cs.consent_id
     WHERE c.environment_id = $1 AND c.profile_id = $2`,
    [tx.environmentId, profileId],
  );
  const cells = rows.map(({ point, subject, ...cell }) => ({ point, subject, cell }));
  const unattached = await tx.query<ConsentMatrix["unattached"][number]>(
    "consent_matrix_unattached",
    `SELECT subject, state, at, method FROM consent WHERE environment_id = $1 AND profile_id = $2 AND contact_point_id IS NULL ORDER BY at`,
    [tx.environmentId, profileId],
  );
  return {
    topics,
    contactPoints: points.map(({ id, kind, hint, active, reason, suppressed_at }) => {
      const own = cells.filter(({ point }) => point === id).map(({ subject, cell }) => [subject, cell] as const);
      return {
        id,
        kind,
        hint,
        active,
        suppression: reason === null ? null : { reason, at: suppressed_at ?? 0 },
        channel: own.find(([subject]) => subject === channelSubject)?.[1] ?? null,
        answers: Object.fromEntries(own.filter(([subject]) => subject !== channelSubject)),
      };
    }),
    unattached,
  };
}

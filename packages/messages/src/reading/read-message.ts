import type { FactKind } from "@journeyman/channels/providers";
import type { Decision } from "@journeyman/consent";
import { type Id, type Instant, isJourneymanError, JourneymanError, type Json, type JsonObject } from "@journeyman/core";
import { nilId, type Tx } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";
import type { MessageState } from "../ledger/states.ts";
import { type MessageSummary, summaryColumns, summaryJoins } from "./list-messages.ts";

/** One thing that is known to have happened to a message. `from` is who says so: the ledger, its provider, a link of ours, or somebody here. */
export type TimelineEntry = {
  at: Instant;
  what: "planned" | "claimed" | MessageState | FactKind;
  from: "ledger" | "provider" | "link" | "person";
  /** Who settled it by hand. */
  by?: string;
  automatic?: boolean;
  detail?: JsonObject;
};

export type MessageDetail = MessageSummary & {
  /** The consent decision with every rule; null while none was made. */
  decision: Decision | null;
  attempts: number;
  expiresAt: Instant | null;
  leaseUntil: Instant | null;
  provider: { id: Id; name: string; kind: string } | null;
  providerMessageId: string | null;
  /** The provider's or the template's last complaint, without personal data. */
  error: string | null;
  templateVersion: number | null;
  timeline: TimelineEntry[];
  /**
   * With the right to see contacts only: the address and the subject (an SMS' text). Null: not asked for, not there, or its key is
   * destroyed.
   */
  revealed: { to: string | null; subject: string | null } | null;
};

type Row = Omit<MessageDetail, "timeline" | "revealed"> & {
  claimedAt: Instant | null;
  finalAt: Instant | null;
  leaseEnd: Instant | null;
  subject_sealed: Buffer | null;
  address_sealed: Buffer | null;
  owner: Id;
};

/** One message with all that is known of it. Throws `not_found`. The caller checks the right to `reveal`, and logs the view. */
export async function readMessage(tx: Tx, vault: Vault, messageId: Id, options: { reveal: boolean }): Promise<MessageDetail> {
  const [row] = await tx.query<Row>("message_read", sql, [tx.environmentId, nilId, messageId]);
  if (!row) throw new JourneymanError("not_found", "There is no such message in this environment.");
  const facts = await tx.query<Fact>("message_read_facts", factsSql, [tx.environmentId, messageId, nilId]);
  const { claimedAt, finalAt, leaseEnd, subject_sealed, address_sealed, owner, ...message } = row;
  const ledger: TimelineEntry[] = [{ at: row.plannedAt, what: "planned", from: "ledger" }];
  if (claimedAt !== null) ledger.push({ at: claimedAt, what: "claimed", from: "ledger" });
  // Only the end of a lease has a time of its own; an answer that never came belongs to the call.
  const unknownAt = row.reason === "lease-spent" ? (leaseEnd ?? claimedAt) : claimedAt;
  const settledByHand = facts.some(({ byHand }) => byHand);
  if ((row.state === "unknown" || settledByHand) && unknownAt !== null) ledger.push({ at: unknownAt, what: "unknown", from: "ledger" });
  // What somebody said stands there as theirs, not as an answer of the provider's.
  if (finalAt !== null && !settledByHand) ledger.push({ at: finalAt, what: row.state, from: "ledger" });
  return {
    ...message,
    timeline: [...ledger, ...facts.map(told)].sort((a, b) => a.at - b.at),
    revealed: options.reveal ? { to: await open(address_sealed), subject: await open(subject_sealed) } : null,
  };

  async function open(sealed: Buffer | null): Promise<string | null> {
    if (sealed === null) return null;
    try {
      const value: Json =
        owner === nilId ? vault.environmentCipher(tx.environmentId).open(sealed) : await vault.openForPerson(tx, owner, sealed);
      return typeof value === "string" ? value : null;
    } catch (error) {
      // An erased person's key is gone; the message's row stays.
      if (isJourneymanError(error) && error.code === "gone") return null;
      throw error;
    }
  }
}

type Fact = { at: Instant; kind: FactKind; automatic: boolean; detail: JsonObject; own: boolean; byHand: boolean; by: string | null };

function told({ at, kind, automatic, detail, own, byHand, by }: Fact): TimelineEntry {
  if (byHand) return { at, what: kind, from: "person", ...(by === null ? {} : { by }) };
  return { at, what: kind, from: own ? "link" : "provider", automatic, detail };
}

const factsSql = `
SELECT f.at, f.kind, f.automatic, f.detail, f.provider_id = $3 AS own, teller.id IS NOT NULL AS "byHand",
  coalesce((SELECT name FROM user_account WHERE id = teller.id), (SELECT name FROM api_key WHERE environment_id = $1 AND id = teller.id)) AS by
FROM message_fact f
CROSS JOIN LATERAL (SELECT CASE WHEN f.provider_id = $3 THEN (f.detail ->> 'byHand')::uuid END AS id) teller
WHERE f.environment_id = $1 AND f.message_id = $2 ORDER BY f.at, f.id`;

const sql = `
SELECT ${summaryColumns},
  m.decision, m.attempts, m.expires_at AS "expiresAt", CASE WHEN m.state = 'claimed' THEN m.lease_until END AS "leaseUntil",
  CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('id', p.id, 'name', p.name, 'kind', p.kind) END AS provider,
  m.provider_message_id AS "providerMessageId", m.error, v.number AS "templateVersion",
  CASE WHEN m.state <> 'planned' THEN m.claimed_at END AS "claimedAt", m.lease_until AS "leaseEnd", m.final_at AS "finalAt", m.subject_sealed, c.sealed AS address_sealed, m.profile_id AS owner
FROM message m
${summaryJoins}
LEFT JOIN provider p ON p.environment_id = $1 AND p.id = m.provider_id
LEFT JOIN template_version v ON v.environment_id = $1 AND v.id = m.template_version_id
WHERE m.environment_id = $1 AND m.id = $3`;

import type { FactKind } from "@journeyman/channels/providers";
import type { Decision } from "@journeyman/consent";
import { type Id, type Instant, isJourneymanError, JourneymanError, type Json, type JsonObject } from "@journeyman/core";
import { nilId, type Tx } from "@journeyman/store";
import type { Vault } from "@journeyman/vault";
import type { MessageState } from "../ledger/states.ts";
import { type MessageSummary, summaryColumns, summaryJoins } from "./list-messages.ts";

/** One thing that is known to have happened to a message. `from` is who says so: the ledger, its provider, or a link of ours. */
export type TimelineEntry = {
  at: Instant;
  what: "planned" | "claimed" | MessageState | FactKind;
  from: "ledger" | "provider" | "link";
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
  subject_sealed: Buffer | null;
  address_sealed: Buffer | null;
  owner: Id;
};

/** One message with all that is known of it. Throws `not_found`. The caller checks the right to `reveal`, and logs the view. */
export async function readMessage(tx: Tx, vault: Vault, messageId: Id, options: { reveal: boolean }): Promise<MessageDetail> {
  const [row] = await tx.query<Row>("message_read", sql, [tx.environmentId, nilId, messageId]);
  if (!row) throw new JourneymanError("not_found", "There is no such message in this environment.");
  const facts = await tx.query<{ at: Instant; kind: FactKind; automatic: boolean; detail: JsonObject; own: boolean }>(
    "message_read_facts",
    `SELECT at, kind, automatic, detail, provider_id = $3 AS own FROM message_fact WHERE environment_id = $1 AND message_id = $2 ORDER BY at, id`,
    [tx.environmentId, messageId, nilId],
  );
  const { claimedAt, finalAt, subject_sealed, address_sealed, owner, ...message } = row;
  const ledger: TimelineEntry[] = [{ at: row.plannedAt, what: "planned", from: "ledger" }];
  if (claimedAt !== null) ledger.push({ at: claimedAt, what: "claimed", from: "ledger" });
  if (finalAt !== null) ledger.push({ at: finalAt, what: row.state, from: "ledger" });
  const told = facts.map(
    ({ at, kind, automatic, detail, own }): TimelineEntry => ({ at, what: kind, from: own ? "link" : "provider", automatic, detail }),
  );
  return {
    ...message,
    timeline: [...ledger, ...told].sort((a, b) => a.at - b.at),
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

const sql = `
SELECT ${summaryColumns},
  m.decision, m.attempts, m.expires_at AS "expiresAt", CASE WHEN m.state = 'claimed' THEN m.lease_until END AS "leaseUntil",
  CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('id', p.id, 'name', p.name, 'kind', p.kind) END AS provider,
  m.provider_message_id AS "providerMessageId", m.error, v.number AS "templateVersion",
  m.claimed_at AS "claimedAt", m.final_at AS "finalAt", m.subject_sealed, c.sealed AS address_sealed, m.profile_id AS owner
FROM message m
${summaryJoins}
LEFT JOIN provider p ON p.environment_id = $1 AND p.id = m.provider_id
LEFT JOIN template_version v ON v.environment_id = $1 AND v.id = m.template_version_id
WHERE m.environment_id = $1 AND m.id = $3`;

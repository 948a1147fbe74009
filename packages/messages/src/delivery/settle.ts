import type { SendResult } from "@journeyman/channels/providers";
import { channelSubject, recordConsent, suppress } from "@journeyman/consent/store";
import type { Instant } from "@journeyman/core";
import { type Tx } from "@journeyman/store";
import { type Move, move } from "../ledger/move.ts";
import type { MessageState } from "../ledger/states.ts";
import type { Claim } from "./claim.ts";
import type { LedgerMessage, MessageRef } from "./read.ts";
import { type DeliverResult, later, resultOf } from "./result.ts";
import { retryInMs, type Timing } from "./timing.ts";

/**
 * Writes down what came of the call: one transaction under the person's lock, of this claim only. Undefined when the message belongs to
 * another person by now (a merge): lock that one.
 *
 * An answer that comes after the lease still counts: it turns `unknown` into what it really was. If a fact already proved acceptance,
 * only the provider's id is added.
 */
export async function settle(
  tx: Tx,
  ref: MessageRef,
  message: LedgerMessage,
  claim: Claim,
  sent: SendResult,
  timing: Timing,
  inline: boolean,
): Promise<DeliverResult | undefined> {
  const now = tx.now();
  const base = { runId: ref.runId, id: ref.messageId, at: now, claimId: claim.id, profileId: message.profileId, inline };
  const change = outcome(message, claim, sent, timing, now);
  const moved = await move(tx, { ...base, ...change, from: ["claimed"] });
  if (moved) {
    await learn(tx, ref, message, sent);
    if (change.to === "planned" && change.heldUntil !== undefined)
      return later(ref.messageId, "planned", change.reason, now, change.heldUntil);
    return resultOf(ref.messageId, change.to, change.reason, moved);
  }
  return settleLate(tx, ref, base, message, sent, change);
}

type Change = Pick<Move, "to" | "reason" | "heldUntil" | "providerMessageId" | "error">;

function outcome(message: LedgerMessage, claim: Claim, sent: SendResult, timing: Timing, now: Instant): Change {
  switch (sent.kind) {
    case "accepted":
      return {
        to: "accepted",
        reason: null,
        ...(sent.providerMessageId === undefined ? {} : { providerMessageId: sent.providerMessageId }),
      };
    case "rejected":
      return { to: "rejected", reason: "provider-rejected", error: sent.reason };
    case "unknown":
      return { to: "unknown", reason: "no-answer", error: sent.reason };
    case "refused": {
      const heldUntil = now + retryInMs(timing, claim.attempts, sent.retryAfterMs);
      if (message.settings.preview) return { to: "rejected", reason: "provider-refused", error: sent.reason };
      if (claim.attempts >= timing.attempts) return { to: "rejected", reason: "provider-refused-too-often", error: sent.reason };
      return { to: "planned", reason: "provider-refused", error: sent.reason, heldUntil };
    }
  }
}

async function settleLate(
  tx: Tx,
  ref: MessageRef,
  base: Pick<Move, "runId" | "id" | "at" | "claimId" | "profileId" | "inline">,
  message: LedgerMessage,
  sent: SendResult,
  change: Change,
): Promise<DeliverResult | undefined> {
  const final: MessageState | undefined = sent.kind === "accepted" ? "accepted" : sent.kind === "unknown" ? undefined : "rejected";
  if (final) {
    // The run has gone on by now, so what was refused is not sent any more.
    const reason = final === "rejected" ? (sent.kind === "refused" ? "provider-refused-late" : change.reason) : null;
    const moved = await move(tx, { ...base, ...change, to: final, reason, from: ["unknown"] });
    if (moved) {
      await learn(tx, ref, message, sent);
      return resultOf(ref.messageId, final, reason);
    }
  }
  const [row] = await tx.query<{ state: MessageState; reason: string | null; profile_id: string }>("message_settle_late", lateSql, [
    tx.environmentId,
    ref.runId,
    ref.messageId,
    base.claimId,
    change.providerMessageId ?? null,
  ]);
  if (!row || row.profile_id !== message.profileId) return undefined;
  return resultOf(ref.messageId, row.state, row.reason);
}

/** The state stays; a message that a fact proved accepted gets the id by which its provider knows it. */
const lateSql = `
WITH named AS (
  UPDATE message SET provider_message_id = coalesce(provider_message_id, $5::text)
  WHERE environment_id = $1 AND run_id = $2 AND id = $3 AND claim_id = $4 AND state = 'accepted' AND $5::text IS NOT NULL
)
SELECT state, reason, profile_id FROM message WHERE environment_id = $1 AND run_id = $2 AND id = $3`;

/** What a rejection says of the address itself. */
async function learn(tx: Tx, ref: MessageRef, message: LedgerMessage, sent: SendResult): Promise<void> {
  if (sent.kind !== "rejected" || message.settings.preview) return;
  if (sent.recipient === "unknown" && message.organisationHash) {
    const kind = message.channel === "sms" ? "phone" : "email";
    await suppress(tx, { kind, organisationHash: message.organisationHash }, "hard-bounce", ref.messageId);
  }
  if (sent.recipient === "opted-out") {
    await recordConsent(tx, [
      {
        profileId: message.profileId,
        contactPointId: message.endpoint,
        subject: channelSubject,
        state: "denied",
        basis: "consent",
        method: "stop",
        at: tx.now(),
      },
    ]);
  }
}

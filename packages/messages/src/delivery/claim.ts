import type { OutgoingMessage } from "@journeyman/channels/providers";
import { type Decision, decide, type Verdict } from "@journeyman/consent";
import { readDecisionInputs } from "@journeyman/consent/store";
import { type Id, newId } from "@journeyman/core";
import { locked } from "../ledger/locked.ts";
import { move } from "../ledger/move.ts";
import type { MessageState } from "../ledger/states.ts";
import type { DeliverDeps } from "./deps.ts";
import type { Sendable } from "./prepare.ts";
import type { MessageRef } from "./read.ts";
import { type DeliverResult, later, resultOf } from "./result.ts";
import { leaseMs, type Timing } from "./timing.ts";

/** The right to call the provider once, until the lease ends. */
export type Claim = {
  id: Id;
  /** This process' monotonic clock, read before the database's: the claim is at most as old as this says. */
  since: number;
  leaseMs: number;
  /** Which claim of this message it is, from 1. */
  attempts: number;
};

export type Claiming =
  | { kind: "claimed"; claim: Claim }
  | { kind: "answer"; result: DeliverResult }
  /** Something moved since it was read: look again. */
  | { kind: "again" };

const stateOf: Readonly<Record<Verdict, MessageState>> = {
  suppressed: "suppressed",
  skipped: "suppressed",
  held: "held",
  expired: "expired",
};

/**
 * Decides last, under the person's lock and by the database's clock, and claims the message if it may go: four round trips. Whatever is
 * committed before this transaction holds the lock (a withdrawal, an exit) is seen; whatever comes later finds the claim.
 */
export async function claim(
  deps: DeliverDeps,
  ref: MessageRef,
  sendable: Sendable,
  made: OutgoingMessage | undefined,
  timing: Timing,
  inline: boolean,
): Promise<Claiming> {
  const { message, active, cipher } = sendable;
  const lease = leaseMs(timing);
  return locked(deps.store, ref.environmentId, message.profileId, async (tx): Promise<Claiming> => {
    const since = performance.now();
    const inputs = await readDecisionInputs(tx, {
      profileId: message.profileId,
      channel: message.channel,
      class: message.class,
      templateId: message.template?.id ?? null,
      endpoint: message.endpoint,
      topic: message.topic,
      expiresAt: message.expiresAt,
      providerId: active.id,
      leaseMs: lease,
      onQuietHours: message.settings.quietHours,
      ...(message.settings.journey ? { journey: message.settings.journey } : {}),
      ...(sendable.preview ? { preview: sendable.preview } : {}),
    });
    const decision = decide(inputs);
    const change = { runId: ref.runId, id: ref.messageId, at: inputs.now, profileId: message.profileId, runnable: true, decision, inline };
    if (!decision.go) {
      const moved = await move(tx, { ...change, ...refusal(decision) });
      if (!moved) return { kind: "again" };
      return { kind: "answer", result: answer(ref.messageId, decision, moved) };
    }
    // No address was found to write to, yet consent knows one: it came back in between.
    if (!made) return { kind: "again" };
    const claimId = newId(inputs.now);
    const moved = await move(tx, {
      ...change,
      to: "claimed",
      reason: null,
      claim: { id: claimId, leaseUntil: inputs.now + lease },
      class: inputs.class,
      attempts: 1,
      providerId: active.id,
      ...(sendable.templateVersionId === undefined ? {} : { templateVersionId: sendable.templateVersionId }),
      rendered: cipher.seal(made),
      subject: cipher.seal(made.subject ?? made.text),
    });
    if (!moved) return { kind: "again" };
    return { kind: "claimed", claim: { id: claimId, since, leaseMs: lease, attempts: moved.attempts } };
  });
}

type Refusal = Extract<Decision, { go: false }>;

function refusal(decision: Refusal): { to: MessageState; reason: string; heldUntil?: number } {
  return {
    to: stateOf[decision.verdict],
    reason: decision.reason,
    ...(decision.verdict === "held" && decision.until !== undefined ? { heldUntil: decision.until } : {}),
  };
}

function answer(messageId: Id, decision: Refusal, moved: Parameters<typeof resultOf>[3]): DeliverResult {
  if (decision.verdict === "held" && decision.until !== undefined)
    return later(messageId, "held", decision.reason, decision.at, decision.until);
  return resultOf(messageId, stateOf[decision.verdict], decision.reason, moved);
}

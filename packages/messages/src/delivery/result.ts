import type { Id, Instant } from "@journeyman/core";
import type { MessageOutcome } from "@journeyman/node-kit";
import type { MessageMail } from "../ledger/mail.ts";
import type { Moved } from "../ledger/move.ts";
import { type MessageState, outcomeOf } from "../ledger/states.ts";

/** What one call of `deliver` came to. */
export type DeliverResult = {
  messageId: Id;
  state: MessageState;
  reason?: string;
  /** How it ended for its run; absent while it has not. Its mail is in the run's box. */
  outcome?: MessageOutcome;
  /** The same call may do more then. By the database's clock; `retryInMs` is counted from now. */
  retryAt?: Instant;
  retryInMs?: number;
  /** Nothing to do until the run goes on. */
  blocked?: "paused" | "stuck";
  /** Of this call, when the caller advances inline. */
  mail?: MessageMail;
  /** How long the provider took to answer, when it was called: whether to call it inline next time. */
  calledMs?: number;
};

export function resultOf(messageId: Id, state: MessageState, reason: string | null, moved?: Moved): DeliverResult {
  const outcome = outcomeOf(state, reason);
  return {
    messageId,
    state,
    ...(reason === null ? {} : { reason }),
    ...(outcome ? { outcome } : {}),
    ...(moved?.mail ? { mail: moved.mail } : {}),
  };
}

export function later(messageId: Id, state: MessageState, reason: string | null, now: Instant, at: Instant): DeliverResult {
  return { ...resultOf(messageId, state, reason), retryAt: at, retryInMs: Math.max(0, at - now) };
}

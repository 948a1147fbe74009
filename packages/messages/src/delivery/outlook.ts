import type { Id, Instant } from "@journeyman/core";
import { isFinal } from "../ledger/states.ts";
import type { LedgerMessage } from "./read.ts";
import { type DeliverResult, later, resultOf } from "./result.ts";

/** What can be done about a message now, by what was read of it. The claim checks all of it again, under the lock. */
export type Outlook =
  | { do: "answer"; result: DeliverResult }
  /** It may be claimed. */
  | { do: "send" }
  /** Its holder did not say in time what came of it. */
  | { do: "give-up"; claimId: Id | null }
  /** Its run is over. */
  | { do: "cancel" };

export function outlookOf(messageId: Id, message: LedgerMessage, now: Instant): Outlook {
  const { state, reason } = message;
  if (isFinal(state) || state === "unknown") return { do: "answer", result: resultOf(messageId, state, reason) };
  if (state === "claimed") {
    const until = message.leaseUntil ?? now;
    return until > now
      ? { do: "answer", result: later(messageId, state, reason, now, until) }
      : { do: "give-up", claimId: message.claimId };
  }
  if (message.runStatus === "ended" || message.ending) return { do: "cancel" };
  if (message.runStatus !== "active" || message.pausing) {
    const blocked = message.runStatus === "stuck" ? "stuck" : "paused";
    return { do: "answer", result: { ...resultOf(messageId, state, reason), blocked } };
  }
  if (message.heldUntil !== null && message.heldUntil > now) {
    return { do: "answer", result: later(messageId, state, reason, now, message.heldUntil) };
  }
  return { do: "send" };
}

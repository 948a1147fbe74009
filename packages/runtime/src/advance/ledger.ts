import type { Instant } from "@journeyman/core";
import type { LedgerRow } from "./read.ts";

export type Outstanding = {
  /** Messages that can be delivered now. */
  due: LedgerRow[];
  /** Messages their provider did not take: its channel's queue tries again then. */
  refused: LedgerRow[];
  /** When the earliest of the others may be looked at again by the run itself. */
  next?: Instant;
};

/**
 * What is to do about a run's messages: planned ones go now, or when their provider said; held ones when their time has come; and a claim
 * whose lease has run out becomes `unknown` by being delivered again. Whoever holds a live lease is left alone.
 */
export function outstanding(messages: readonly LedgerRow[], now: Instant): Outstanding {
  const result: Outstanding = { due: [], refused: [] };
  for (const message of messages) {
    const at = dueAt(message);
    if (at === undefined) continue;
    if (at <= now) result.due.push(message);
    else if (message.state === "planned") result.refused.push(message);
    else result.next = Math.min(result.next ?? at, at);
  }
  return result;
}

/** When a message may move; undefined for one that has ended. */
export function dueAt(message: LedgerRow): Instant | undefined {
  if (message.state === "planned" || message.state === "held") return message.heldUntil ?? 0;
  if (message.state === "claimed") return message.leaseUntil ?? 0;
  return undefined;
}

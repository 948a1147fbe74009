import type { Instant } from "@journeyman/core";
import type { LedgerRow } from "./read.ts";

export type Outstanding = {
  /** Messages that can be delivered now. */
  due: LedgerRow[];
  /** When the earliest of the others may be looked at again. */
  next?: Instant;
};

/**
 * What is to do about a run's messages: planned ones go now or when their provider said, held ones when their time has come, and a claim
 * whose lease has run out becomes `unknown` by being delivered again. Whoever holds a live lease is left alone.
 */
export function outstanding(messages: readonly LedgerRow[], now: Instant): Outstanding {
  const due: LedgerRow[] = [];
  let next: Instant | undefined;
  for (const message of messages) {
    const at = dueAt(message);
    if (at === undefined) continue;
    if (at <= now) due.push(message);
    else next = Math.min(next ?? at, at);
  }
  return next === undefined ? { due } : { due, next };
}

function dueAt(message: LedgerRow): Instant | undefined {
  if (message.state === "planned") return message.heldUntil ?? 0;
  if (message.state === "held") return message.heldUntil ?? 0;
  if (message.state === "claimed") return message.leaseUntil ?? 0;
  return undefined;
}

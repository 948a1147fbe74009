import type { Id } from "@journeyman/core";
import { deliver, type Prepared } from "@journeyman/messages";
import type { Tx } from "@journeyman/store";
import type { RunRef, RuntimeDeps } from "../types.ts";
import { createPace } from "./pace.ts";

/** `againInMs`: nothing could be done now; the same call may do it then. Absent: the ledger knows, and the run's next advance reads it. */
export type Delivered = { state: string; againInMs?: number };

const pace = createPace();

export function mayInline(environmentId: Id, channel: string): boolean {
  return pace.mayInline(environmentId, channel);
}

export type Delivery = {
  messageId: Id;
  channel?: string;
  prepared?: Prepared;
  /** Runs in the outcome's transaction; see the ledger's `DeliverRequest`. */
  after?: (tx: Tx) => Promise<void>;
};

/** Delivers one message by the ledger's rules, wherever it is called from, and remembers how quick its channel was. */
export async function deliverMessage(deps: RuntimeDeps, ref: RunRef, delivery: Delivery): Promise<Delivered> {
  const { messageId, channel, ...how } = delivery;
  const result = await deliver(deps, { environmentId: ref.environmentId, runId: ref.runId, messageId, inline: true, ...how });
  if (channel !== undefined && result.calledMs !== undefined) pace.took(ref.environmentId, channel, result.calledMs);
  // Held ones are the run's own business: its alarm wakes it when they may go.
  if (result.retryInMs === undefined || result.state === "held") return { state: result.state };
  const againInMs = Math.max(250, result.retryInMs);
  if (channel !== undefined && result.state === "planned") pace.refused(ref.environmentId, channel, againInMs);
  return { state: result.state, againInMs };
}

import type { MessageOutcome } from "@journeyman/node-kit";

export const messageStates = [
  "planned",
  "held",
  "claimed",
  "accepted",
  "rejected",
  "unknown",
  "suppressed",
  "cancelled",
  "expired",
] as const;
export type MessageState = (typeof messageStates)[number];

/**
 * Where a message may go from where it stands. Nothing else moves one: `move` builds its condition from this table.
 *
 * - A held message whose time has come is claimed at once; that it was planned in between would be nobody's news.
 * - `planned | held → rejected`: it cannot be made (a template that fails), so no provider is asked.
 * - `claimed → planned`: certainly not accepted. `unknown` never goes back: what may have been sent is not sent again.
 * - `unknown → accepted | rejected`: the holder's late answer, a fact, or somebody who found out.
 */
export const moves: Readonly<Record<MessageState, readonly MessageState[]>> = {
  planned: ["held", "claimed", "rejected", "suppressed", "cancelled", "expired"],
  held: ["held", "planned", "claimed", "rejected", "suppressed", "cancelled", "expired"],
  claimed: ["accepted", "rejected", "unknown", "planned"],
  unknown: ["accepted", "rejected"],
  accepted: [],
  rejected: [],
  suppressed: [],
  cancelled: [],
  expired: [],
};

/** The states from which `to` may be reached. */
export function sourcesOf(to: MessageState): readonly MessageState[] {
  return messageStates.filter((from) => moves[from].includes(to));
}

/** Nothing can happen to the message any more but facts about it. An unknown one still waits for an answer. */
export function isFinal(state: MessageState): boolean {
  return moves[state].length === 0;
}

/** How the message ended as far as its run is concerned; undefined while it has not. An unknown outcome follows `done`, marked by its state. */
export function outcomeOf(state: MessageState, reason: string | null): MessageOutcome | undefined {
  const outcome = outcomes[state];
  return outcome && { outcome, state, ...(reason === null ? {} : { reason }) };
}

const outcomes: Readonly<Partial<Record<MessageState, MessageOutcome["outcome"]>>> = {
  accepted: "done",
  unknown: "done",
  rejected: "failed",
  suppressed: "skipped",
  expired: "skipped",
};

import { type Id, JourneymanError } from "@journeyman/core";
import { nilId, type Store, type Tx } from "@journeyman/store";
import { recordFact } from "../facts/record-fact.ts";
import { locked } from "./locked.ts";
import { move } from "./move.ts";
import type { MessageState } from "./states.ts";

export type HandSettlement = {
  messageId: Id;
  arrived: boolean;
  /** The user or the key that says so. */
  by: Id;
  /** Written in the same transaction, at its end. */
  record(tx: Tx): Promise<void>;
};

type Row = { runId: Id; profileId: Id; state: MessageState };

/**
 * What somebody found out about a message of which nobody knew: the last word on it, and nothing is sent by it. The run has gone on by
 * `done` long ago; it hears of this as of a fact that comes late, so that a step that waits for a bounce goes on. Throws `not_found`, and
 * `conflict` when the outcome is known already.
 */
export async function settleByHand(store: Store, environmentId: Id, settlement: HandSettlement): Promise<MessageState> {
  const { messageId, arrived, by, record } = settlement;
  const change = arrived ? ({ to: "accepted", reason: null } as const) : ({ to: "rejected", reason: "not-arrived" } as const);
  for (let tries = 0; tries < 5; tries++) {
    const { runId, profileId } = await store.tenant(environmentId, (tx) => readUnknown(tx, messageId));
    const moved = await locked(store, environmentId, profileId, async (tx) => {
      const done = await move(tx, { runId, id: messageId, profileId, at: tx.now(), from: ["unknown"], ...change });
      if (!done) return undefined;
      await recordFact(tx, {
        providerEventId: `by hand ${messageId}`,
        kind: arrived ? "accepted" : "failed",
        messageId,
        runId,
        detail: { byHand: by },
        // A test send without a person has no run that could hear of it.
        ofNobody: profileId === nilId,
      });
      await record(tx);
      return done;
    });
    if (moved) return moved.state;
    // Somebody else was faster, or two people became one: look again.
  }
  throw new JourneymanError("conflict", "This message is being changed by others just now. Try again in a moment.", {
    context: { messageId },
  });
}

async function readUnknown(tx: Tx, messageId: Id): Promise<Row> {
  const [row] = await tx.query<Row>(
    "message_read_unknown",
    `SELECT run_id AS "runId", profile_id AS "profileId", state FROM message WHERE environment_id = $1 AND id = $2`,
    [tx.environmentId, messageId],
  );
  if (!row) throw new JourneymanError("not_found", "There is no such message in this environment.", { context: { messageId } });
  if (row.state !== "unknown") {
    throw new JourneymanError("conflict", `What became of this message is known: it is ${row.state}. Only an unknown one can be settled.`, {
      context: { messageId, state: row.state },
    });
  }
  return row;
}

import type { Id } from "@journeyman/core";
import { type AppliedFact, applyFact } from "@journeyman/messages";
import type { Tx } from "@journeyman/store";
import { messageSubject } from "../waits/subject.ts";
import type { Effects } from "./effects.ts";
import { satisfyWait } from "./judge-runs.ts";
import { readWaits } from "./read.ts";

/** A click says that the message was opened, and both that it arrived; the ledger raises its states the same way. */
const implied = {
  delivered: ["delivered"],
  opened: ["opened", "delivered"],
  clicked: ["clicked", "opened", "delivered"],
  bounced: ["bounced"],
} as const;

const eventNames = {
  delivered: "Message Delivered",
  opened: "Message Opened",
  clicked: "Message Clicked",
  bounced: "Message Bounced",
} as const;

/** Applies what was told of a message, and wakes the step that waits for it. A scanner's click or a proxy's open wakes nobody. */
export async function routeFact(tx: Tx, effects: Effects, profileId: Id, factId: Id): Promise<void> {
  const fact = await applyFact(tx, factId);
  if (!fact || fact.engagement === undefined || fact.automatic) return;
  await wake(tx, effects, profileId, { ...fact, engagement: fact.engagement });
}

async function wake(tx: Tx, effects: Effects, profileId: Id, fact: AppliedFact & { engagement: keyof typeof implied }): Promise<void> {
  const subjects = implied[fact.engagement].map((state) => messageSubject(fact.node, state));
  const taken = new Set(effects.satisfied.map(({ wait }) => `${wait.runId} ${wait.token}`));
  const leaving = new Set(effects.mail.filter((mail) => mail.kind === "exit").map((mail) => mail.runId));
  const waits = (await readWaits(tx, profileId, subjects)).filter(
    (wait) => wait.runId === fact.runId && !leaving.has(wait.runId) && !taken.has(`${wait.runId} ${wait.token}`),
  );
  const found = waits.find((wait) => fact.at >= wait.since && (wait.until === null || fact.at <= wait.until));
  if (!found) return;
  const by = { id: fact.factId, name: eventNames[fact.engagement], at: fact.at };
  satisfyWait(effects, { waits }, found, profileId, by, tx.now());
}

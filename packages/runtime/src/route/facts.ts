import type { Id } from "@journeyman/core";
import { type AppliedFact, applyFact, type Engagement } from "@journeyman/messages";
import type { Tx } from "@journeyman/store";
import { engagementNames, engagementSubjects } from "../waits/engagement.ts";
import type { Effects } from "./effects.ts";
import { satisfyWait } from "./judge-runs.ts";
import { readWaits } from "./read.ts";

/** Applies what was told of a message, and wakes the step that waits for it. A scanner's click or a proxy's open wakes nobody. */
export async function routeFact(tx: Tx, effects: Effects, profileId: Id, factId: Id): Promise<void> {
  const fact = await applyFact(tx, factId);
  if (!fact || fact.engagement === undefined || fact.automatic) return;
  await wake(tx, effects, profileId, { ...fact, engagement: fact.engagement });
}

async function wake(tx: Tx, effects: Effects, profileId: Id, fact: AppliedFact & { engagement: Engagement }): Promise<void> {
  const subjects = engagementSubjects(fact.node, fact.engagement);
  const taken = new Set(effects.satisfied.map(({ wait }) => `${wait.runId} ${wait.token}`));
  const leaving = new Set(effects.mail.filter((mail) => mail.kind === "exit").map((mail) => mail.runId));
  const waits = (await readWaits(tx, profileId, subjects)).filter(
    (wait) => wait.runId === fact.runId && !leaving.has(wait.runId) && !taken.has(`${wait.runId} ${wait.token}`),
  );
  const found = waits.find((wait) => fact.at >= wait.since && (wait.until === null || fact.at <= wait.until));
  if (!found) return;
  const by = { id: fact.factId, name: engagementNames[fact.engagement], at: fact.at };
  satisfyWait(effects, { waits }, found, profileId, by, tx.now());
}

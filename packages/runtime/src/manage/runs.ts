import { type Id, JourneymanError } from "@journeyman/core";
import { channels, notify, type Tx } from "@journeyman/store";
import { addMail } from "../mail.ts";

type Row = { profile_id: Id; status: "active" | "paused" | "stuck" | "ended" };

/** Lets a stuck run try again from where it stood, with all its mail. Throws `not_found`, or `conflict` for a run that is not stuck. */
export async function retryRun(tx: Tx, runId: Id): Promise<void> {
  const run = await readRun(tx, runId);
  if (run.status !== "stuck") throw new JourneymanError("conflict", "Only a run that is stuck can be tried again.", { context: { runId } });
  await tell(tx, runId, run.profile_id, "resume", {});
}

/** Ends a run, once its claims have settled. Throws `not_found`, or `conflict` when it has ended already. */
export async function cancelRun(tx: Tx, runId: Id, reason = "cancelled"): Promise<void> {
  const run = await readRun(tx, runId);
  if (run.status === "ended") throw new JourneymanError("conflict", "This run has ended already.", { context: { runId } });
  await tell(tx, runId, run.profile_id, "cancel", { reason });
}

async function readRun(tx: Tx, runId: Id): Promise<Row> {
  const [run] = await tx.query<Row>("runtime_run", "SELECT profile_id, status FROM run WHERE environment_id = $1 AND id = $2", [
    tx.environmentId,
    runId,
  ]);
  if (!run) throw new JourneymanError("not_found", "There is no such run in this environment.", { context: { runId } });
  return run;
}

async function tell(tx: Tx, runId: Id, profileId: Id, kind: string, payload: Readonly<Record<string, unknown>>): Promise<void> {
  const now = tx.now();
  await addMail(tx, [{ runId, profileId, kind, payload, at: now }], now);
  await notify(tx, channels.poke, `${tx.environmentId}:${runId}`);
}

import { setTimeout as sleep } from "node:timers/promises";
import type { Id, JsonObject } from "@journeyman/core";
import { advanceRun } from "../advance/advance-run.ts";
import { deliverMessage } from "../advance/deliver.ts";
import type { Answer } from "../types.ts";
import type { Sql, World } from "./world.ts";

export type StoredRun = {
  id: Id;
  profile_id: Id;
  version_id: Id;
  status: string;
  seq: number;
  exit_reason: string | null;
  stuck: JsonObject | null;
};

export function runsOf(world: World, profileId: Id): Promise<StoredRun[]> {
  return world.sql<StoredRun>(
    "SELECT id, profile_id, version_id, status, seq, exit_reason, stuck FROM run WHERE environment_id = $1 AND profile_id = $2 ORDER BY id",
    [world.environmentId, profileId],
  );
}

export async function openRuns(sql: Sql): Promise<number> {
  const [row] = await sql<{ n: number }>("SELECT count(*)::int AS n FROM run WHERE status <> 'ended'");
  return row?.n ?? 0;
}

/** `entered bought`, `left bought timeout`, `exit remind reminded`: a run's path in words. */
export async function traceOf(world: World, runId: Id): Promise<string[]> {
  const rows = await world.sql<{ node: string; kind: string; port: string | null; detail: { reason?: string } }>(
    "SELECT node, kind, port, detail FROM trace WHERE environment_id = $1 AND run_id = $2 ORDER BY id",
    [world.environmentId, runId],
  );
  return rows.map(({ node, kind, port, detail }) =>
    [kind, node, kind === "left" ? port : kind === "exit" ? detail.reason : undefined].filter(Boolean).join(" "),
  );
}

/**
 * What the driver does, without Temporal: asks, waits as told, asks again. Answers the last answer: when the run has ended, its driver would
 * close, or it would wait for longer than `forMs`.
 */
export async function drive(world: World, run: { id: Id; profile_id: Id }, forMs = 0): Promise<Answer> {
  const ref = { environmentId: world.environmentId, runId: run.id, profileId: run.profile_id };
  const until = Date.now() + forMs;
  let seen = -1;
  for (;;) {
    const answer = await advanceRun(world.deps, ref, seen);
    seen = answer.seq;
    if (answer.next !== "wait") return answer;
    for (const message of answer.deliver)
      if ((message.inMs ?? 0) <= until - Date.now())
        await sleep(message.inMs ?? 0).then(() => deliverMessage(world.deps, ref, { messageId: message.messageId }));
    const wait = answer.deliver.length > 0 ? 0 : (answer.inMs ?? Number.POSITIVE_INFINITY);
    if (Date.now() + wait > until && wait > 0) return answer;
    await sleep(wait);
  }
}

import { newId } from "@journeyman/core";
import type { EventFact } from "@journeyman/expressions";
import type { Mail, PlannedWait } from "@journeyman/journey/machine";
import type { Tx } from "@journeyman/store";
import type { Scene } from "../advance/read.ts";
import { satisfies } from "./satisfies.ts";
import { subjectKey } from "./subject.ts";

export type RegisteredWait = PlannedWait & { subjectKey: string; fromPosition: number; earliest: number };

/**
 * Gives new waits their place in the person's events. Under the person lock nothing is routed, so the person's position now is exactly
 * where the run came to the step. A run's first move is the exception: it stood at its first step from its entry on, however late the move
 * is made, so its waits look back to there, as those with `since: entry` do.
 */
export function register(waits: readonly PlannedWait[], scene: Scene, first: boolean): RegisteredWait[] {
  const { run, profile, trigger } = scene;
  const earliest = Math.min(run.enteredAt, trigger?.at ?? run.enteredAt);
  return waits.map((wait) => ({
    ...wait,
    subjectKey: subjectKey(wait.subject),
    fromPosition: first || wait.since === "entry" ? run.fromPosition : profile.position,
    earliest,
  }));
}

/** What has satisfied new waits already, as mail: for each token the first event, by position, that any of its waits takes. */
export async function lookBack(tx: Tx, waits: readonly RegisteredWait[], scene: Scene, zone: string): Promise<Mail[]> {
  const behind = waits.filter((wait) => "event" in wait.subject && wait.fromPosition < scene.profile.position);
  if (behind.length === 0) return [];
  const names = [...new Set(behind.map((wait) => ("event" in wait.subject ? wait.subject.event : "")))];
  const from = Math.min(...behind.map((wait) => wait.fromPosition));
  const since = Math.min(...behind.map((wait) => wait.earliest));
  const events = await tx.query<EventFact>("waits_look_back", lookBackSql, [
    tx.environmentId,
    scene.run.profileId,
    names,
    from,
    new Date(since).toISOString(),
  ]);
  const taken = new Set<string>();
  const mail: Mail[] = [];
  for (const event of events) {
    for (const wait of behind) {
      if (taken.has(wait.token) || wait.subjectKey !== `event:${event.name}`) continue;
      const filter = "event" in wait.subject ? (wait.subject.where ?? null) : null;
      if (!satisfies({ fromPosition: wait.fromPosition, since: wait.earliest, until: wait.until ?? null, filter }, event, scene.now, zone))
        continue;
      taken.add(wait.token);
      const { token, node, visit, name } = wait;
      mail.push({
        id: newId(scene.now),
        at: scene.now,
        kind: "satisfied",
        token,
        node,
        visit,
        name,
        event: { id: event.id, name: event.name, at: event.at },
      });
    }
  }
  return mail;
}

const lookBackSql = `SELECT id, name, at, position, properties FROM event
WHERE environment_id = $1 AND profile_id = $2 AND name = ANY($3::text[]) AND position > $4 AND at >= $5 AND NOT historical
ORDER BY position LIMIT 1000`;

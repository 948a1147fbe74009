import { type Id, type Instant, newId } from "@journeyman/core";
import type { EventFact } from "@journeyman/expressions";
import type { Mail, PlannedWait } from "@journeyman/journey/machine";
import { readEngagements } from "@journeyman/messages";
import { subjectKey } from "@journeyman/node-kit";
import type { Tx } from "@journeyman/store";
import type { Scene } from "../advance/read.ts";
import { engagementNames, engagementSubjects } from "./engagement.ts";
import { satisfies } from "./satisfies.ts";

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

/** What has satisfied new waits already, as mail: for each token the first that any of its waits takes, in the order in which things came. */
export async function lookBack(tx: Tx, waits: readonly RegisteredWait[], scene: Scene, zone: string): Promise<Mail[]> {
  const past = [...(await pastEvents(tx, waits, scene, zone)), ...(await pastEngagements(tx, waits, scene))];
  past.sort((a, b) => a.receivedAt - b.receivedAt);
  const taken = new Set<string>();
  const mail: Mail[] = [];
  for (const { by, fits } of past) {
    for (const wait of waits) {
      if (taken.has(wait.token) || !fits(wait)) continue;
      taken.add(wait.token);
      const { token, node, visit, name } = wait;
      mail.push({ id: newId(scene.now), at: scene.now, kind: "satisfied", token, node, visit, name, event: by });
    }
  }
  return mail;
}

/** Something that was routed before a wait was there. */
type Past = { receivedAt: Instant; by: { id: Id; name: string; at: Instant }; fits(wait: RegisteredWait): boolean };

async function pastEvents(tx: Tx, waits: readonly RegisteredWait[], scene: Scene, zone: string): Promise<Past[]> {
  const behind = waits.filter((wait) => "event" in wait.subject && wait.fromPosition < scene.profile.position);
  if (behind.length === 0) return [];
  const names = [...new Set(behind.map((wait) => ("event" in wait.subject ? wait.subject.event : "")))];
  const from = Math.min(...behind.map((wait) => wait.fromPosition));
  const since = Math.min(...behind.map((wait) => wait.earliest));
  const events = await tx.query<EventFact & { receivedAt: Instant }>("waits_past_events", pastEventsSql, [
    tx.environmentId,
    scene.run.profileId,
    names,
    from,
    new Date(since).toISOString(),
  ]);
  return events.map((event) => ({
    receivedAt: event.receivedAt,
    by: { id: event.id, name: event.name, at: event.at },
    fits({ subject, fromPosition, earliest, until = null, ...wait }) {
      if (wait.subjectKey !== subjectKey({ event: event.name })) return false;
      const filter = "event" in subject ? (subject.where ?? null) : null;
      return satisfies({ fromPosition, since: earliest, until, filter }, event, scene.now, zone);
    },
  }));
}

const pastEventsSql = `SELECT id, name, at, position, properties, received_at AS "receivedAt" FROM event
WHERE environment_id = $1 AND profile_id = $2 AND name = ANY($3::text[]) AND position > $4 AND at >= $5 AND NOT historical
ORDER BY position LIMIT 1000`;

/** What became of the run's own messages has no place among the person's events: a wait counts all of it, or only what comes. */
async function pastEngagements(tx: Tx, waits: readonly RegisteredWait[], { runId }: Scene): Promise<Past[]> {
  const nodes = waits.flatMap(({ subject, since }) => ("message" in subject && since === "entry" ? [subject.message] : []));
  if (nodes.length === 0) return [];
  const engagements = await readEngagements(tx, runId, nodes);
  return engagements.map(({ factId, node, engagement, at, receivedAt }) => {
    const subjects = engagementSubjects(node, engagement);
    return {
      receivedAt,
      by: { id: factId, name: engagementNames[engagement], at },
      fits: (wait) =>
        wait.since === "entry" &&
        subjects.includes(wait.subjectKey) &&
        at >= wait.earliest &&
        (wait.until === undefined || at <= wait.until),
    };
  });
}

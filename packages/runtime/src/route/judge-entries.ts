import { type Id, type Instant, newId, sha256Hex } from "@journeyman/core";
import { factsFor, zoneOf } from "@journeyman/customers";
import { type EventFact, type Facts, readsOf } from "@journeyman/expressions";
import type { Plan } from "@journeyman/journey";
import { judgeReentry, matchEntry } from "@journeyman/journey/machine";
import type { Tx } from "@journeyman/store";
import type { RuntimeDeps } from "../types.ts";
import type { Effects } from "./effects.ts";
import type { Plans } from "./judge-runs.ts";
import type { Door, Surroundings } from "./read.ts";

/** How a door's row stands for one key, this transaction's own entries included. */
export type DoorState = { open: boolean; lastStart?: Instant };

export type EntryContext = {
  tx: Tx;
  deps: RuntimeDeps;
  effects: Effects;
  around: Surroundings;
  plans: Plans;
  profileId: Id;
  /** By journey and hash of the key. */
  doors: Map<string, DoorState>;
  /** Makes the positions given so far readable: an audience counts the events before this one, and this one. */
  flushPositions(): Promise<void>;
};

/** Who may come in by this event, and who may not and why. Judged last: a new run never sees its own trigger as anything else. */
export async function judgeEntries(context: EntryContext, event: EventFact, historical: boolean, now: Instant): Promise<void> {
  for (const door of context.around.doors) {
    const plan = context.plans.get(door.versionId);
    if (door.eventName === event.name && plan) await judgeDoor(context, door, plan, event, historical, now);
  }
}

async function judgeDoor(
  context: EntryContext,
  door: Door,
  plan: Plan,
  event: EventFact,
  historical: boolean,
  now: Instant,
): Promise<void> {
  const { effects, doors } = context;
  const refuse = (reason: string, detail: Readonly<Record<string, unknown>>): void => {
    effects.refusals.push({ journeyId: door.journeyId, versionId: door.versionId, eventId: event.id, reason, detail });
  };
  const match = matchEntry(plan, event, await factsAt(context, plan), now);
  if (match.kind === "other") return;
  if (match.kind === "refused") {
    // An event that is not the one the entry describes is nobody at the door.
    if (match.reason !== "filter") refuse(match.reason, { entry: match.entry, readings: match.readings });
    return;
  }
  const { readings, entry } = match;
  if (historical) return refuse("historical", { entry, readings });
  if (door.status === "paused") return refuse("paused", { entry, readings });

  const keyHash = keyHashOf(match.key);
  const at = doorKey(door.journeyId, keyHash);
  const state = doors.get(at) ?? (await readDoor(context, door, keyHash));
  const reentry = judgeReentry(plan, state, now);
  if (!reentry.allowed)
    return refuse("reentry", {
      entry,
      readings,
      because: reentry.because,
      ...(reentry.until === undefined ? {} : { until: reentry.until }),
    });

  const id = newId(now);
  doors.set(at, { open: true, lastStart: now });
  effects.runs.push({ id, door, keyHash, triggerEventId: event.id, fromPosition: event.position });
  effects.mail.push({ runId: id, profileId: context.profileId, kind: "entered", payload: {}, at: now });
  // From here on it is one of the person's runs: the next event may end or convert it.
  const since = Math.min(event.at, now);
  context.around.runs.push({
    id,
    journeyId: door.journeyId,
    versionId: door.versionId,
    status: "active",
    since,
    exiting: false,
    converted: false,
  });
}

async function factsAt({ tx, deps, around, profileId, flushPositions }: EntryContext, plan: Plan): Promise<Facts> {
  if (plan.audience) {
    await flushPositions();
    return factsFor(tx, deps.vault, profileId, readsOf(plan.audience), {
      workspaceZone: around.workspaceZone,
      ...(plan.settings.timeZone === undefined ? {} : { journeyZone: plan.settings.timeZone }),
    });
  }
  const zone = zoneOf(around.place, plan.settings.timeZone, around.workspaceZone);
  return { traits: {}, sealedTraits: [], events: {}, consent: {}, messages: [], variables: {}, zone };
}

async function readDoor({ tx, profileId }: EntryContext, door: Door, keyHash: string): Promise<DoorState> {
  const [row] = await tx.query<{ open: boolean; last_start: Instant | null }>(
    "route_door",
    `SELECT open_run_id IS NOT NULL AS open, last_start FROM entry
      WHERE environment_id = $1 AND journey_id = $2 AND profile_id = $3 AND key_hash = decode($4, 'hex')`,
    [tx.environmentId, door.journeyId, profileId, keyHash],
  );
  if (!row) return { open: false };
  return { open: row.open, ...(row.last_start === null ? {} : { lastStart: row.last_start }) };
}

export function keyHashOf(key: string): string {
  return sha256Hex(key);
}

export function doorKey(journeyId: Id, keyHash: string): string {
  return `${journeyId}/${keyHash}`;
}

import type { Id, Instant } from "@journeyman/core";
import { zoneOf } from "@journeyman/customers";
import type { EventFact } from "@journeyman/expressions";
import type { Plan } from "@journeyman/journey";
import { matchExit, matchGoal } from "@journeyman/journey/machine";
import { subjectKey } from "@journeyman/node-kit";
import { satisfies } from "../waits/satisfies.ts";
import type { Effects } from "./effects.ts";
import type { OpenRun, Surroundings, WaitRow } from "./read.ts";

export type Plans = ReadonlyMap<Id, Plan>;

/** What an event does to the runs that are there: exits, then waits, then goals. Source: language.md, Meaning, rule 2. */
export function judgeRuns(effects: Effects, around: Surroundings, plans: Plans, profileId: Id, event: EventFact, now: Instant): void {
  for (const run of around.runs) fireExit(effects, around, plans.get(run.versionId), run, profileId, event, now);
  satisfyWaits(effects, around, plans, profileId, event, now);
  for (const run of around.runs) convert(effects, around, plans.get(run.versionId), run, event, now);
}

function zoneFor(around: Surroundings, plan: Plan): string {
  return zoneOf(around.place, plan.settings.timeZone, around.workspaceZone);
}

function fireExit(
  effects: Effects,
  around: Surroundings,
  plan: Plan | undefined,
  run: OpenRun,
  profileId: Id,
  event: EventFact,
  now: Instant,
): void {
  if (!plan || run.status === "ended" || run.exiting) return;
  const found = matchExit(plan, event, { enteredAt: run.since, zone: zoneFor(around, plan) }, now);
  if (!found) return;
  run.exiting = true;
  const because = { reason: found.exit.reason, readings: found.readings, detail: { event: event.name, at: event.at } };
  effects.mail.push({ runId: run.id, profileId, kind: "exit", payload: { reason: found.exit.reason, because }, at: now });
}

function satisfyWaits(effects: Effects, around: Surroundings, plans: Plans, profileId: Id, event: EventFact, now: Instant): void {
  const subject = subjectKey({ event: event.name });
  for (const wait of around.waits) {
    const run = around.runs.find((one) => one.id === wait.runId);
    const plan = run && plans.get(run.versionId);
    if (wait.subject !== subject || !run || !plan || run.exiting || !around.waits.includes(wait)) continue;
    if (satisfies(wait, event, now, zoneFor(around, plan))) satisfyWait(effects, around, wait, profileId, event, now);
  }
}

/** First wins: the visit's other waits are over with it. */
export function satisfyWait(
  effects: Effects,
  around: { waits: WaitRow[] },
  wait: WaitRow,
  profileId: Id,
  by: { id: Id; name: string; at: Instant },
  now: Instant,
): void {
  const { runId, token, node, visit, name } = wait;
  around.waits = around.waits.filter((other) => other.runId !== runId || other.token !== token);
  effects.satisfied.push({ wait, by: by.id });
  effects.mail.push({
    runId,
    profileId,
    kind: "satisfied",
    payload: { token, node, visit, name, event: { id: by.id, name: by.name, at: by.at } },
    at: now,
  });
}

function convert(effects: Effects, around: Surroundings, plan: Plan | undefined, run: OpenRun, event: EventFact, now: Instant): void {
  if (!plan) return;
  const goal = matchGoal(plan, event, { enteredAt: run.since, zone: zoneFor(around, plan) }, now);
  if (!goal) return;
  const { value, currency, readings } = goal;
  effects.conversions.push({
    runId: run.id,
    versionId: run.versionId,
    eventId: event.id,
    at: event.at,
    first: !run.converted,
    readings,
    ...(value === undefined ? {} : { value }),
    ...(currency === undefined ? {} : { currency }),
  });
  run.converted = true;
}

import { type Duration, elapsedMs, type Instant } from "@journeyman/core";
import { durationWords, type EventFact, evaluate, type Facts, matches, type Reading, readEvent } from "@journeyman/expressions";
import type { Plan, PlanExit } from "../plan.ts";

/** Whether an event starts a run, and else why not: the reason is what is recorded with the refusal. */
export type EntryMatch =
  | { kind: "enters"; entry: number; key: string; readings: readonly Reading[] }
  | { kind: "refused"; reason: "filter" | "too-old" | "no-key" | "audience"; entry: number; readings: readonly Reading[] }
  | { kind: "other" };

/**
 * Judges an event at the door: name, filter, age by its own time, key, audience, in this order; the first entry that lets it in counts. `facts` are the person's;
 * the event itself becomes their trigger. Re-entry is judged after it, by `judgeReentry`: it needs the door's own row.
 */
export function matchEntry(plan: Plan, event: EventFact, facts: Facts, now: Instant): EntryMatch {
  let refused: (EntryMatch & { kind: "refused" }) | undefined;
  for (const [i, entry] of plan.entries.entries()) {
    if (entry.event !== event.name) continue;
    const filter = matches(entry.where, event, now, facts.zone);
    const age = entry.maxAge === null ? undefined : ageReading(now - event.at, entry.maxAge);
    if (!filter.value) refused = further(refused, { kind: "refused", reason: "filter", entry: i, readings: filter.readings });
    else if (age) refused = further(refused, { kind: "refused", reason: "too-old", entry: i, readings: [...filter.readings, age] });
    else return atTheDoor(plan, event, facts, now, i, filter.readings);
  }
  return refused ?? { kind: "other" };
}

/** What is told of an event that comes too late; undefined when it does not. */
function ageReading(ageMs: number, maxAge: Duration): Reading | undefined {
  if (ageMs <= elapsedMs(maxAge)) return undefined;
  return { what: "age", value: Math.round(ageMs / 1000), rule: `in seconds, is at most ${durationWords(maxAge)}`, held: false };
}

/** Of two entries that refuse, the one the event got further with says why. */
function further(a: (EntryMatch & { kind: "refused" }) | undefined, b: EntryMatch & { kind: "refused" }): EntryMatch & { kind: "refused" } {
  return a === undefined || (a.reason === "filter" && b.reason !== "filter") ? b : a;
}

function atTheDoor(plan: Plan, event: EventFact, facts: Facts, now: Instant, entry: number, read: readonly Reading[]): EntryMatch {
  const key = keyOf(plan, event);
  if (key === undefined)
    return { kind: "refused", reason: "no-key", entry, readings: [{ what: plan.key, value: undefined, rule: "is known", held: false }] };
  if (!plan.audience) return { kind: "enters", entry, key, readings: read };
  const audience = evaluate(plan.audience, { ...facts, trigger: event }, now);
  const readings = [...read, ...audience.readings];
  return audience.value ? { kind: "enters", entry, key, readings } : { kind: "refused", reason: "audience", entry, readings };
}

/** The value that makes runs of one person different: empty for `key: profile`; undefined when the event lacks it. */
export function keyOf(plan: Plan, event: EventFact): string | undefined {
  if (plan.key === "profile") return "";
  const value = readEvent(event, plan.key);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

/** Whether someone may enter again. `open`: a run of theirs with this key is under way. `lastStart`: of the last one, if there was any. */
export function judgeReentry(
  plan: Plan,
  entry: { open: boolean; lastStart?: Instant },
  now: Instant,
): { allowed: true } | { allowed: false; because: "open" | "never" | "too-soon"; until?: Instant } {
  if (entry.open) return { allowed: false, because: "open" };
  if (entry.lastStart === undefined || plan.reentry.rule === "always") return { allowed: true };
  if (plan.reentry.rule === "never") return { allowed: false, because: "never" };
  const until = entry.lastStart + elapsedMs(plan.reentry.after);
  return now >= until ? { allowed: true } : { allowed: false, because: "too-soon", until };
}

export type ExitMatch = { exit: PlanExit; readings: readonly Reading[] };

/** The first exit an event fits. Like a wait, an exit does not look back behind the run's entry. */
export function matchExit(plan: Plan, event: EventFact, run: { enteredAt: Instant; zone: string }, now: Instant): ExitMatch | undefined {
  if (event.at < run.enteredAt) return undefined;
  for (const exit of plan.exits) {
    if (exit.event !== event.name) continue;
    const found = matches(exit.where, event, now, run.zone);
    if (found.value) return { exit, readings: found.readings };
  }
  return undefined;
}

export type GoalMatch = { value?: number; currency?: string; readings: readonly Reading[] };

/** Whether an event converts: within the window after the entry, both by the event's own time. Never ends a run. */
export function matchGoal(plan: Plan, event: EventFact, run: { enteredAt: Instant; zone: string }, now: Instant): GoalMatch | undefined {
  const { goal } = plan;
  if (!goal || goal.event !== event.name) return undefined;
  if (event.at < run.enteredAt || event.at > run.enteredAt + elapsedMs(goal.within)) return undefined;
  const found = matches(goal.where, event, now, run.zone);
  if (!found.value) return undefined;
  const value = goal.value === undefined ? undefined : readEvent(event, goal.value);
  const currency = goal.currency === undefined ? undefined : readEvent(event, goal.currency);
  return {
    ...(typeof value === "number" ? { value } : {}),
    ...(typeof currency === "string" ? { currency } : {}),
    readings: found.readings,
  };
}

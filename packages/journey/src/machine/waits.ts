import type { Instant } from "@journeyman/core";
import { type EventFact, matches } from "@journeyman/expressions";
import type { PlannedWait } from "./types.ts";

/** Whether an event is what a wait looks for, by name, filter and its own time. Its position is the router's to judge. */
export function waitMatches(wait: Pick<PlannedWait, "subject" | "from" | "until">, event: EventFact, now: Instant, zone: string): boolean {
  if (!("event" in wait.subject) || wait.subject.event !== event.name) return false;
  if (event.at < wait.from || (wait.until !== undefined && event.at > wait.until)) return false;
  return matches(wait.subject.where, event, now, zone).value;
}

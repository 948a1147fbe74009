import type { Instant } from "@journeyman/core";
import { type EventFact, type Filter, matches } from "@journeyman/expressions";

export type OpenWait = { fromPosition: number; since: Instant; until: Instant | null; filter: Filter | null };

/**
 * Whether an event is what a wait waits for: routed later than the wait's position, its own time no earlier than the run's entry and no
 * later than the deadline. Source: language.md, Meaning, rule 1.
 */
export function satisfies(wait: OpenWait, event: EventFact, now: Instant, zone: string): boolean {
  if (event.position <= wait.fromPosition || event.at < wait.since) return false;
  if (wait.until !== null && event.at > wait.until) return false;
  return wait.filter === null || matches(wait.filter, event, now, zone).value;
}

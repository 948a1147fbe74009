import type { Instant } from "@journeyman/core";

/** An answer and the earliest moment at which it may change without a new fact; no `until`: only a new fact can change it. */
export type Outcome = { held: boolean; until?: Instant };

export function outcome(held: boolean, until?: Instant): Outcome {
  return until === undefined ? { held } : { held, until };
}

/** True while all are; false for as long as the last false one stays false. */
export function allOf(outcomes: readonly Outcome[]): Outcome {
  const failing = outcomes.filter((one) => !one.held);
  return failing.length === 0 ? outcome(true, earliest(outcomes)) : outcome(false, latest(failing));
}

/** True for as long as the last true one stays true; false while all are. */
export function anyOf(outcomes: readonly Outcome[]): Outcome {
  const holding = outcomes.filter((one) => one.held);
  return holding.length === 0 ? outcome(false, earliest(outcomes)) : outcome(true, latest(holding));
}

export function not(one: Outcome): Outcome {
  return outcome(!one.held, one.until);
}

export function earliest(outcomes: readonly { until?: Instant }[]): Instant | undefined {
  let found: Instant | undefined;
  for (const { until } of outcomes) if (until !== undefined && (found === undefined || until < found)) found = until;
  return found;
}

/** Undefined as soon as one never changes by itself. */
function latest(outcomes: readonly Outcome[]): Instant | undefined {
  let found = Number.NEGATIVE_INFINITY;
  for (const { until } of outcomes) {
    if (until === undefined) return undefined;
    if (until > found) found = until;
  }
  return found;
}

import { type Instant, type Json, readPath } from "@journeyman/core";
import type { Evaluation, EventFact, Reading } from "./facts.ts";
import { applyOperators, type Moment } from "./operators.ts";
import { allOf, type Outcome } from "./outcome.ts";
import { conditionsOf, type Filter } from "./tree.ts";
import { ruleWords } from "./words.ts";

/** What a filter looks at: paths are `properties.price`, `name` and `at` (as an ISO moment). */
export type Filterable = Pick<EventFact, "properties"> & Partial<Pick<EventFact, "name" | "at">>;

/** Whether an event is as the filter says; an empty filter lets everything through. `zone` is where dates without one are read. */
export function matches(filter: Filter | undefined, event: Filterable, now: Instant, zone: string): Evaluation {
  const { outcome, readings } = filterOutcome(filter ?? {}, event, { now, zone });
  return { value: outcome.held, ...(outcome.until === undefined ? {} : { until: outcome.until }), readings };
}

export function filterOutcome(filter: Filter, event: Filterable, moment: Moment): { outcome: Outcome; readings: Reading[] } {
  const readings: Reading[] = [];
  const outcomes = conditionsOf(filter).map(([path, operators]) => {
    const value = readEvent(event, path);
    const outcome = applyOperators(value, operators, moment);
    readings.push({ what: path, value: briefly(value), rule: ruleWords(operators), held: outcome.held });
    return outcome;
  });
  return { outcome: allOf(outcomes), readings };
}

/** The value at a path of an event. */
export function readEvent(event: Filterable, path: string): unknown {
  if (path === "at") return event.at === undefined ? undefined : new Date(event.at).toISOString();
  if (path === "name") return event.name;
  return path.startsWith("properties.") ? named(event.properties, path.slice("properties.".length)) : undefined;
}

/** A name that holds a dot itself comes first, then the path. */
export function named(values: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : readPath(values, name);
}

/** A value as a trace keeps it: short enough that a thousand traces can be read and stored. */
export function briefly(value: unknown): Json | undefined {
  if (value === undefined || value === null || typeof value === "number" || typeof value === "boolean") return value;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (text.length > 200) return `${text.slice(0, 199)}…`;
  return value as Json;
}

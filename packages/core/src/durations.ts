import { Temporal } from "temporal-polyfill";
import type { Instant } from "./clock.ts";
import { JourneymanError } from "./errors.ts";

/**
 * An ISO 8601 duration. `PT…` is elapsed time; the part before `T` (`P1D`, `P1M`) is calendar time in the person's zone.
 */
export type Duration = string;

const pattern = /^P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

export function isDuration(text: string): boolean {
  return pattern.test(text);
}

/** What is wrong with what is no duration, as the end of a sentence about it. */
export function durationProblem(given: unknown): string {
  return given === "" ? "is missing; say how long, such as 1 hour" : "must be a duration such as PT1H (an hour) or P1D (a day)";
}

type Parts = { years: number; months: number; weeks: number; days: number; hours: number; minutes: number; seconds: number };

export function durationParts(text: Duration): Parts {
  const match = pattern.exec(text);
  if (!match) throw new JourneymanError("invalid", `"${text}" is not a duration; write PT1H for an hour, P1D for a day, P1M for a month.`);
  const n = (i: number) => Number(match[i] ?? 0);
  return { years: n(1), months: n(2), weeks: n(3), days: n(4), hours: n(5), minutes: n(6), seconds: n(7) };
}

/** Milliseconds of elapsed time (a day is 24 hours). Months and years have no fixed length and are refused. */
export function elapsedMs(text: Duration): number {
  const p = durationParts(text);
  if (p.years || p.months) throw new JourneymanError("invalid", `"${text}" has months or years, which have no fixed length; use days.`);
  return ((p.weeks * 7 + p.days) * 24 * 3600 + p.hours * 3600 + p.minutes * 60 + p.seconds) * 1000;
}

/** Calendar part in the zone first (31 January + P1M is the month's last day), then the elapsed part. Source: language.md, rule 5. */
export function addDuration(from: Instant, text: Duration, zone: string): Instant {
  const p = durationParts(text);
  const elapsed = (p.hours * 3600 + p.minutes * 60 + p.seconds) * 1000;
  if (!(p.years || p.months || p.weeks || p.days)) return from + elapsed;
  const local = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  const moved = local.toPlainDateTime().add({ years: p.years, months: p.months, weeks: p.weeks, days: p.days });
  // "compatible": a time that does not exist moves forward by the gap, one that exists twice means the first.
  return moved.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds + elapsed;
}

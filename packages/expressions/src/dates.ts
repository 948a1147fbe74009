import { addDuration, type Duration, durationParts, type Instant, isDuration } from "@journeyman/core";
import { Temporal } from "temporal-polyfill";
import { type Outcome, outcome } from "./outcome.ts";

const written = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * The moment a value means: `2026-03-01` is the start of that day in the zone, `2026-03-01T09:00` that local time, and with `Z` or an
 * offset exactly that moment. Everything else (numbers too: seconds or milliseconds?) is no date.
 */
export function readMoment(value: unknown, zone: string): Instant | undefined {
  if (typeof value !== "string") return undefined;
  const match = written.exec(value);
  if (!match) return undefined;
  const iso = value.replace(" ", "T");
  try {
    if (match[1]) return Temporal.Instant.from(iso).epochMilliseconds;
    return Temporal.PlainDateTime.from(iso).toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;
  } catch {
    return undefined;
  }
}

export type DateOperand = { kind: "fixed"; text: string } | { kind: "now" } | { kind: "relative"; sign: "+" | "-"; duration: Duration };

/** Reads what stands behind `before` and `after`; undefined when it is neither a date nor relative to now. */
export function readDateOperand(text: string): DateOperand | undefined {
  if (text === "now") return { kind: "now" };
  const relative = /^now([+-])(P.+)$/.exec(text);
  if (relative?.[1] && relative[2] && isDuration(relative[2]))
    return { kind: "relative", sign: relative[1] === "+" ? "+" : "-", duration: relative[2] };
  return readMoment(text, "UTC") === undefined ? undefined : { kind: "fixed", text };
}

/**
 * Whether a value is before or after. `before: now-P1M` means that a month has passed since the value (value + P1M < now), and
 * `before: now+P1M` that less than a month is left: the duration is laid on the value, in the person's zone, so each answer changes once and
 * the moment of the change is known exactly. (Taken from now instead, 30 January and 28 February would change places.)
 */
export function compareDates(side: "before" | "after", value: unknown, operand: string, now: Instant, zone: string): Outcome {
  const moment = readMoment(value, zone);
  const read = readDateOperand(operand);
  if (moment === undefined || read === undefined) return outcome(false);
  if (read.kind === "fixed") {
    const other = readMoment(read.text, zone);
    return outcome(other !== undefined && (side === "before" ? moment < other : moment > other));
  }
  const turning =
    read.kind === "now"
      ? moment
      : read.sign === "-"
        ? addDuration(moment, read.duration, zone)
        : subtractDuration(moment, read.duration, zone);
  if (side === "before") return turning < now ? outcome(true) : outcome(false, turning + 1);
  return turning > now ? outcome(true, turning) : outcome(false);
}

function subtractDuration(from: Instant, text: Duration, zone: string): Instant {
  const { years, months, weeks, days, hours, minutes, seconds } = durationParts(text);
  const elapsed = (hours * 3600 + minutes * 60 + seconds) * 1000;
  if (!(years || months || weeks || days)) return from - elapsed;
  const local = Temporal.Instant.fromEpochMilliseconds(from - elapsed)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime();
  return local.subtract({ years, months, weeks, days }).toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;
}

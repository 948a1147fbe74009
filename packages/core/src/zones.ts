import { Temporal } from "temporal-polyfill";
import type { Instant } from "./clock.ts";

/** `Europe/Warsaw`: an IANA name this runtime knows. Offsets such as `+02:00` are refused: they have no rules. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/** `HH:MM`, 24 hours. */
export type LocalTime = string;

export function minutesOfDay(time: LocalTime): number {
  const [h, m] = time.split(":");
  return Number(h) * 60 + Number(m);
}

/** The person's clock at that moment. `weekday` is 1 (Monday) to 7. */
export function localAt(at: Instant, zone: string): { date: string; minutes: number; weekday: number } {
  const z = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return { date: z.toPlainDate().toString(), minutes: z.hour * 60 + z.minute, weekday: z.dayOfWeek };
}

/** The first moment after `from` at which it is `time` in the zone; a time in a gap moves forward by the gap. */
export function nextLocalTime(from: Instant, time: LocalTime, zone: string): Instant {
  const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDate();
  for (let days = 0; days < 3; days++) {
    const at = start.add({ days }).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
    if (at > from) return at;
  }
  throw new Error("unreachable: a local time comes every day");
}

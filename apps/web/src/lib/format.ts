/** Words for numbers and times. One place, so that the same moment reads the same on every screen. */

const locale = "en-GB";
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });

export function count(value: number): string {
  return whole.format(value);
}

/** `1 person`, `1,846 people`. */
export function counted(value: number, one: string, many: string): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** `13.6 %` with a narrow space; a dash when there is nothing to divide. */
export function percent(part: number, all: number, digits = 1): string {
  return all === 0 ? "–" : `${((part / all) * 100).toFixed(digits)}\u202f%`;
}

export function bytes(value: number): string {
  return value < 1024 ? `${value} B` : `${Math.round(value / 1024)} KB`;
}

type Zoned = { day: string; time: string; seconds: string; year: number };

function zoned(iso: string, zone: string): Zoned {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(new Date(iso));
  const get = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return {
    day: `${get("year")}-${get("month")}-${get("day")}`,
    time: `${get("hour")}:${get("minute")}`,
    seconds: `${get("hour")}:${get("minute")}:${get("second")}`,
    year: Number(get("year")),
  };
}

export function timeOf(iso: string, zone: string): string {
  return zoned(iso, zone).time;
}

export function secondsOf(iso: string, zone: string): string {
  return zoned(iso, zone).seconds;
}

/** The calendar day in the zone, as `2026-11-24`: to group by. */
export function dayOf(iso: string, zone: string): string {
  return zoned(iso, zone).day;
}

function daysApart(day: string, from: string): number {
  return Math.round((Date.parse(`${from}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / 86_400_000);
}

function dayWords(day: string, now: number, zone: string, long: boolean): string {
  const today = zoned(new Date(now).toISOString(), zone);
  const apart = daysApart(day, today.day);
  if (apart === 0) return "Today";
  if (apart === 1) return "Yesterday";
  if (apart === -1) return "Tomorrow";
  const sameYear = day.startsWith(String(today.year));
  return new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    day: "numeric",
    month: long ? "long" : "short",
    ...(long ? { weekday: "long" } : {}),
    ...(sameYear ? {} : { year: "numeric" }),
  })
    .format(new Date(`${day}T12:00:00Z`))
    .replace(",", "");
}

/** `Today`, `Yesterday`, `Friday 20 November`. */
export function dayHeading(iso: string, zone: string, now: number): string {
  return dayWords(dayOf(iso, zone), now, zone, true);
}

/** `Today 11:20`, `Yesterday 09:12`, `20 Nov`, `3 May 2025`. */
export function when(iso: string, zone: string, now: number): string {
  const at = zoned(iso, zone);
  const words = dayWords(at.day, now, zone, false);
  return /^(Today|Yesterday|Tomorrow)$/.test(words) ? `${words} ${at.time}` : words;
}

/** `20 Nov 11:20`: always with the time. */
export function whenExact(iso: string, zone: string, now: number): string {
  const at = zoned(iso, zone);
  return `${dayWords(at.day, now, zone, false)} ${at.seconds}`;
}

/** How long ago, in one unit: `12 min`, `2 h`, `3 d`. */
export function ago(iso: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(iso)) / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** `P7D` → `7 days`. What is not understood stays as it is. */
export function durationWords(iso: string): string {
  const match = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(iso);
  if (!match) return iso;
  const names = ["year", "month", "week", "day", "hour", "minute", "second"];
  const parts = match.slice(1).flatMap((value, index) => (value ? [`${value} ${names[index]}${value === "1" ? "" : "s"}`] : []));
  return parts.length === 0 ? iso : parts.join(" ");
}

/** The same inside a sentence. */
export function channelInline(channel: string): string {
  return channel === "email" ? "e-mail" : channelName(channel);
}

export function channelName(channel: string): string {
  return channel === "sms" ? "SMS" : channel === "email" ? "E-mail" : channel;
}

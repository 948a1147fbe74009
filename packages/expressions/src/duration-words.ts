import { type Duration, durationParts, isDuration } from "@journeyman/core";

const units = [
  ["years", "year"],
  ["months", "month"],
  ["weeks", "week"],
  ["days", "day"],
  ["hours", "hour"],
  ["minutes", "minute"],
  ["seconds", "second"],
] as const;

/** "1 hour 30 minutes". Text that is no duration comes back as it is: drafts hold such things. */
export function durationWords(duration: Duration): string {
  if (!isDuration(duration)) return duration || "no time";
  const parts = durationParts(duration);
  const words = units.filter(([key]) => parts[key] > 0).map(([key, unit]) => `${parts[key]} ${unit}${parts[key] === 1 ? "" : "s"}`);
  return words.length === 0 ? "no time" : words.join(" ");
}

const letters: Readonly<Record<string, (typeof units)[number][0]>> = {
  y: "years",
  year: "years",
  years: "years",
  mo: "months",
  month: "months",
  months: "months",
  w: "weeks",
  week: "weeks",
  weeks: "weeks",
  d: "days",
  day: "days",
  days: "days",
  h: "hours",
  hr: "hours",
  hrs: "hours",
  hour: "hours",
  hours: "hours",
  m: "minutes",
  min: "minutes",
  mins: "minutes",
  minute: "minutes",
  minutes: "minutes",
  s: "seconds",
  sec: "seconds",
  secs: "seconds",
  second: "seconds",
  seconds: "seconds",
};

/** Reads "1h", "30 min", "1 day 2 hours", "an hour", or ISO 8601; undefined when it is nothing of the kind. Days and longer are calendar time. */
export function readDurationWords(text: string): Duration | undefined {
  const trimmed = text.trim();
  if (isDuration(trimmed.toUpperCase())) return trimmed.toUpperCase();
  const found = { years: 0, months: 0, weeks: 0, days: 0, hours: 0, minutes: 0, seconds: 0 };
  let rest = trimmed.toLowerCase();
  while (rest !== "") {
    const match = /^(?:(\d{1,6})|(an?)(?=\s))\s*([a-z]+)(?:\s*(?:,|and\b)?\s*|$)/.exec(rest);
    const unit = match?.[3] !== undefined && Object.hasOwn(letters, match[3]) ? letters[match[3]] : undefined;
    if (!match || !unit) return undefined;
    found[unit] += match[1] === undefined ? 1 : Number(match[1]);
    rest = rest.slice(match[0].length);
  }
  const date = `${part(found.years, "Y")}${part(found.months, "M")}${part(found.weeks, "W")}${part(found.days, "D")}`;
  const time = `${part(found.hours, "H")}${part(found.minutes, "M")}${part(found.seconds, "S")}`;
  return date || time ? `P${date}${time ? `T${time}` : ""}` : undefined;
}

function part(n: number, letter: string): string {
  return n === 0 ? "" : `${n}${letter}`;
}

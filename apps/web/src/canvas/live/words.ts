/** Times in the zone of who looks; handed in, so that drawing stays pure. `when`: "Today 12:04", `inline`: the same inside a sentence, `time`: "12:04". */
export type TimeWords = Record<"time" | "seconds" | "when" | "inline", (iso: string) => string>;

/** "in 7 h 26 min", "overdue". */
export function inWords(iso: string, now = Date.now()): string {
  const ms = Date.parse(iso) - now;
  if (ms < -5_000) return "overdue";
  return `in ${spanWords(Math.max(0, ms))}`;
}

export function spanWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} days`;
}

export function whoWords(person: { name: string | null; hint: string | null; id: string }): string {
  return person.name ?? person.hint ?? `…${person.id.slice(-6)}`;
}

/** Today's times without the day: "12:04", else "20 Nov". */
export function shortWhen(when: string): string {
  return when.replace(/^Today /, "");
}

/** "12:04" today, "Mon 18:42" this week, "3 May" before. */
export function shortTime(iso: string, now = new Date()): string {
  const at = new Date(iso);
  const time = at.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
  if (at.toDateString() === now.toDateString()) return time;
  const days = Math.abs(now.getTime() - at.getTime()) / 86_400_000;
  if (days < 6) return `${at.toLocaleDateString(undefined, { weekday: "short" })} ${time}`;
  return at.toLocaleDateString(undefined, { day: "numeric", month: "short" });
}

export function clock(iso: string, seconds = true): string {
  return new Date(iso).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", ...(seconds ? { second: "2-digit" } : {}) });
}

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

export function percent(part: number, whole: number): string {
  if (whole <= 0) return "–";
  const value = (100 * part) / whole;
  return `${value >= 10 || value === 0 ? value.toFixed(value === 100 ? 0 : 1) : value.toFixed(1)} %`;
}

export function whoWords(person: { name: string | null; hint: string | null; id: string }): string {
  return person.name ?? person.hint ?? `…${person.id.slice(-6)}`;
}

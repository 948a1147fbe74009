import type { Command } from "@/commands/registry.ts";

/** What of a keyboard event decides. */
export type KeyPress = { key: string; metaKey: boolean; ctrlKey: boolean; altKey: boolean; shiftKey: boolean };

const names: Record<string, string> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
  Escape: "escape",
  Enter: "enter",
  Delete: "delete",
  Backspace: "backspace",
  " ": "space",
};

/** A key press as `mod+shift+p`, `?`, `g`. Shift counts for letters and named keys only: `?` already is shift+/. */
export function chordOf(press: KeyPress): string {
  const key = names[press.key] ?? (press.key.length === 1 ? press.key.toLowerCase() : press.key.toLowerCase());
  const letter = /^[a-z]$/.test(key);
  const named = key.length > 1;
  const parts: string[] = [];
  if (press.metaKey || press.ctrlKey) parts.push("mod");
  if (press.altKey) parts.push("alt");
  if (press.shiftKey && (letter || named)) parts.push("shift");
  parts.push(key);
  return parts.join("+");
}

/** How long the second key of `g j` may take. */
export const sequenceMs = 1200;

export type Sequence = { first: string; at: number } | undefined;

export type KeyAnswer = { run?: Command; sequence: Sequence };

/**
 * What a chord means now: a command, the start of a sequence, or nothing. `inField` leaves only commands that say they
 * work while typing.
 */
export function interpret(commands: readonly Command[], chord: string, sequence: Sequence, now: number, inField: boolean): KeyAnswer {
  const usable = commands.filter((command) => command.keys !== undefined && !command.native && (!inField || command.inFields === true));
  if (sequence && now - sequence.at <= sequenceMs) {
    const both = `${sequence.first} ${chord}`;
    const run = usable.find((command) => command.keys === both);
    if (run) return { run, sequence: undefined };
  }
  const run = usable.find((command) => command.keys === chord);
  if (run) return { run, sequence: undefined };
  if (!inField && usable.some((command) => command.keys?.startsWith(`${chord} `))) return { sequence: { first: chord, at: now } };
  return { sequence: undefined };
}

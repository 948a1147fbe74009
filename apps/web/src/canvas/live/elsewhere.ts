import { count } from "../../lib/format.ts";
import type { VersionInside } from "../api/types.ts";

export type Elsewhere = { lines: { id: string; text: string }[]; rest: string | undefined };

const most = 3;

/** Who is inside versions other than the one looked at: a line each, the latest first, and the rest in one. */
export function insideElsewhere(versions: readonly VersionInside[], shown: string | undefined, live: number | undefined): Elsewhere {
  const others = versions.filter((one) => one.id !== shown && one.inside > 0);
  const rest = others.slice(most).reduce((sum, one) => sum + one.inside, 0);
  return {
    lines: others.slice(0, most).map(({ id, number, inside }) => ({
      id,
      text: `${count(inside)} ${live !== undefined && number < live ? "still inside" : "inside"} version ${number}`,
    })),
    rest: rest > 0 ? `and ${count(rest)} in older ones` : undefined,
  };
}

/** "Version 1 · 4 inside", "Version 2, live". */
export function versionWords(version: { id: string; number: number }, live: string | undefined, inside: readonly VersionInside[]): string {
  const n = inside.find((one) => one.id === version.id)?.inside ?? 0;
  return `Version ${version.number}${version.id === live ? ", live" : ""}${n > 0 ? ` · ${count(n)} inside` : ""}`;
}

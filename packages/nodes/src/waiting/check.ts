import { durationParts, isDuration } from "@journeyman/core";
import type { NodeProblem } from "@journeyman/node-kit";

/** A wait must have a length, and end within the longest life that any run can have. */
export function checkWaitTime(duration: string, path: string): NodeProblem[] {
  if (!isDuration(duration)) return [];
  const { years, months, weeks, days, hours, minutes, seconds } = durationParts(duration);
  const aboutDays = years * 365 + months * 30 + weeks * 7 + days + (hours + minutes / 60 + seconds / 3600) / 24;
  if (aboutDays === 0)
    return [{ path, severity: "error", code: "no-time", message: "This waits no time at all; make it longer or remove the step." }];
  if (aboutDays > 3660)
    return [{ path, severity: "error", code: "too-long", message: "This waits for more than ten years; make it shorter." }];
  return [];
}

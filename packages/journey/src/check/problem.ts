import type { Edit } from "../definition/edits.ts";

/** One thing wrong with a journey, shown where it is: on a step (`node`, with `path` inside it) or in the journey's own settings. */
export type JourneyProblem = {
  node?: string;
  /** `for`, `cases.0.if`, `next.timeout`; without a node `start`, `entry.0.event`, `goal.within`. */
  path: string;
  severity: "error" | "warning";
  code: string;
  /** A sentence: what is wrong and what to do. */
  message: string;
  /** One click's change that mends it: for `applyEdits`. */
  mend?: { label: string; edits: readonly Edit[] };
};

type Rest = { severity?: "error" | "warning"; mend?: JourneyProblem["mend"] };

export function journeyProblem(path: string, code: string, message: string, { severity = "error", mend }: Rest = {}): JourneyProblem {
  return { path, severity, code, message, ...(mend ? { mend } : {}) };
}

export function stepProblem(node: string, path: string, code: string, message: string, rest: Rest = {}): JourneyProblem {
  return { node, ...journeyProblem(path, code, message, rest) };
}

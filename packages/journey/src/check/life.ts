import { addDuration, type Duration, elapsedMs, isDuration } from "@journeyman/core";
import { checkElapsed, durationWords } from "@journeyman/expressions";
import { kindOf, portsOf, readSettings } from "../definition/node.ts";
import type { CheckInput } from "./input.ts";
import { type JourneyProblem, stepProblem } from "./problem.ts";

const day = 86_400_000;

/** Waits that outlast a person's longest stay in the journey: one by itself, or the one at which the waits of a way come to that together. */
export function checkLife(input: CheckInput): JourneyProblem[] {
  const { longestLife } = input.definition.settings;
  if (checkElapsed(longestLife, "").length > 0 || input.graph.backEdges().length > 0) return [];
  const life = elapsedMs(longestLife);
  return [...longestWaysTo(input)].flatMap(([id, before]) => {
    const wait = waitOf(input, id);
    if (!wait || before >= life || before + wait.ms < life) return [];
    const alone = wait.ms >= life;
    const stay = durationWords(longestLife);
    const what = alone
      ? `“${input.title(id)}” outlasts the journey's longest stay of ${stay}: people leave before its time is over.`
      : `With the waits before it, “${input.title(id)}” comes to more than the journey's longest stay of ${stay}: some people leave before its time is over.`;
    const enough = `P${Math.ceil((before + wait.ms) / day) + 1}D`;
    // Where time is the only way out, nobody can ever get past it.
    const severity = alone && portsOf(input.node(id), input.registry).length === 1 ? "error" : "warning";
    const mend = { label: `Let people stay ${durationWords(enough)}`, edits: [{ path: ["settings", "longestLife"], value: enough }] };
    return [
      stepProblem(id, wait.path, "outlasts-stay", `${what} Wait less, or allow a longer stay in the journey's settings.`, {
        severity,
        mend,
      }),
    ];
  });
}

/** For each step that can be come to, the longest that people may have waited before it. */
function longestWaysTo(input: CheckInput): Map<string, number> {
  const { graph, definition } = input;
  const reached = graph.reachable(definition.start ?? "");
  const waitsIn = new Map<string, number>([...reached].map((id) => [id, 0]));
  const entering = new Map<string, number>();
  for (const id of reached) for (const { to } of graph.out(id)) entering.set(to, (entering.get(to) ?? 0) + 1);
  const open = [...reached].filter((id) => !entering.has(id));
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const left = (waitsIn.get(id) ?? 0) + (waitOf(input, id)?.ms ?? 0);
    for (const { to } of graph.out(id)) {
      waitsIn.set(to, Math.max(waitsIn.get(to) ?? 0, left));
      const rest = (entering.get(to) ?? 0) - 1;
      entering.set(to, rest);
      if (rest === 0) open.push(to);
    }
  }
  return waitsIn;
}

function waitOf({ registry, node }: CheckInput, id: string): { path: string; ms: number } | undefined {
  const kind = kindOf(node(id), registry);
  if (!kind?.waits || node(id).disabled) return undefined;
  const read = readSettings(node(id), kind);
  const wait = read.ok ? kind.waits(read.settings) : undefined;
  return wait && isDuration(wait.for) ? { path: wait.path, ms: aboutMs(wait.for) } : undefined;
}

/** Calendar time has no fixed length; this is how long it was from one new year on. */
function aboutMs(duration: Duration): number {
  const from = Date.UTC(2026, 0, 1);
  return addDuration(from, duration, "UTC") - from;
}

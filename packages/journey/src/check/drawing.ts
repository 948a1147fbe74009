import { isName } from "@journeyman/node-kit";
import { passThrough } from "../compile/disabled.ts";
import { kindOf, portsOf } from "../definition/node.ts";
import type { CheckInput } from "./input.ts";
import { type JourneyProblem, journeyProblem, stepProblem } from "./problem.ts";

/** The drawing as a whole: where it starts, what nobody can come to, circles, ends that nothing hangs on. */
export function checkDrawing(input: CheckInput): JourneyProblem[] {
  return [
    ...checkNames(input),
    ...checkStart(input),
    ...checkReach(input),
    ...checkLoops(input),
    ...checkLooseEnds(input),
    ...checkSwitchedOffEnds(input),
  ];
}

/** Names the product itself uses for cards and counts. */
const reserved = new Set(["entry", "journey"]);

function checkNames({ ids }: CheckInput): JourneyProblem[] {
  return ids
    .filter((id) => reserved.has(id) || !isName(id))
    .map((id) =>
      stepProblem(id, "", "reserved-name", `“${id}” cannot be a step's id: the product uses it itself. Give the step another id.`),
    );
}

function checkStart(input: CheckInput): JourneyProblem[] {
  const { definition, graph, ids } = input;
  const { start } = definition;
  if (ids.length === 0) return [journeyProblem("nodes", "no-steps", "The journey has no steps; add the first one.")];
  if (start !== undefined && Object.hasOwn(definition.nodes, start)) {
    if (passThrough(definition, input.registry, start) === null) {
      return [journeyProblem("start", "all-off", "Every step from the start on is switched off; switch one on.")];
    }
    return [];
  }
  const entered = new Set(ids.flatMap((id) => graph.out(id).map((edge) => edge.to)));
  const heads = ids.filter((id) => !entered.has(id));
  const [head] = heads;
  const mend =
    head !== undefined && heads.length === 1
      ? { label: `Start at ${input.title(head)}`, edits: [{ path: ["start"], value: head }] }
      : undefined;
  const message =
    start === undefined
      ? "Nothing follows the entry; lead it to the first step."
      : `The journey starts at a step “${start}” that does not exist; lead the entry to the first step.`;
  return [journeyProblem("start", "no-start", message, mend ? { mend } : {})];
}

function checkReach({ definition, graph, ids, node, title }: CheckInput): JourneyProblem[] {
  const { start } = definition;
  if (start === undefined || !Object.hasOwn(definition.nodes, start)) return [];
  const reached = graph.reachable(start);
  return ids
    .filter((id) => !reached.has(id) && !node(id).disabled)
    .map((id) =>
      stepProblem(
        id,
        "",
        "unreachable",
        `Nobody can come to “${title(id)}”: lead a way to it, remove it, or switch it off to keep it aside.`,
        {
          mend: { label: "Remove the step", edits: [{ path: ["nodes", id] }] },
        },
      ),
    );
}

function checkLoops({ graph, title }: CheckInput): JourneyProblem[] {
  return graph.backEdges().map(({ from, port, to }) =>
    stepProblem(
      from,
      `next.${port}`,
      "loop",
      `“${title(from)}” leads back to “${title(to)}”. A loop needs a wait and a bound, and is not possible yet: lead it on, or end it here.`,
      {
        mend: { label: "Remove the line", edits: [{ path: ["nodes", from, "next", port] }] },
      },
    ),
  );
}

/** A way out that was meant to lead somewhere: of a step that parts people, where others of its ways do. */
function checkLooseEnds({ registry, ids, node, title }: CheckInput): JourneyProblem[] {
  return ids.flatMap((id) => {
    const kind = kindOf(node(id), registry);
    const own = portsOf(node(id), registry).filter((port) => !(kind?.follows && Object.hasOwn(kind.follows, port.name)));
    const next = node(id).next ?? {};
    if (own.length < 2 || node(id).disabled) return [];
    return own
      .filter((port) => !Object.hasOwn(next, port.name))
      .map((port) =>
        stepProblem(
          id,
          `next.${port.name}`,
          "loose-end",
          `Nothing follows “${port.label}” of “${title(id)}”: people end there, counted as ${port.name}.`,
          { severity: "warning" },
        ),
      );
  });
}

function checkSwitchedOffEnds({ registry, ids, node, title }: CheckInput): JourneyProblem[] {
  return ids
    .filter((id) => node(id).disabled && kindOf(node(id), registry)?.survives === "end")
    .map((id) =>
      stepProblem(id, "disabled", "end-off", `“${title(id)}” is an end and is switched off: people end before it, without its reason.`, {
        severity: "warning",
      }),
    );
}

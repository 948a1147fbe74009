import { mergeReads, readsOf } from "@journeyman/expressions";
import { kindOf, readSettings } from "../definition/node.ts";
import type { CheckInput } from "./input.ts";
import { type JourneyProblem, stepProblem } from "./problem.ts";

/** Steps that ask about a message of this journey: is there such a message, and can it have been sent by then? */
export function checkMessageReads(input: CheckInput): JourneyProblem[] {
  return input.ids.flatMap((id) => {
    const node = input.node(id);
    const kind = kindOf(node, input.registry);
    if (!kind || node.disabled) return [];
    const asked = kind.reads(readSettings(node, kind).settings).messages.filter((message) => message !== "");
    return [...new Set(asked)].sort().flatMap((message) => checkRead(input, id, message));
  });
}

function checkRead({ definition, registry, graph, node, title }: CheckInput, id: string, message: string): JourneyProblem[] {
  const problem = (code: string, severity: "error" | "warning", text: string) => [stepProblem(id, "", code, text, { severity })];
  if (!Object.hasOwn(definition.nodes, message))
    return problem(
      "unknown-message",
      "error",
      `“${title(id)}” asks about a step “${message}” that does not exist (any more); choose another.`,
    );
  if (kindOf(node(message), registry)?.survives !== "message")
    return problem("no-message", "error", `“${title(id)}” asks about “${title(message)}”, which sends nothing; choose a step that does.`);
  if (node(message).disabled)
    return problem("message-off", "warning", `“${title(id)}” asks about “${title(message)}”, which is switched off and sends nothing.`);
  if (!graph.reachable(message).has(id))
    return problem(
      "message-later",
      "error",
      `“${title(id)}” asks about “${title(message)}”, which is never sent before it; move one of them.`,
    );
  const { start } = definition;
  if (start !== undefined && graph.reachable(start, new Set([message])).has(id)) {
    return problem("message-maybe", "warning", `Some people come to “${title(id)}” without “${title(message)}” having been sent to them.`);
  }
  return [];
}

/** What the journey's own parts read of messages: nobody has one before the start. */
export function audienceMessages({ definition }: CheckInput): readonly string[] {
  return definition.audience ? mergeReads(readsOf(definition.audience)).messages : [];
}

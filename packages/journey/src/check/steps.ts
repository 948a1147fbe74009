import type { Json } from "@journeyman/core";
import type { CheckContext, NodeProblem } from "@journeyman/node-kit";
import { z } from "zod";
import { kindOf, portsOf, readSettings, withSettings } from "../definition/node.ts";
import type { DefinitionNode } from "../definition/schema.ts";
import type { CheckInput } from "./input.ts";
import { type JourneyProblem, stepProblem } from "./problem.ts";

const largestSettings = 100_000;

/** Each step by itself: its kind, its settings, its ways out. */
export function checkSteps(input: CheckInput): JourneyProblem[] {
  const nodes = Object.entries(input.definition.nodes).map(([id, node]) => ({ id, kind: node.kind, title: input.title(id) }));
  return input.ids.flatMap((id) => {
    const node = input.node(id);
    return [...checkSettings(id, node, { ...input.context, nodes }, input), ...checkNext(id, node, input)];
  });
}

function checkSettings(id: string, node: DefinitionNode, context: CheckContext, { registry }: CheckInput): JourneyProblem[] {
  const kind = kindOf(node, registry);
  if (!kind) {
    const known = Object.keys(registry).sort().join(", ");
    return [
      stepProblem(id, "kind", "unknown-kind", `There is no step of the kind “${node.kind}” here; use one of ${known}, or remove the step.`),
    ];
  }
  if (JSON.stringify(node).length > largestSettings) {
    return [stepProblem(id, "", "too-large", "The settings of this step are larger than 100 KB; make them smaller.")];
  }
  const read = readSettings(node, kind);
  // A step that is switched off does nothing, so nothing about it can be wrong.
  if (node.disabled) return [];
  if (!read.ok)
    return read.problems.map(({ path, message }) => stepProblem(id, path, "settings", `${fieldWords(kind.settings, path)} ${message}`));
  return kind.check(read.settings, context).map((problem) => ofStep(id, node, problem));
}

/** The field a problem is about, by the label it has in the form. */
function fieldWords(schema: z.ZodType, path: string): string {
  if (path === "") return "The step";
  const [key = "", ...rest] = path.split(".");
  const { properties } = z.toJSONSchema(schema, { io: "input" }) as { properties?: Record<string, { title?: string }> };
  const title = properties && Object.hasOwn(properties, key) ? properties[key]?.title : undefined;
  return `“${title ?? key}”${rest.length === 0 ? "" : ` (${rest.join(".")})`}`;
}

function ofStep(id: string, node: DefinitionNode, { path, severity, code, message, mend }: NodeProblem): JourneyProblem {
  const edits = mend && [{ path: ["nodes", id], value: withSettings(node, mend.settings) as Json }];
  return stepProblem(id, path, code, message, { severity, ...(mend && edits ? { mend: { label: mend.label, edits } } : {}) });
}

function checkNext(id: string, node: DefinitionNode, { definition, registry }: CheckInput): JourneyProblem[] {
  const ports = new Set(portsOf(node, registry).map((port) => port.name));
  return Object.entries(node.next ?? {}).flatMap(([port, target]) => {
    const mend = { label: "Remove the line", edits: [{ path: ["nodes", id, "next", port] }] };
    if (target !== null && !Object.hasOwn(definition.nodes, target)) {
      return [
        stepProblem(
          id,
          `next.${port}`,
          "dangling",
          `“${port}” leads to a step “${target}” that does not exist; lead it elsewhere or remove the line.`,
          { mend },
        ),
      ];
    }
    if (!ports.has(port)) {
      return [
        stepProblem(id, `next.${port}`, "unknown-port", `This step has no way out called “${port}” (any more); remove the line.`, { mend }),
      ];
    }
    return [];
  });
}

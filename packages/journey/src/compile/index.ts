import { canonicalJson, JourneymanError } from "@journeyman/core";
import { mergeReads, readsOf } from "@journeyman/expressions";
import type { CanvasRegistry } from "@journeyman/node-kit";
import { check } from "../check/index.ts";
import { targetOf } from "../definition/graph.ts";
import { kindOf, plainNames, portsOf, readSettings, titleOf } from "../definition/node.ts";
import type { Definition } from "../definition/schema.ts";
import type { Plan, PlanNode } from "../plan.ts";
import { blocksOf, type Compiled } from "./blocks.ts";
import { passThrough } from "./disabled.ts";

/**
 * Makes the immutable plan of a definition: ways resolved, switched-off steps passed by, settings parsed, versions pinned. The same definition makes the
 * same canonical JSON, whatever the order of its keys. Throws `unprocessable` with the problems when `check` finds errors.
 */
export function compile(definition: Definition, registry: CanvasRegistry): Plan {
  const errors = check(definition, registry).filter((problem) => problem.severity === "error");
  const [first] = errors;
  if (first) {
    const problems = errors.map(({ node, path, message }) => ({
      path: node === undefined ? path : ["nodes", node, path].filter(Boolean).join("."),
      message,
    }));
    const more = errors.length === 1 ? "" : ` (and ${errors.length - 1} more)`;
    throw new JourneymanError("unprocessable", `The journey cannot be published: ${first.message}${more}`, { problems });
  }
  const start = passThrough(definition, registry, definition.start ?? null);
  if (start === null) throw new JourneymanError("unprocessable", "The journey cannot be published: it has no start.");
  const nodes = compileNodes(definition, registry, start);
  const { reentry, goal } = definition;
  const plan: Plan = {
    plan: 1,
    machine: 1,
    journey: definition.journey,
    name: definition.name,
    entries: definition.entry.map(({ event, where, maxAge }) => ({
      event,
      ...(where ? { where } : {}),
      maxAge: maxAge === "none" ? null : maxAge,
    })),
    ...(definition.audience ? { audience: definition.audience } : {}),
    reentry: typeof reentry === "string" ? { rule: reentry } : { rule: "after", after: reentry.after },
    key: definition.key,
    ...(goal?.within === undefined ? {} : { goal: { ...goal, within: goal.within } }),
    exits: definition.exits,
    settings: definition.settings,
    start,
    nodes: Object.fromEntries([...nodes].map(([id, compiled]) => [id, compiled.node])),
    blocks: blocksOf(start, nodes),
    reads: mergeReads(...[...nodes.values()].map((one) => one.reads), ...(definition.audience ? [readsOf(definition.audience)] : [])),
  };
  // Through JSON once: what is stored is what is returned, without undefined and with sorted keys.
  return JSON.parse(canonicalJson(plan)) as Plan;
}

function compileNodes(definition: Definition, registry: CanvasRegistry, start: string): Map<string, Compiled> {
  const names = plainNames(definition, registry);
  const compiled = new Map<string, Compiled>();
  const open = [start];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    const node = definition.nodes[id];
    const kind = node && kindOf(node, registry);
    if (!node || !kind || compiled.has(id)) continue;
    const settings = readSettings(node, kind).settings;
    const next: Record<string, string | null> = {};
    for (const { name } of portsOf(node, registry))
      next[name] = passThrough(definition, registry, targetOf(definition, registry, node, name));
    const planNode: PlanNode = { kind: kind.kind, version: kind.version, title: titleOf(node, registry, names), settings, next };
    compiled.set(id, { node: planNode, survives: kind.survives, reads: mergeReads(kind.reads(settings)) });
    open.push(...Object.values(next).filter((target) => target !== null));
  }
  return compiled;
}

import { canonicalJson } from "@journeyman/core";
import type { CanvasRegistry, SentenceNames } from "@journeyman/node-kit";
import { targetOf } from "../definition/graph.ts";
import { kindOf, namesWithin, portsOf, sentenceOf, settingsOf, titleOf } from "../definition/node.ts";
import type { Definition, DefinitionNode } from "../definition/schema.ts";
import type { Change } from "./change.ts";
import { compareWays, tellWays } from "./ways.ts";

export type { Change } from "./change.ts";
export { audienceWords, entryWords, exitWords, goalWords, keyWords, reentryWords } from "./ways.ts";

/** What publishing `after` in place of `before` changes, in plain sentences; ways in first, then steps by id. Layout and order of keys are no difference. */
export function compareDefinitions(before: Definition, after: Definition, registry: CanvasRegistry, names: SentenceNames): Change[] {
  const own = namesWithin({ nodes: { ...before.nodes, ...after.nodes } }, registry, names);
  return [...compareWays(before, after, registry, own), ...compareNodes(before, after, registry, own)];
}

/** What a first version does: there was nothing before that it could change. */
export function tellDefinition(definition: Definition, registry: CanvasRegistry, names: SentenceNames): Change[] {
  const own = namesWithin(definition, registry, names);
  return [...tellWays(definition, own), ...compareNodes({ ...definition, nodes: {} }, definition, registry, own)];
}

function compareNodes(before: Definition, after: Definition, registry: CanvasRegistry, names: SentenceNames): Change[] {
  const ids = [...new Set([...Object.keys(before.nodes), ...Object.keys(after.nodes)])].sort();
  return ids.flatMap((id) => {
    const was = Object.hasOwn(before.nodes, id) ? before.nodes[id] : undefined;
    const is = Object.hasOwn(after.nodes, id) ? after.nodes[id] : undefined;
    if (!was && is) return [{ kind: "added" as const, node: id, text: `Added ${told(is, registry, names)}.` }];
    if (was && !is) return [{ kind: "removed" as const, node: id, text: `Removed ${told(was, registry, names)}.` }];
    return was && is ? compareSteps(id, { definition: before, node: was }, { definition: after, node: is }, registry, names) : [];
  });
}

type Side = { definition: Definition; node: DefinitionNode };

/** “Reminder” (E-mail Cart reminder, topic Offers); without the part in brackets where it says the same. */
function told(node: DefinitionNode, registry: CanvasRegistry, names: SentenceNames): string {
  const title = titleOf(node, registry, names);
  const sentence = sentenceOf(node, registry, names);
  return title === sentence ? `“${title}”` : `“${title}” (${sentence})`;
}

function compareSteps(id: string, was: Side, is: Side, registry: CanvasRegistry, names: SentenceNames): Change[] {
  const title = titleOf(is.node, registry, names);
  const texts: string[] = [];
  if ((was.node.title ?? "") !== (is.node.title ?? "")) texts.push(`Renamed “${titleOf(was.node, registry, names)}” to “${title}”.`);
  if (Boolean(was.node.disabled) !== Boolean(is.node.disabled))
    texts.push(is.node.disabled ? `Switched off “${title}”: people pass through it.` : `Switched on “${title}”.`);
  texts.push(...compareSettings(title, was.node, is.node, registry, names), ...compareTargets(title, was, is, registry, names));
  return texts.map((text) => ({ kind: "changed", node: id, text }));
}

function compareSettings(title: string, was: DefinitionNode, is: DefinitionNode, registry: CanvasRegistry, names: SentenceNames): string[] {
  if (was.kind === is.kind && canonicalJson(settingsOf(was)) === canonicalJson(settingsOf(is))) return [];
  const [before, after] = [sentenceOf(was, registry, names), sentenceOf(is, registry, names)];
  if (before !== after) return [`Changed “${title}”: ${after}. Before: ${before}.`];
  const keys = [...new Set([...Object.keys(settingsOf(was)), ...Object.keys(settingsOf(is))])].sort();
  const changed = keys.filter((key) => canonicalJson(settingsOf(was)[key]) !== canonicalJson(settingsOf(is)[key]));
  return [`Changed ${changed.join(" and ")} of “${title}”.`];
}

function compareTargets(title: string, was: Side, is: Side, registry: CanvasRegistry, names: SentenceNames): string[] {
  const ports = portsOf(is.node, registry);
  const before = new Set(portsOf(was.node, registry).map((port) => port.name));
  return ports.flatMap(({ name, label }) => {
    const from = before.has(name) ? targetOf(was.definition, registry, was.node, name) : null;
    const to = targetOf(is.definition, registry, is.node, name);
    if (from === to || goesAlong(was.node, is.node, name, registry)) return [];
    const target = to === null ? undefined : is.definition.nodes[to];
    return [
      target ? `“${label}” of “${title}” now leads to “${titleOf(target, registry, names)}”.` : `“${label}” of “${title}” now ends there.`,
    ];
  });
}

/** A way that nothing hangs on, before or now, is said with the one that it follows. */
function goesAlong(was: DefinitionNode, is: DefinitionNode, port: string, registry: CanvasRegistry): boolean {
  const hung = [was, is].some((node) => Object.hasOwn(node.next ?? {}, port));
  return !hung && was.kind === is.kind && kindOf(is, registry)?.follows?.[port] !== undefined;
}

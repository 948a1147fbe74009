import type { JsonObject, Problem } from "@journeyman/core";
import { problemsOf } from "@journeyman/expressions";
import { type CanvasRegistry, type NodeDefinition, nodeKeys, type Port, type SentenceNames } from "@journeyman/node-kit";
import type { Definition, DefinitionNode } from "./schema.ts";

/** A node's settings: all its keys but kind, version, title, disabled and next. */
export function settingsOf(node: DefinitionNode): JsonObject {
  return Object.fromEntries(Object.entries(node).filter(([key]) => !(nodeKeys as readonly string[]).includes(key))) as JsonObject;
}

/** The node with other settings and everything else as it was. */
export function withSettings(node: DefinitionNode, settings: JsonObject): DefinitionNode {
  const kept = Object.fromEntries(Object.entries(node).filter(([key]) => (nodeKeys as readonly string[]).includes(key)));
  return { ...settings, ...kept } as DefinitionNode;
}

/** A fresh node of a kind, with the kind's own first settings or those given. */
export function newNode(kind: NodeDefinition, settings: JsonObject = kind.initial() as JsonObject): DefinitionNode {
  return { kind: kind.kind, ...(kind.version > 1 ? { version: kind.version } : {}), ...settings };
}

export function kindOf(node: DefinitionNode, registry: CanvasRegistry): NodeDefinition | undefined {
  return Object.hasOwn(registry, node.kind) ? registry[node.kind] : undefined;
}

export type ReadSettings = { ok: true; settings: JsonObject } | { ok: false; problems: Problem[]; settings: JsonObject };

/** The settings in the kind's present version, parsed, with defaults. What does not parse comes back raw beside what is wrong with it. */
export function readSettings(node: DefinitionNode, kind: NodeDefinition): ReadSettings {
  let settings = settingsOf(node);
  const written = node.version ?? 1;
  if (written > kind.version) {
    const message = `was written for version ${written} of ${kind.label}, and this product knows up to ${kind.version}; update the product.`;
    return { ok: false, problems: [{ path: "", message }], settings };
  }
  for (let version = written; version < kind.version; version++) settings = kind.migrations?.[version]?.(settings) ?? settings;
  const parsed = kind.settings.safeParse(settings);
  return parsed.success
    ? { ok: true, settings: parsed.data as JsonObject }
    : { ok: false, problems: problemsOf(parsed.error, settings), settings };
}

/** The ways out of a node. Of settings that cannot be read also those that something hangs on, so that no line vanishes while they are mended. */
export function portsOf(node: DefinitionNode, registry: CanvasRegistry): readonly Port[] {
  const kind = kindOf(node, registry);
  const read = kind && readSettings(node, kind);
  const ports = kind && read ? kind.ports(read.settings) : [];
  if (read?.ok) return ports;
  const more = Object.keys(node.next ?? {}).filter((name) => !ports.some((port) => port.name === name));
  return [...ports, ...more.sort().map((name) => ({ name, label: name }))];
}

/** Names that fall back to keys and to the titles of the definition's own steps. */
export function plainNames(definition: Definition, registry: CanvasRegistry): SentenceNames {
  return namesWithin(definition, registry, { template: (key) => key, topic: (key) => key, node: (id) => id });
}

/** The same names, with the definition's own steps by the titles that their cards bear. */
export function namesWithin({ nodes }: Pick<Definition, "nodes">, registry: CanvasRegistry, names: SentenceNames): SentenceNames {
  const node = (id: string) => {
    const found = Object.hasOwn(nodes, id) ? nodes[id] : undefined;
    return found ? titleOf(found, registry, names) : id;
  };
  return { ...names, node };
}

/** The author's title, or the one the kind makes of the settings. */
export function titleOf(node: DefinitionNode, registry: CanvasRegistry, names: SentenceNames): string {
  if (node.title?.trim()) return node.title;
  const kind = kindOf(node, registry);
  return kind ? kind.title(readSettings(node, kind).settings, names) : node.kind;
}

/** What the step does, in one sentence. */
export function sentenceOf(node: DefinitionNode, registry: CanvasRegistry, names: SentenceNames): string {
  const kind = kindOf(node, registry);
  return kind ? kind.sentence(readSettings(node, kind).settings, names) : `“${node.kind}” is not known here`;
}

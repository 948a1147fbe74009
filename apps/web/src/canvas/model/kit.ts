import type { JsonObject } from "@journeyman/core";
import type { CanvasRegistry, NodeDefinition, SentenceNames } from "@journeyman/node-kit";
import { type DraftDefinition, type DraftNode, settingsOf } from "./document.ts";
import { KeptAnswers } from "./kept-answers.ts";

/** What commands and words need to know besides the document. */
export type Kit = { registry: CanvasRegistry; names: SentenceNames };

/** The kind's definition; settings are whatever the draft holds, so callers guard with `wordsOf` and the like. */
export function kindOf(kit: Kit, kind: string): NodeDefinition | undefined {
  return Object.hasOwn(kit.registry, kind) ? kit.registry[kind] : undefined;
}

/** The title on the card: the given one, else what the kind makes of the settings, else the kind's name. Never throws. */
export function titleOf(kit: Kit, node: DraftNode): string {
  if (typeof node.title === "string" && node.title.trim() !== "") return node.title;
  return kindOf(kit, node.kind) ? wordsOf(kit, node).title : node.kind;
}

/** The sentence under the title. Empty when the kind cannot say one of these settings. */
export function sentenceOf(kit: Kit, node: DraftNode): string {
  return kindOf(kit, node.kind) ? wordsOf(kit, node).sentence : `Unknown kind “${node.kind}”`;
}

/** `asked`: the names that the words are made of, which change without the node. */
type Words = { title: string; sentence: string; asked: readonly { of: keyof SentenceNames; key: string; name: string }[] };

const keptWords = new KeptAnswers<DraftNode, Words>();

function wordsOf({ registry, names }: Kit, node: DraftNode): Words {
  const sayAnew = () => {
    const kind = registry[node.kind] as NodeDefinition;
    const asked: { of: keyof SentenceNames; key: string; name: string }[] = [];
    const ask = (of: keyof SentenceNames) => (key: string) => {
      const name = names[of](key);
      asked.push({ of, key, name });
      return name;
    };
    const heard: SentenceNames = { template: ask("template"), topic: ask("topic"), node: ask("node") };
    const settings = settingsOf(node);
    return {
      title: guarded(() => kind.title(settings, heard)) || kind.label,
      sentence: guarded(() => kind.sentence(settings, heard)),
      asked,
    };
  };
  return keptWords.of(registry, node, sayAnew, ({ asked }) => asked.every(({ of, key, name }) => names[of](key) === name));
}

export function initialSettings(kit: Kit, kind: string): JsonObject {
  const definition = kindOf(kit, kind);
  return definition ? ((definition.initial() ?? {}) as JsonObject) : {};
}

/** Names for ids from what the workspace knows; every name falls back to its key. */
export function namesFrom(
  definition: () => DraftDefinition,
  registry: CanvasRegistry,
  context: { templates?: readonly { key: string; name: string }[]; topics?: readonly { key: string; name: string }[] } | undefined,
): SentenceNames {
  const template = new Map(context?.templates?.map((t) => [t.key, t.name]));
  const topic = new Map(context?.topics?.map((t) => [t.key, t.name]));
  const names: SentenceNames = {
    template: (key) => template.get(key) ?? key,
    topic: (key) => topic.get(key) ?? key,
    node: (id) => {
      const node = definition().nodes[id];
      return node ? titleOf({ registry, names }, node) : id;
    },
  };
  return names;
}

function guarded(say: () => string): string {
  try {
    return say() ?? "";
  } catch {
    return "";
  }
}

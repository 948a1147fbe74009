import type { ContextBody } from "../api/types.ts";

/** Word stems, so that "adds", "added" and "Product Added" meet. */
function stems(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 1 && !quiet.has(word))
    .map((word) => synonyms[word] ?? word.replace(/(?:ing|ed|es|s)$/, "").replace(/e$/, ""));
}

const quiet = new Set([
  "the",
  "to",
  "an",
  "has",
  "have",
  "not",
  "in",
  "on",
  "of",
  "and",
  "it",
  "their",
  "with",
  "for",
  "is",
  "are",
  "somebody",
  "someone",
  "people",
  "person",
  "customer",
  "when",
  "they",
  "who",
]);

const synonyms: Record<string, string> = {
  bought: "order",
  buy: "order",
  buys: "order",
  purchased: "order",
  purchase: "order",
  purchases: "order",
  paid: "order",
  kettle: "product",
  item: "product",
  basket: "cart",
  registers: "sign",
  registered: "sign",
  joins: "sign",
  joined: "sign",
  signs: "sign",
};

/** The known thing whose name shares the most words with the text; undefined when none shares any. Earlier ones win ties. */
function closest<T>(items: readonly T[], nameOf: (item: T) => string, text: string): T | undefined {
  const wanted = new Set(stems(text));
  let best: { item: T; score: number } | undefined;
  for (const item of items) {
    const own = stems(nameOf(item));
    const shared = own.filter((stem) => wanted.has(stem)).length;
    const score = shared === 0 ? 0 : shared + shared / Math.max(1, own.length);
    if (score > (best?.score ?? 0)) best = { item, score };
  }
  return best?.item;
}

export function closestEvent(context: ContextBody | undefined, text: string): string | undefined {
  return closest(context?.events ?? [], (event) => event.name, text)?.name;
}

/** A published template of the channel that the words mean; with only one there, that one. */
export function closestTemplate(context: ContextBody | undefined, channel: string, text: string): string {
  const own = (context?.templates ?? []).filter((template) => template.channel === channel && !template.archived);
  return (closest(own, (template) => `${template.name} ${template.key}`, text) ?? (own.length === 1 ? own[0] : undefined))?.key ?? "";
}

/** What marketing is sent under: `offers` where there is one, else the only topic. */
export function usualTopic(context: ContextBody | undefined): { topic: string } | Record<string, never> {
  const topics = (context?.topics ?? []).filter((topic) => !topic.archived);
  const topic = topics.find((one) => /offer|news|market/i.test(`${one.key} ${one.name}`)) ?? (topics.length === 1 ? topics[0] : undefined);
  return topic ? { topic: topic.key } : {};
}

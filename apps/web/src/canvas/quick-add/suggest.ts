import type { JsonObject } from "@journeyman/core";
import { durationWords } from "@journeyman/expressions";
import type { Family } from "@journeyman/node-kit";
import type { ContextBody } from "../api/types.ts";
import { ENTRY_ID } from "../model/document.ts";
import { initialSettings, type Kit, kindOf } from "../model/kit.ts";

/** One line of the quick-add menu: a kind with settings, read from what was typed or chosen from the list. */
export type Suggestion = { id: string; kind: string; family: Family; icon: string; label: string; detail: string; settings: JsonObject };

export type SuggestionGroup = { label: string; items: Suggestion[] };

/** What often comes after a kind, best first. */
const oftenNext: Record<string, readonly string[]> = {
  [ENTRY_ID]: ["wait-for", "email", "delay", "branch"],
  "wait-for": ["email", "branch", "exit", "sms"],
  email: ["wait-for", "delay", "exit", "sms"],
  sms: ["wait-for", "delay", "exit", "email"],
  delay: ["email", "branch", "sms", "exit"],
  branch: ["email", "sms", "wait-for", "exit"],
};

const families: Record<Family, string> = {
  entry: "Start",
  message: "Messages",
  wait: "Waiting",
  branch: "Branching",
  test: "Testing",
  data: "Data",
  exit: "Ending",
};

export function suggest(query: string, kit: Kit, context: ContextBody | undefined, after: string | undefined): SuggestionGroup[] {
  const text = query.trim();
  if (text === "") return browse(kit, after);
  const read = reading(text, kit, context);
  const found = matching(text, kit).filter((item) => !read.some((other) => other.kind === item.kind));
  return [
    { label: "Reads as", items: read },
    { label: "Steps", items: found },
  ].filter((group) => group.items.length > 0);
}

function browse(kit: Kit, after: string | undefined): SuggestionGroup[] {
  const often = (oftenNext[after ?? ""] ?? []).filter((kind) => kindOf(kit, kind)).slice(0, 3);
  const groups = new Map<string, Suggestion[]>();
  for (const kind of Object.keys(kit.registry)) {
    if (often.includes(kind)) continue;
    const item = plain(kit, kind);
    const label = families[item.family];
    groups.set(label, [...(groups.get(label) ?? []), item]);
  }
  const rest = Object.values(families).flatMap((label) => (groups.has(label) ? [{ label, items: groups.get(label) as Suggestion[] }] : []));
  return often.length === 0 ? rest : [{ label: "Often next", items: often.map((kind) => plain(kit, kind)) }, ...rest];
}

/** "wait 1d" by each kind's own grammar; then names the workspace knows: a template's, an event's. */
function reading(text: string, kit: Kit, context: ContextBody | undefined): Suggestion[] {
  const items: Suggestion[] = [];
  for (const kind of Object.keys(kit.registry)) {
    const phrase = guarded(() => kindOf(kit, kind)?.phrase?.(text));
    if (!phrase) continue;
    const settings = known(kind, phrase.settings as JsonObject, context);
    items.push({ ...plain(kit, kind), id: `phrase:${kind}`, settings, detail: detailOf(kit, kind, settings, phrase.reading) });
  }
  return [...items, ...sameTime(items, kit), ...templatesNamed(text, kit, context), ...eventsNamed(text, kit, context)].slice(0, 6);
}

/** "wait 1d" may also mean: for something to happen, up to a day. */
function sameTime(items: readonly Suggestion[], kit: Kit): Suggestion[] {
  const time = items.find((item) => item.kind === "delay")?.settings.for;
  if (typeof time !== "string" || !kindOf(kit, "wait-for")) return [];
  const item = plain(kit, "wait-for");
  return [{ ...item, id: "phrase:wait-for", detail: `an event, up to ${durationWords(time)}`, settings: { ...item.settings, for: time } }];
}

/** Events are known by their exact name, people type them anyhow: "order completed" means Order Completed. */
function known(kind: string, settings: JsonObject, context: ContextBody | undefined): JsonObject {
  if (kind !== "wait-for" || !context?.events) return settings;
  const named = (name: string) => context.events?.find((event) => loose(event.name) === loose(name))?.name ?? name;
  const any = settings.any as Record<string, JsonObject>;
  return {
    ...settings,
    any: Object.fromEntries(
      Object.entries(any).map(([port, subject]) => [
        port,
        typeof subject.event === "string" ? { ...subject, event: named(subject.event) } : subject,
      ]),
    ),
  };
}

function loose(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "");
}

/** The sentence without the kind's own name before it: "Delay · 1 day". */
function detailOf(kit: Kit, kind: string, settings: JsonObject, reading: string): string {
  const label = kindOf(kit, kind)?.label ?? "";
  const sentence = guarded(() => kindOf(kit, kind)?.sentence(settings, kit.names)) ?? reading;
  return sentence.toLowerCase().startsWith(label.toLowerCase()) ? sentence.slice(label.length).replace(/^[\s,]+/, "") : sentence;
}

function templatesNamed(text: string, kit: Kit, context: ContextBody | undefined): Suggestion[] {
  const match = /^(?:send\s+)?(?:(e-?mail|mail|sms|text)\s+)?(.+)$/i.exec(text);
  const channel = match?.[1] === undefined ? undefined : /^(?:sms|text)$/i.test(match[1]) ? "sms" : "email";
  const words = (match?.[2] ?? "").toLowerCase();
  if (words.length < 2) return [];
  return (context?.templates ?? [])
    .filter((template) => !template.archived && (channel === undefined || template.channel === channel) && kindOf(kit, template.channel))
    .filter((template) => template.name.toLowerCase().includes(words) || (template.key.includes(words) && template.key !== words))
    .slice(0, 3)
    .map((template) => ({
      ...plain(kit, template.channel),
      id: `template:${template.key}`,
      settings: withTopic({ ...initialSettings(kit, template.channel), template: template.key }, context),
      detail: template.name,
    }));
}

/** A workspace with one topic leaves nothing to choose. */
function withTopic(settings: JsonObject, context: ContextBody | undefined): JsonObject {
  const topics = (context?.topics ?? []).filter((topic) => !topic.archived);
  return topics.length === 1 ? { ...settings, topic: topics[0]?.key ?? "" } : settings;
}

function eventsNamed(text: string, kit: Kit, context: ContextBody | undefined): Suggestion[] {
  if (!kindOf(kit, "wait-for") || text.length < 3) return [];
  return (context?.events ?? [])
    .filter((event) => event.name.toLowerCase().includes(text.toLowerCase()))
    .slice(0, 2)
    .map((event) => ({
      ...plain(kit, "wait-for"),
      id: `event:${event.name}`,
      settings: {
        ...initialSettings(kit, "wait-for"),
        any: { [loose(event.name).replace(/^[0-9]+/, "") || "event"]: { event: event.name } },
      },
      detail: `${event.name}, up to 1 hour`,
    }));
}

function matching(text: string, kit: Kit): Suggestion[] {
  const words = text.toLowerCase();
  return Object.keys(kit.registry)
    .filter((kind) => {
      const definition = kindOf(kit, kind);
      const spoken = [definition?.label ?? "", definition?.about ?? "", kind, ...(definition?.words ?? [])].map((word) =>
        word.toLowerCase(),
      );
      return (
        spoken.some((word) => word.includes(words)) || (definition?.words ?? []).some((word) => words.startsWith(`${word.toLowerCase()} `))
      );
    })
    .map((kind) => plain(kit, kind))
    .sort((a, b) => Number(b.label.toLowerCase() === words) - Number(a.label.toLowerCase() === words));
}

/** A message step starts with the topic that leaves nothing to choose. */
export function startSettings(kit: Kit, kind: string, context: ContextBody | undefined): JsonObject {
  const settings = initialSettings(kit, kind);
  return kindOf(kit, kind)?.family === "message" ? withTopic(settings, context) : settings;
}

function plain(kit: Kit, kind: string): Suggestion {
  const definition = kindOf(kit, kind);
  return {
    id: `kind:${kind}`,
    kind,
    family: definition?.family ?? "data",
    icon: definition?.icon ?? "circle",
    label: definition?.label ?? kind,
    detail: "",
    settings: initialSettings(kit, kind),
  };
}

function guarded<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch {
    return undefined;
  }
}

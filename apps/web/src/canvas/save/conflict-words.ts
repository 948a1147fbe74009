import { describe, describeFilter, durationWords, type Expression, type Filter, pathWords } from "@journeyman/expressions";
import { audienceWords, type Definition, exitWords, goalWords } from "@journeyman/journey";
import { same } from "../../lib/same.ts";
import { fieldsOf, type SchemaField } from "../inspector/schema-fields.ts";
import { type CanvasDocument, type DraftDefinition, type DraftNode, settingsOf } from "../model/document.ts";
import { entrySentence, entryTitle, reentryWords } from "../model/entry-words.ts";
import { type Kit, kindOf, sentenceOf, titleOf } from "../model/kit.ts";
import { type ChangedPlace, changedPlaces } from "../model/merge.ts";

/** One changed place in words: which step or part, which field of it, and what each side made of it. `undefined`: that side left it as it was. */
export type ToldPlace = { where: string; field: string | undefined; mine: string | undefined; theirs: string | undefined; clash: boolean };

type Sides = { base: CanvasDocument; mine: CanvasDocument; theirs: CanvasDocument };

/** Each side's steps are named by that side. */
type SideKits = { base: Kit; mine: Kit; theirs: Kit };

/** What either side changed since `base`, field by field; what both changed differently comes first. */
export function tellConflict(kits: SideKits, sides: Sides): ToldPlace[] {
  return changedPlaces(sides.base, sides.mine, sides.theirs)
    .map((place) => tell(kits, sides, place))
    .sort((a, b) => Number(b.clash) - Number(a.clash));
}

function tell(kits: SideKits, sides: Sides, place: ChangedPlace): ToldPlace {
  const { where, field } = placeWords(kits, sides, place);
  const say = (side: "mine" | "theirs") =>
    same(place.base, place[side]) ? undefined : guarded(() => valueWords(kits[side], sides[side], place.path, place[side], place.base));
  const [mine, theirs] = [say("mine"), say("theirs")];
  return { where, field, mine, theirs, clash: mine !== undefined && theirs !== undefined && !same(place.mine, place.theirs) };
}

function placeWords(kits: SideKits, sides: Sides, { path }: ChangedPlace): { where: string; field: string | undefined } {
  const [, part = "", id, key, port] = path;
  if (part !== "nodes" || id === undefined)
    return { where: "The journey", field: partNames[path.slice(1).join(".")] ?? partNames[part] ?? "Rules" };
  const known = (["base", "theirs", "mine"] as const).find((side) => sides[side].definition.nodes[id] !== undefined);
  const node = known && sides[known].definition.nodes[id];
  if (!known || !node) return { where: "A step", field: undefined };
  return { where: titleOf(kits[known], node), field: key === undefined ? undefined : fieldName(kits[known], node, key, port) };
}

const partNames: Readonly<Record<string, string>> = {
  entry: "Starts with",
  start: "First step",
  audience: "Only if",
  reentry: "How often",
  key: "One run for",
  goal: "Goal",
  exits: "Leaves when",
  name: "Name",
  settings: "Sending",
  "settings.quietHours": "Quiet hours",
  "settings.cap": "Cap",
  "settings.priority": "Priority",
  "settings.timeZone": "Time zone",
  "settings.longestLife": "Longest stay",
  "settings.mostSteps": "Most steps",
};

function fieldName(kit: Kit, node: DraftNode, key: string, port: string | undefined): string | undefined {
  if (key === "title") return "Title";
  if (key === "disabled") return "Switched off";
  if (key === "kind" || key === "version") return "Kind of step";
  if (key === "next") return port === undefined ? "Ways on" : portLabel(kit, node, port);
  return fieldOf(kit, node, key)?.title;
}

function portLabel(kit: Kit, node: DraftNode, port: string): string {
  return (
    kindOf(kit, node.kind)
      ?.ports(settingsOf(node))
      .find((one) => one.name === port)?.label ?? port
  );
}

function fieldOf(kit: Kit, node: DraftNode, key: string): SchemaField | undefined {
  return fieldsOf(kit, node.kind).find((field) => field.path[0] === key);
}

function valueWords(kit: Kit, { definition }: CanvasDocument, path: readonly string[], value: unknown, base: unknown): string {
  const [, part = "", id, key, port] = path;
  if (part !== "nodes" || id === undefined) return partWords(kit, definition, path, value);
  if (value === undefined && (key === undefined || base === undefined)) return "Deleted";
  const node = definition.nodes[id];
  if (!node) return "Deleted";
  if (key === undefined) return `${base === undefined ? "Added: " : ""}${sentenceOf(kit, node) || titleOf(kit, node)}`;
  if (key === "next")
    return port === undefined ? sentenceOf(kit, node) : typeof value === "string" ? `leads to ${kit.names.node(value)}` : "ends there";
  if (key === "title") return typeof value === "string" && value !== "" ? `“${value}”` : "none";
  if (key === "disabled") return value === true ? "yes" : "no";
  return settingWords(kit, node, fieldOf(kit, node, key), value);
}

type Case = { to: string; if: Expression };

function settingWords(kit: Kit, node: DraftNode, field: SchemaField | undefined, value: unknown): string {
  if (value === undefined || value === "") return "none";
  if (isPlain(value)) return plainWords(kit, field, value);
  switch (field?.kind) {
    case "filter":
      return describeFilter(value as Filter);
    case "expression":
      return describe(value as Expression, kit.names);
    case "cases":
      return (value as Case[]).map((one) => `${one.to}: ${describe(one.if, kit.names)}`).join("; ");
    default:
      return sentenceOf(kit, node);
  }
}

function plainWords(kit: Kit, field: SchemaField | undefined, value: string | number | boolean): string {
  const text = String(value);
  switch (field?.kind) {
    case "duration":
      return durationWords(text);
    case "choice":
      return field.choices?.[text] ?? text;
    case "template":
      return kit.names.template(text);
    case "topic":
      return kit.names.topic(text);
    case "switch":
      return value === true ? "yes" : "no";
    default:
      return text;
  }
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function partWords(kit: Kit, draft: DraftDefinition, path: readonly string[], value: unknown): string {
  const [, part, setting] = path;
  if (part === "settings" && setting !== undefined)
    return value === undefined ? "as usual" : isPlain(value) ? lifeWords(setting, String(value)) : "changed";
  if (value === undefined) return "none";
  // Whatever a half-written part cannot say is told as changed.
  const definition = draft as unknown as Definition;
  switch (part) {
    case "entry":
      return `${entryTitle(draft)}: ${entrySentence(draft)}`;
    case "start":
      return typeof value === "string" ? kit.names.node(value) : "none";
    case "audience":
      return audienceWords(definition, kit.names);
    case "reentry":
      return reentryWords(draft);
    case "key":
      return value === "profile" ? "each person" : typeof value === "string" ? pathWords(value).toLowerCase() : "changed";
    case "goal":
      return goalWords(definition);
    case "exits":
      return definition.exits.map(exitWords).join("; ") || "none";
    default:
      return typeof value === "string" ? value : "changed";
  }
}

function lifeWords(setting: string, text: string): string {
  return setting === "longestLife" ? durationWords(text) : text;
}

function guarded(say: () => string): string {
  try {
    return say() || "changed";
  } catch {
    return "changed";
  }
}

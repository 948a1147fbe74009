import { describe, describeFilter, durationWords, pathWords } from "@journeyman/expressions";
import type { CanvasRegistry, SentenceNames } from "@journeyman/node-kit";
import { titleOf } from "../definition/node.ts";
import type { Definition } from "../definition/schema.ts";
import type { Change } from "./change.ts";

/** The journey's own parts as sentences: what the entry card and the settings show, and what a review compares. */
export function entryWords(entry: Definition["entry"][number]): string {
  const filter = entry.where && Object.keys(entry.where).length > 0 ? ` where ${describeFilter(entry.where)}` : "";
  const age = entry.maxAge === "none" ? ", of any age" : entry.maxAge === "P1D" ? "" : `, up to ${durationWords(entry.maxAge)} old`;
  return `${entry.event || "an event"}${filter}${age}`;
}

export function audienceWords(definition: Definition, names: SentenceNames): string {
  return definition.audience ? describe(definition.audience, names) : "everyone";
}

export function reentryWords({ reentry }: Definition): string {
  if (reentry === "never") return "once only";
  if (reentry === "always") return "again whenever the last run has ended";
  return `again ${durationWords(reentry.after)} after the last start`;
}

export function keyWords({ key }: Definition): string {
  return key === "profile" ? "one run a person" : `one run for each ${pathWords(key).toLowerCase()}`;
}

export function goalWords({ goal }: Definition): string {
  if (!goal) return "none";
  const filter = goal.where && Object.keys(goal.where).length > 0 ? ` where ${describeFilter(goal.where)}` : "";
  const value = goal.value === undefined ? "" : `, worth ${pathWords(goal.value).toLowerCase()}`;
  return `${goal.event || "an event"}${filter}${goal.within === undefined ? "" : ` within ${durationWords(goal.within)}`}${value}`;
}

export function exitWords(exit: Definition["exits"][number]): string {
  const filter = exit.where && Object.keys(exit.where).length > 0 ? ` where ${describeFilter(exit.where)}` : "";
  return `${exit.event || "an event"}${filter}, counted as ${exit.reason}`;
}

export function compareWays(before: Definition, after: Definition, registry: CanvasRegistry, names: SentenceNames): Change[] {
  const changes: Change[] = [];
  const note = (kind: "entry" | "settings", was: string, is: string, text: string) => {
    if (was !== is) changes.push({ kind, text });
  };
  const [entries, lastEntries] = [after.entry.map(entryWords), before.entry.map(entryWords)];
  for (const entry of entries)
    if (!lastEntries.includes(entry)) changes.push({ kind: "entry", text: `People now also enter by ${entry}.` });
  for (const entry of lastEntries)
    if (!entries.includes(entry)) changes.push({ kind: "entry", text: `People no longer enter by ${entry}.` });
  const audience = audienceWords(after, names);
  note("entry", audienceWords(before, names), audience, `The audience is now: ${audience}. Before: ${audienceWords(before, names)}.`);
  note("entry", reentryWords(before), reentryWords(after), `People now enter ${reentryWords(after)}. Before: ${reentryWords(before)}.`);
  note("entry", keyWords(before), keyWords(after), `There is now ${keyWords(after)}. Before: ${keyWords(before)}.`);
  note(
    "entry",
    startWords(before, registry, names),
    startWords(after, registry, names),
    `The journey now starts at ${startWords(after, registry, names)}.`,
  );
  const [exits, lastExits] = [after.exits.map(exitWords), before.exits.map(exitWords)];
  for (const exit of exits) if (!lastExits.includes(exit)) changes.push({ kind: "settings", text: `People now leave on ${exit}.` });
  for (const exit of lastExits) if (!exits.includes(exit)) changes.push({ kind: "settings", text: `People no longer leave on ${exit}.` });
  note("settings", goalWords(before), goalWords(after), `The goal is now: ${goalWords(after)}. Before: ${goalWords(before)}.`);
  note("settings", before.name, after.name, `The journey is now called “${after.name}”. Before: “${before.name}”.`);
  return [...changes, ...compareSettings(before, after)];
}

/** The same parts where nothing was published before. What is as usual is not said. */
export function tellWays(definition: Definition, names: SentenceNames): Change[] {
  const { entry, exits, goal, audience, key, settings } = definition;
  const entries = [
    ...entry.map((one) => `People enter by ${entryWords(one)}, ${reentryWords(definition)}.`),
    ...(audience ? [`They are let in when ${audienceWords(definition, names)}.`] : []),
    ...(key === "profile" ? [] : [`There is ${keyWords(definition)}.`]),
  ];
  const rest = [
    ...exits.map((one) => `People leave on ${exitWords(one)}.`),
    ...(goal ? [`The goal is ${goalWords(definition)}.`] : []),
    ...(settings.quietHours === "off" ? ["Quiet hours do not hold its messages."] : []),
    ...(settings.cap === "off" ? ["The workspace's cap does not count for it."] : []),
  ];
  return [...entries.map((text) => ({ kind: "entry" as const, text })), ...rest.map((text) => ({ kind: "settings" as const, text }))];
}

function startWords(definition: Definition, registry: CanvasRegistry, names: SentenceNames): string {
  const { start } = definition;
  const node = start === undefined || !Object.hasOwn(definition.nodes, start) ? undefined : definition.nodes[start];
  return node ? `“${titleOf(node, registry, names)}”` : "no step";
}

type Settings = Definition["settings"];

function compareSettings({ settings: before }: Definition, { settings: after }: Definition): Change[] {
  const words: readonly (readonly [key: keyof Settings, text: string])[] = [
    [
      "quietHours",
      after.quietHours === "off" ? "Quiet hours no longer hold its messages." : "The workspace's quiet hours now hold its messages.",
    ],
    ["cap", after.cap === "off" ? "The workspace's cap no longer counts for it." : "The workspace's cap now counts for it."],
    ["priority", `The priority is now ${after.priority}.`],
    ["timeZone", `The time zone for people without one is now ${after.timeZone ?? "the workspace's"}.`],
    ["longestLife", `A run now lasts ${durationWords(after.longestLife)} at most.`],
    ["mostSteps", `A run now takes ${after.mostSteps} steps at most.`],
  ];
  return words.filter(([key]) => before[key] !== after[key]).map(([, text]) => ({ kind: "settings", text }));
}

import { durationWords, readDurationWords } from "@journeyman/expressions";
import type { CanvasRegistry } from "@journeyman/node-kit";
import type { ContextBody } from "../api/types.ts";
import type { DraftDefinition, DraftNode } from "../model/document.ts";
import { mainPort, portsOf } from "../model/graph.ts";
import { type Kit, kindOf } from "../model/kit.ts";
import { freeId, slug } from "../model/names.ts";
import { closestEvent, closestTemplate, usualTopic } from "./known.ts";

/** A journey said in a sentence. `words`: what was understood, part by part; `missed`: what was not. */
export type ReadSentence = { definition: DraftDefinition; words: readonly string[]; missed: readonly string[] };

type Read = { node: DraftNode; words: string; aside?: DraftNode };

/**
 * "When someone adds a kettle to the cart and has not ordered within an hour, send the reminder": cut at commas and joining words; each
 * part is an event to start with, a wait, a message, or whatever a kind of step reads for itself. Undefined when nothing was understood.
 */
export function readSentence(text: string, registry: CanvasRegistry, context: ContextBody | undefined): ReadSentence | undefined {
  const kit: Kit = { registry, names: { template: (key) => key, topic: (key) => key, node: (id) => id } };
  const words: string[] = [];
  const missed: string[] = [];
  const reads: Read[] = [];
  let event: string | undefined;
  for (const part of parts(text)) {
    const start = event === undefined && reads.length === 0 ? readStart(part, context) : undefined;
    if (start !== undefined) {
      event = start;
      words.push(start);
      continue;
    }
    const read = readStep(part, kit, context);
    if (read) {
      reads.push(read);
      words.push(read.words);
    } else missed.push(part);
  }
  if (words.length === 0) return undefined;
  return { definition: compose(event, reads, registry), words, missed };
}

function parts(text: string): string[] {
  return text
    .replace(/[.!]+\s*$/, "")
    .split(
      /\s*(?:[,;]|\.\s|\band then\b|\bthen\b|\band (?=(?:has|have|had|did|do|does|is|wait|send|text|e-?mail|sms|if|after)\b)|\bbut (?=(?:has|have|did|does|not)\b))\s*/i,
    )
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function readStart(part: string, context: ContextBody | undefined): string | undefined {
  const match = /^(?:when(?:ever)?|once|as soon as|if|on|after)\s+(.+)$/i.exec(part);
  const said = match?.[1];
  if (said === undefined || readDurationWords(said)) return undefined;
  return closestEvent(context, said) ?? (/^[A-Z]/.test(said) ? said : undefined);
}

function readStep(part: string, kit: Kit, context: ContextBody | undefined): Read | undefined {
  return readUnlessDone(part, kit, context) ?? readDelay(part, kit) ?? readMessage(part, kit, context) ?? readPhrase(part, kit, context);
}

/** "has not ordered within an hour": a wait for the order, whose people leave; the rest goes on. */
function readUnlessDone(part: string, kit: Kit, context: ContextBody | undefined): Read | undefined {
  const match = /\b(?:not|n't|without)\b\s*(.+?)\s+(?:with)?in\s+(.+)$/i.exec(part);
  const duration = match?.[2] === undefined ? undefined : readDurationWords(match[2]);
  if (!match?.[1] || duration === undefined || !kindOf(kit, "wait-for")) return undefined;
  const event = closestEvent(context, match[1]) ?? "";
  return {
    node: { kind: "wait-for", any: { [slug(event) || "event"]: { event } }, for: duration },
    words: `wait ${durationWords(duration)} for ${event || "it"}`,
    aside: { kind: "exit", reason: event === "" ? "done" : event.toLowerCase() },
  };
}

function readDelay(part: string, kit: Kit): Read | undefined {
  const said = /^(?:wait|waits|after|pause)\s+(?:for\s+)?(.+?)(?:\s+later)?$/i.exec(part)?.[1] ?? /^(.+?)\s+later$/i.exec(part)?.[1];
  const duration = said === undefined ? undefined : readDurationWords(said);
  if (duration === undefined || !kindOf(kit, "delay")) return undefined;
  return { node: { kind: "delay", for: duration }, words: `wait ${durationWords(duration)}` };
}

function readMessage(part: string, kit: Kit, context: ContextBody | undefined): Read | undefined {
  const match = /^(?:send|sends|text|e-?mail|mail|sms|write|remind)\b(.*)$/i.exec(part);
  if (!match) return undefined;
  const sms = /\b(?:sms|text)\b/i.test(part);
  const kind = sms ? "sms" : "email";
  if (!kindOf(kit, kind)) return undefined;
  return {
    node: { kind, template: closestTemplate(context, kind, part), quietHours: "hold", ...usualTopic(context) },
    words: sms ? "SMS" : "e-mail",
  };
}

function readPhrase(part: string, kit: Kit, context: ContextBody | undefined): Read | undefined {
  for (const kind of Object.keys(kit.registry)) {
    const phrase = kindOf(kit, kind)?.phrase?.(part.replace(/\bshe |\bhe |\bthey |\bit /gi, ""));
    if (!phrase) continue;
    const settings = phrase.settings as Record<string, unknown>;
    if (kind === "wait-for") {
      const any = Object.fromEntries(
        Object.entries(settings.any as Record<string, { event?: string }>).map(([port, subject]) => [
          port,
          subject.event === undefined ? subject : { event: closestEvent(context, subject.event) ?? subject.event },
        ]),
      );
      return { node: { kind, ...settings, any }, words: phrase.reading.toLowerCase() };
    }
    return { node: { kind, ...settings }, words: phrase.reading.toLowerCase() };
  }
  return undefined;
}

/** One step after the other by their main ways, an end behind the last. */
function compose(event: string | undefined, reads: readonly Read[], registry: CanvasRegistry): DraftDefinition {
  const nodes: Record<string, DraftNode> = {};
  const put = (node: DraftNode, name: string) => {
    const id = freeId(name, node.kind, new Set(Object.keys(nodes)));
    nodes[id] = node;
    return id;
  };
  const ids = reads.map((read) => put(read.node, read.words));
  const ended = reads.at(-1)?.node.kind === "exit";
  if (reads.length > 0 && !ended && registry.exit) ids.push(put({ kind: "exit", reason: "finished" }, "finished"));
  for (const [index, id] of ids.entries()) {
    const node = nodes[id] as DraftNode;
    const port = mainPort(portsOf(node, registry, () => true));
    const next: Record<string, string> = {};
    const after = ids[index + 1];
    if (port && after !== undefined) next[port.name] = after;
    const aside = reads[index]?.aside;
    const other = aside && portsOf(node, registry, () => true).find((one) => one.name !== port?.name);
    if (aside && other) next[other.name] = put(aside, typeof aside.reason === "string" ? aside.reason : "end");
    if (Object.keys(next).length > 0) nodes[id] = { ...node, next };
  }
  const [start] = ids;
  return { entry: event === undefined ? [] : [{ event }], ...(start === undefined ? {} : { start }), nodes };
}

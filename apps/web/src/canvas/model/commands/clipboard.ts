import { isName } from "@journeyman/node-kit";
import { z } from "zod";
import { type CanvasDocument, type DraftNode, ENTRY_ID } from "../document.ts";
import { mainPort, portsOf } from "../graph.ts";
import { type Kit, titleOf } from "../kit.ts";
import { freeId } from "../names.ts";
import type { Patch } from "../patch.ts";
import { type Attempt, isRefusal, lead, mainWay, nodePath, type Place, targetOf, type Way } from "./places.ts";
import { deleteHealing } from "./remove.ts";

/** Steps as text on the system clipboard: can be pasted into another journey, a chat, an editor, and back. */
const clipSchema = z.object({
  journeyman: z.literal("steps"),
  nodes: z.record(z.string(), z.looseObject({ kind: z.string(), next: z.record(z.string(), z.string().nullable()).optional() })),
});

/** A definition, alone or beside its layout as a draft is written. */
const wholeSchema = clipSchema.omit({ journeyman: true }).extend({ start: z.string().optional() });
const draftSchema = z.object({ definition: wholeSchema }).transform((draft) => draft.definition);

export type Clip = { nodes: Record<string, DraftNode> };

export function copySteps(document: CanvasDocument, ids: readonly string[]): string | undefined {
  const nodes: Record<string, DraftNode> = {};
  for (const id of ids) {
    const node = document.definition.nodes[id];
    if (node) nodes[id] = node;
  }
  if (Object.keys(nodes).length === 0) return undefined;
  return JSON.stringify({ journeyman: "steps", nodes: onlyInner(nodes) }, null, 2);
}

/** Reads steps out of text, or nothing: anything else on the clipboard is none of our business. A whole definition counts too. */
export function readClip(text: string): Clip | undefined {
  if (text.length > 1_000_000 || !text.trimStart().startsWith("{")) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const whole = z.union([draftSchema, wholeSchema]).safeParse(json);
  if (!whole.success || Object.keys(whole.data.nodes).length === 0) return undefined;
  const nodes = onlyInner(whole.data.nodes as Record<string, DraftNode>);
  const { start } = whole.data;
  const first = start === undefined ? undefined : nodes[start];
  return { nodes: start !== undefined && first ? { [start]: first, ...nodes } : nodes };
}

/** Pastes under fresh ids. Into a way, the first of the steps takes it and what hung there follows the last one's main port. */
export function pasteSteps(document: CanvasDocument, kit: Kit, clip: Clip, place: Place, label = "Paste"): Attempt {
  const unknown = Object.values(clip.nodes).find((node) => !Object.hasOwn(kit.registry, node.kind));
  if (unknown) return { refused: `There is no kind of step called “${unknown.kind}” here.` };
  const ids = renamed(document, kit, clip);
  const nodes: Record<string, DraftNode> = {};
  for (const [old, node] of Object.entries(clip.nodes)) {
    const next = Object.fromEntries(
      Object.entries(node.next ?? {}).map(([port, to]) => [port, to === null ? null : (ids.get(to) as string)]),
    );
    const { next: _, ...rest } = node;
    nodes[ids.get(old) as string] = Object.keys(next).length > 0 ? { ...rest, next } : rest;
  }
  const patches: Patch[] = [];
  if ("way" in place) {
    const { head, tail } = ends(nodes, kit);
    const rest = targetOf(document, place.way);
    if (rest !== undefined && tail) {
      const node = nodes[tail.from] as DraftNode;
      nodes[tail.from] = { ...node, next: { ...node.next, [tail.port]: rest } };
    }
    patches.push(lead(place.way, head));
  } else if (document.definition.start === undefined && Object.keys(document.definition.nodes).length === 0) {
    patches.push({ path: ["definition", "start"], value: ends(nodes, kit).head });
  }
  for (const [id, node] of Object.entries(nodes)) patches.unshift({ path: nodePath(id), value: node });
  return { label, patches, select: Object.keys(nodes) };
}

/** Copies after the selection: a single chain goes into its own main way, anything else stands beside. */
export function duplicate(document: CanvasDocument, kit: Kit, ids: readonly string[]): Attempt {
  const text = copySteps(document, ids);
  const clip = text === undefined ? undefined : readClip(text);
  if (!clip) return { refused: "Nothing to duplicate is selected." };
  const { tail, heads } = ends(clip.nodes, kit);
  const place: Place = heads === 1 && tail ? { way: tail } : {};
  return pasteSteps(document, kit, clip, place, "Duplicate");
}

export function cut(document: CanvasDocument, kit: Kit, ids: readonly string[]): Attempt & { text?: string } {
  const text = copySteps(document, ids);
  if (text === undefined) return { refused: "Nothing to cut is selected." };
  const removal = deleteHealing(document, kit, ids);
  return isRefusal(removal) ? removal : { ...removal, label: removal.label.replace(/^Delete/, "Cut"), text };
}

/** Where paste goes when nothing is said: after the selected step, or into the empty start. */
export function pastePlace(document: CanvasDocument, kit: Kit, selected: readonly string[]): Place {
  const last = selected.at(-1);
  if (last === ENTRY_ID) return { way: { from: ENTRY_ID, port: "start" } };
  const way = last === undefined ? undefined : mainWay(document, kit, last);
  if (way) return { way };
  return {};
}

function onlyInner(nodes: Record<string, DraftNode>): Record<string, DraftNode> {
  return Object.fromEntries(
    Object.entries(nodes).map(([id, { next, ...rest }]) => {
      const inner = Object.entries(next ?? {}).filter(([, to]) => to === null || Object.hasOwn(nodes, to));
      return [id, inner.length > 0 ? { ...rest, next: Object.fromEntries(inner) } : rest];
    }),
  );
}

function renamed(document: CanvasDocument, kit: Kit, clip: Clip): Map<string, string> {
  const taken = new Set(Object.keys(document.definition.nodes));
  const ids = new Map<string, string>();
  for (const [old, node] of Object.entries(clip.nodes)) {
    const free = taken.has(old) || !isName(old) ? freeId(titleOf(kit, node), node.kind, taken) : old;
    ids.set(old, free);
    taken.add(free);
  }
  return ids;
}

/** The first step of what was copied, and the way its people would leave by. */
function ends(nodes: Record<string, DraftNode>, kit: Kit): { head: string; tail: Way | undefined; heads: number } {
  const led = new Set(Object.values(nodes).flatMap((node) => Object.values(node.next ?? {})));
  const heads = Object.keys(nodes).filter((id) => !led.has(id));
  const head = heads[0] ?? Object.keys(nodes)[0] ?? "";
  const seen = new Set<string>();
  let at = head;
  for (;;) {
    seen.add(at);
    const node = nodes[at] as DraftNode;
    const port = mainPort(portsOf(node, kit.registry, (id) => Object.hasOwn(nodes, id)));
    if (!port) return { head, tail: undefined, heads: heads.length };
    const to = node.next?.[port.name];
    if (to === undefined || to === null || seen.has(to)) return { head, tail: { from: at, port: port.name }, heads: heads.length };
    at = to;
  }
}

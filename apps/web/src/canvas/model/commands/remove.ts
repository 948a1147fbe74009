import { type CanvasDocument, ENTRY_ID } from "../document.ts";
import { reachable } from "../graph.ts";
import { type Kit, titleOf } from "../kit.ts";
import { applyPatches, type Patch } from "../patch.ts";
import { type Attempt, cameLoose, graphOf, isExit, lead, mainWay, nodePath, targetOf, type Way, waysInto } from "./places.ts";

/**
 * Deletes steps and closes the gap: what led to one now leads to where its people would have gone on. Exits that nothing leads to any
 * more go with it; other steps that come loose stay on the canvas, and that is told.
 */
export function deleteHealing(document: CanvasDocument, kit: Kit, ids: readonly string[]): Attempt {
  const gone = existing(document, ids);
  if (gone.size === 0) return { refused: "Nothing to delete is selected." };
  const patches: Patch[] = [];
  for (const way of waysInto(document, gone)) {
    if (!gone.has(way.from)) patches.push(lead(way, onward(document, kit, way, gone)));
  }
  for (const id of gone) patches.push(...forget(document, id));
  const after = applyPatches(document, patches).document;
  const loose = cameLoose(document, after, kit);
  const exits = loose.filter((id) => isExit(document.definition.nodes[id]) && waysInto(after, new Set([id])).length === 0);
  for (const id of exits) patches.push(...forget(document, id));
  const left = loose.length - exits.length;
  return {
    label: labelFor(document, kit, [...gone]),
    patches,
    select: [],
    ...(left > 0
      ? { tell: left === 1 ? "1 step came loose and stays on the canvas." : `${left} steps came loose and stay on the canvas.` }
      : {}),
  };
}

/** Deletes steps and all that can only be reached through them. */
export function deleteWithRest(document: CanvasDocument, kit: Kit, ids: readonly string[]): Attempt {
  const chosen = existing(document, ids);
  if (chosen.size === 0) return { refused: "Nothing to delete is selected." };
  const graph = graphOf(document, kit);
  const patches: Patch[] = waysInto(document, chosen)
    .filter((way) => !chosen.has(way.from))
    .map((way) => lead(way, undefined));
  const after = applyPatches(document, patches).document;
  const still = reachable(graphOf(after, kit), ENTRY_ID);
  const gone = new Set(chosen);
  for (const id of chosen) for (const below of reachable(graph, id)) if (!still.has(below)) gone.add(below);
  // A step that something outside leads to, loose or not, stays: "only through them" is meant as said.
  for (const id of new Set(gone)) if (!chosen.has(id) && keptByOthers(document, id, gone)) keep(graph, id, gone, chosen);
  for (const id of gone) patches.push(...forget(document, id));
  return { label: labelFor(document, kit, [...gone]), patches, select: [] };
}

function keptByOthers(document: CanvasDocument, id: string, gone: ReadonlySet<string>): boolean {
  return waysInto(document, new Set([id])).some((way) => way.from !== ENTRY_ID && !gone.has(way.from));
}

function keep(graph: ReturnType<typeof graphOf>, id: string, gone: Set<string>, chosen: ReadonlySet<string>): void {
  for (const below of reachable(graph, id)) if (!chosen.has(below)) gone.delete(below);
}

function existing(document: CanvasDocument, ids: readonly string[]): Set<string> {
  return new Set(ids.filter((id) => Object.hasOwn(document.definition.nodes, id)));
}

/** Follows main ways through deleted steps until one stays. A ring of deleted steps leads nowhere. */
function onward(document: CanvasDocument, kit: Kit, from: Way, gone: ReadonlySet<string>): string | undefined {
  const seen = new Set<string>();
  let to = targetOf(document, from);
  while (to !== undefined && gone.has(to)) {
    if (seen.has(to)) return undefined;
    seen.add(to);
    to = continuation(document, kit, to, gone);
  }
  return to === from.from ? undefined : to;
}

/** The main way if something hangs on it, else the only way that leads anywhere. */
function continuation(document: CanvasDocument, kit: Kit, id: string, gone: ReadonlySet<string>): string | undefined {
  const main = mainWay(document, kit, id);
  const to = main && targetOf(document, main);
  if (to !== undefined) return to;
  const others = Object.values(document.definition.nodes[id]?.next ?? {}).filter(
    (other): other is string => other !== null && Object.hasOwn(document.definition.nodes, other) && !gone.has(other),
  );
  return others.length === 1 ? others[0] : undefined;
}

function forget(document: CanvasDocument, id: string): Patch[] {
  const position = document.layout.positions?.[id] === undefined ? [] : [{ path: ["layout", "positions", id], value: undefined }];
  return [{ path: nodePath(id), value: undefined }, ...position];
}

function labelFor(document: CanvasDocument, kit: Kit, ids: readonly string[]): string {
  const only = ids.length === 1 ? document.definition.nodes[ids[0] as string] : undefined;
  return only ? `Delete ${titleOf(kit, only)}` : `Delete ${ids.length} steps`;
}

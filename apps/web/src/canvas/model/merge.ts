import { same } from "../../lib/same.ts";
import type { CanvasDocument } from "./document.ts";
import { applyPatches, type Patch } from "./patch.ts";

/** One place that both changed, each in another way. `node` is the step it belongs to, if any. */
export type Clash = { node?: string; path: readonly string[]; mine: unknown; theirs: unknown };

export type Merged = { document: CanvasDocument; clashes: readonly Clash[] };

/**
 * Three-way merge by step and field: what one side changed is taken, what both changed alike is taken once, what both changed
 * differently is a clash and goes to `prefer`. A step one side deleted and the other changed is one clash.
 */
export function mergeDocuments(base: CanvasDocument, mine: CanvasDocument, theirs: CanvasDocument, prefer: "mine" | "theirs"): Merged {
  const clashes: Clash[] = [];
  const patches: Patch[] = [];
  const leaf = (path: readonly string[], b: unknown, m: unknown, t: unknown) => {
    if (same(m, t) || same(b, m)) return;
    if (!same(b, t)) {
      const node = path[0] === "definition" && path[1] === "nodes" ? path[2] : undefined;
      clashes.push({ ...(node === undefined ? {} : { node }), path, mine: m, theirs: t });
      if (prefer === "theirs") return;
    }
    patches.push({ path, value: m });
  };
  walk(base, mine, theirs, [], leaf);
  return { document: applyPatches(theirs, patches).document, clashes };
}

/** A place that one side or both changed; undefined: it is not there. */
export type ChangedPlace = { path: readonly string[]; base: unknown; mine: unknown; theirs: unknown };

/** Every place of the definition that is not as it was, on either side. Where things stand on the canvas says nothing. */
export function changedPlaces(base: CanvasDocument, mine: CanvasDocument, theirs: CanvasDocument): ChangedPlace[] {
  const places: ChangedPlace[] = [];
  walk(base.definition, mine.definition, theirs.definition, ["definition"], (path, b, m, t) => {
    if (!same(b, m) || !same(b, t)) places.push({ path, base: b, mine: m, theirs: t });
  });
  return places;
}

type Leaf = (path: readonly string[], base: unknown, mine: unknown, theirs: unknown) => void;

/** Into objects as deep as a node's `next`; settings count as one field each, lists as one value. */
function walk(base: unknown, mine: unknown, theirs: unknown, path: readonly string[], leaf: Leaf): void {
  const deep = goesDeeper(path);
  if (!deep || !isBox(mine) || !isBox(theirs) || (base !== undefined && !isBox(base))) {
    leaf(path, base, mine, theirs);
    return;
  }
  const old = isBox(base) ? base : {};
  for (const key of [...new Set([...Object.keys(old), ...Object.keys(mine), ...Object.keys(theirs)])].sort()) {
    walk(old[key], mine[key], theirs[key], [...path, key], leaf);
  }
}

function goesDeeper(path: readonly string[]): boolean {
  const [part, list, id, field] = path;
  if (path.length <= 1) return true;
  if (part === "layout") return path.length === 2;
  if (list === "nodes") return id === undefined || field === undefined || (field === "next" && path.length === 4);
  return list === "settings" && path.length === 2;
}

function isBox(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

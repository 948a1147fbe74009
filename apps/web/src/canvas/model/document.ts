import type { Json, JsonObject } from "@journeyman/core";

/** The card that stands for the ways in. It is no step: its one port leads to the definition's `start`. */
export const ENTRY_ID = "$entry";
export const ENTRY_PORT = "start";

/** A step as a draft holds it: what every step has, with the settings of its kind beside. Drafts may be wrong anywhere. */
export type DraftNode = {
  kind: string;
  title?: string;
  disabled?: boolean;
  /** Port → step; null: the path ends there. */
  next?: Record<string, string | null>;
  [setting: string]: Json | undefined;
};

/** A definition as a draft holds it: only `nodes` is relied upon, everything else is read with care. */
export type DraftDefinition = {
  journey?: string;
  name?: string;
  entry?: Json[];
  start?: string;
  nodes: Record<string, DraftNode>;
  [part: string]: Json | undefined | Record<string, DraftNode>;
};

export type Point = { x: number; y: number };

export type NoteCard = { text: string; x: number; y: number };

/** What never changes behaviour. `free`: cards stay where they were put; otherwise they are arranged. */
export type DraftLayout = {
  free?: boolean;
  positions?: Record<string, Point>;
  notes?: Record<string, NoteCard>;
};

/** All that can be edited and undone. Selection, zoom and mode are the view's and live elsewhere. */
export type CanvasDocument = { definition: DraftDefinition; layout: DraftLayout };

/** Fields of a node that are not settings of its kind. */
const frame = new Set(["kind", "version", "title", "disabled", "next"]);

/** The part of a node that its kind's schema describes. */
export function settingsOf(node: DraftNode): JsonObject {
  const settings: JsonObject = {};
  for (const [key, value] of Object.entries(node)) if (!frame.has(key) && value !== undefined) settings[key] = value;
  return settings;
}

/** Whether stored JSON is far enough a definition that the canvas can draw it. Says in a sentence why not. */
export function readDraft(value: unknown): { ok: true; definition: DraftDefinition } | { ok: false; message: string } {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    return { ok: false, message: 'The draft is not an object. A definition starts with { "journey": …, "nodes": { … } }.' };
  }
  const nodes = (value as JsonObject).nodes;
  if (nodes === undefined) return { ok: true, definition: { ...(value as JsonObject), nodes: {} } };
  if (nodes === null || typeof nodes !== "object" || Array.isArray(nodes)) {
    return { ok: false, message: '`nodes` is not an object. Steps are written by their id: { "remind": { "kind": "email" } }.' };
  }
  for (const [id, node] of Object.entries(nodes)) {
    if (node === null || typeof node !== "object" || Array.isArray(node) || typeof node.kind !== "string") {
      return { ok: false, message: `The step "${id}" has no kind. Every step is an object with a kind, such as { "kind": "exit" }.` };
    }
    const next = node.next;
    const plain =
      next === undefined ||
      (next !== null &&
        typeof next === "object" &&
        !Array.isArray(next) &&
        Object.values(next).every((to) => to === null || typeof to === "string"));
    if (!plain)
      return {
        ok: false,
        message: `The step "${id}" has a \`next\` that is not a list of ports with step ids, such as { "done": "remind" }.`,
      };
  }
  return { ok: true, definition: value as DraftDefinition };
}

/** Layout is never worth an error: what cannot be read is left out. Notes stand in a list there and by id here, so that one note is one change. */
export function readLayout(value: unknown): DraftLayout {
  if (!isRecord(value)) return {};
  const layout: DraftLayout = {};
  if (value.placement === "free") layout.free = true;
  if (isRecord(value.positions)) {
    const points = Object.entries(value.positions).filter((entry): entry is [string, Point] => isPoint(entry[1]));
    if (points.length > 0) layout.positions = Object.fromEntries(points);
  }
  if (Array.isArray(value.notes)) {
    const notes = value.notes.filter(isNote).map(({ id, ...note }) => [id, note] as const);
    if (notes.length > 0) layout.notes = Object.fromEntries(notes);
  }
  return layout;
}

/** As it is stored. */
export function writeLayout(layout: DraftLayout): JsonObject {
  const notes = Object.entries(layout.notes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    placement: layout.free ? "free" : "auto",
    positions: layout.positions ?? {},
    notes: notes.map(([id, note]) => ({ id, ...note })),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function isPoint(value: unknown): value is Point {
  return isRecord(value) && Number.isFinite(value.x) && Number.isFinite(value.y);
}

function isNote(value: unknown): value is NoteCard & { id: string } {
  return isRecord(value) && typeof value.text === "string" && typeof value.id === "string" && isPoint(value);
}

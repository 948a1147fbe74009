import type { Json, JsonObject } from "@journeyman/core";
import { type CanvasDocument, type DraftNode, type NoteCard, type Point, settingsOf } from "../document.ts";
import { type Kit, titleOf } from "../kit.ts";
import type { Patch } from "../patch.ts";
import { type Attempt, nodePath } from "./places.ts";

/** An empty title goes back to the one its kind makes. */
export function rename(document: CanvasDocument, id: string, title: string): Attempt {
  if (!document.definition.nodes[id]) return { refused: "This step is no longer there." };
  return { label: "Rename", patches: [{ path: nodePath(id, "title"), value: title === "" ? undefined : title }], joins: `title:${id}` };
}

/** New settings as a whole. `ports` follows names that changed, so that what hung on a renamed port still does. */
export function changeSettings(
  document: CanvasDocument,
  kit: Kit,
  id: string,
  settings: JsonObject,
  options: { field?: string; ports?: Readonly<Record<string, string>> } = {},
): Attempt {
  const node = document.definition.nodes[id];
  if (!node) return { refused: "This step is no longer there." };
  const patches: Patch[] = [];
  const before = settingsOf(node);
  for (const key of new Set([...Object.keys(before), ...Object.keys(settings)])) {
    if (JSON.stringify(before[key]) !== JSON.stringify(settings[key])) patches.push({ path: nodePath(id, key), value: settings[key] });
  }
  const moved = movePorts(node.next ?? {}, options.ports ?? {});
  if (moved) patches.push({ path: nodePath(id, "next"), value: moved });
  return {
    label: `Change ${titleOf(kit, node)}`,
    patches,
    ...(options.field === undefined ? {} : { joins: `settings:${id}:${options.field}` }),
  };
}

type Next = NonNullable<DraftNode["next"]>;

function movePorts(next: Next, ports: Readonly<Record<string, string>>): Next | undefined {
  if (!Object.entries(ports).some(([from, to]) => from !== to && Object.hasOwn(next, from))) return undefined;
  const moved: Next = {};
  for (const [port, to] of Object.entries(next)) moved[ports[port] ?? port] = to;
  return moved;
}

/** A problem's mend: one click's change of the definition, made by whoever found the problem. */
export function mend(label: string, edits: readonly { path: readonly string[]; value?: Json }[], node: string | undefined): Attempt {
  const patches = edits.map(({ path, value }) => ({ path: ["definition", ...path], value }));
  return { label, patches, ...(node === undefined ? {} : { select: [node] }) };
}

/** Disabled steps are passed without doing anything; all of them are switched the way the first one is not. */
export function toggleDisabled(document: CanvasDocument, ids: readonly string[]): Attempt {
  const steps = ids.filter((id) => document.definition.nodes[id]);
  const first = document.definition.nodes[steps[0] ?? ""];
  if (!first) return { refused: "No step is selected." };
  const disabled = first.disabled !== true;
  return {
    label: disabled ? "Disable" : "Enable",
    patches: steps.map((id) => ({ path: nodePath(id, "disabled"), value: disabled ? true : undefined })),
  };
}

/** A part of the definition besides its steps: `entry`, `goal`, `settings.quietHours`. */
export function changePart(path: readonly string[], value: Json | undefined, label: string, joins?: string): Attempt {
  return { label, patches: [{ path: ["definition", ...path], value }], ...(joins === undefined ? {} : { joins }) };
}

export function pasteSettings(document: CanvasDocument, kit: Kit, ids: readonly string[], from: DraftNode): Attempt {
  const same = ids.filter((id) => document.definition.nodes[id]?.kind === from.kind);
  if (same.length === 0) return { refused: "Settings can be pasted on steps of the same kind only." };
  const patches: Patch[] = [];
  for (const id of same) {
    const change = changeSettings(document, kit, id, settingsOf(from));
    if (!("refused" in change)) patches.push(...change.patches);
  }
  return { label: "Paste settings", patches };
}

export function addNote(document: CanvasDocument, note: NoteCard): Attempt & { id?: string } {
  const notes = document.layout.notes ?? {};
  let n = Object.keys(notes).length + 1;
  while (Object.hasOwn(notes, `note-${n}`)) n++;
  const id = `note-${n}`;
  return { label: "Add note", patches: [{ path: ["layout", "notes", id], value: note }], id };
}

export function changeNote(document: CanvasDocument, id: string, change: Partial<NoteCard>): Attempt {
  const note = document.layout.notes?.[id];
  if (!note) return { refused: "This note is no longer there." };
  const typing = change.text !== undefined;
  return {
    label: typing ? "Edit note" : "Move note",
    patches: [{ path: ["layout", "notes", id], value: { ...note, ...change } }],
    ...(typing ? { joins: `note:${id}` } : {}),
  };
}

export function deleteNote(document: CanvasDocument, id: string): Attempt {
  if (!document.layout.notes?.[id]) return { refused: "This note is no longer there." };
  return { label: "Delete note", patches: [{ path: ["layout", "notes", id], value: undefined }] };
}

/** Free placement keeps what was placed: on switching, every card is written down where it stands. */
export function toggleFree(document: CanvasDocument, standing: ReadonlyMap<string, Point>): Attempt {
  if (document.layout.free) return { label: "Arrange automatically", patches: [{ path: ["layout", "free"], value: undefined }] };
  const positions = { ...Object.fromEntries(standing), ...document.layout.positions };
  return {
    label: "Place freely",
    patches: [
      { path: ["layout", "free"], value: true },
      { path: ["layout", "positions"], value: positions },
    ],
  };
}

export function moveCards(moves: Readonly<Record<string, Point>>): Attempt {
  const patches = Object.entries(moves).map(([id, at]) => ({ path: ["layout", "positions", id], value: at }));
  return { label: patches.length === 1 ? "Move step" : `Move ${patches.length} steps`, patches };
}

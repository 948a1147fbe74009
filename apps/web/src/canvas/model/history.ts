import type { CanvasDocument } from "./document.ts";
import { applyPatches, type Patch } from "./patch.ts";

/** One gesture of a person: what it is called in the undo tip, and what it does. */
export type Command = {
  label: string;
  patches: readonly Patch[];
  /** Steps to select after it. Absent: the selection stays. */
  select?: readonly string[];
  /** Commands in a row with the same key are one entry: typing in one field. */
  joins?: string;
  /** What the person should be told besides, such as steps that came loose. */
  tell?: string;
};

export type HistoryEntry = { label: string; patches: readonly Patch[]; inverse: readonly Patch[]; joins?: string };

export type History = { past: readonly HistoryEntry[]; future: readonly HistoryEntry[]; sealed: boolean };

export const emptyHistory: History = { past: [], future: [], sealed: true };

const most = 200;

export type Changed = { document: CanvasDocument; history: History; entry: HistoryEntry | undefined };

/** Does a command. One that changes nothing leaves the history alone. */
export function perform(document: CanvasDocument, history: History, command: Command): Changed {
  const { document: next, inverse } = applyPatches(document, command.patches);
  if (next === document) return { document, history, entry: undefined };
  const last = history.past.at(-1);
  const joined = command.joins !== undefined && !history.sealed && last?.joins === command.joins;
  const entry: HistoryEntry = joined
    ? { ...last, patches: [...last.patches, ...command.patches], inverse: [...inverse, ...last.inverse] }
    : { label: command.label, patches: command.patches, inverse, ...(command.joins === undefined ? {} : { joins: command.joins }) };
  const past = [...(joined ? history.past.slice(0, -1) : history.past), entry].slice(-most);
  return { document: next, history: { past, future: [], sealed: command.joins === undefined }, entry };
}

/** Ends an entry of joined typing: the field was left. */
export function seal(history: History): History {
  return history.sealed ? history : { ...history, sealed: true };
}

export function undo(document: CanvasDocument, history: History): Changed {
  const entry = history.past.at(-1);
  if (!entry) return { document, history, entry: undefined };
  const { document: next } = applyPatches(document, entry.inverse);
  return { document: next, history: { past: history.past.slice(0, -1), future: [entry, ...history.future], sealed: true }, entry };
}

export function redo(document: CanvasDocument, history: History): Changed {
  const [entry, ...future] = history.future;
  if (!entry) return { document, history, entry: undefined };
  const { document: next } = applyPatches(document, entry.patches);
  return { document: next, history: { past: [...history.past, entry], future, sealed: true }, entry };
}

/** The steps and notes an entry touched, for panning to them and flashing them. */
export function touched(entry: HistoryEntry): { nodes: string[]; notes: string[]; entry: boolean } {
  const nodes = new Set<string>();
  const notes = new Set<string>();
  let entryCard = false;
  for (const { path } of entry.patches) {
    const [part, list, id] = path;
    if (part === "definition" && list === "nodes" && id !== undefined) nodes.add(id);
    else if (part === "definition" && list !== "nodes") entryCard = true;
    else if (part === "layout" && list === "notes" && id !== undefined) notes.add(id);
    else if (part === "layout" && list === "positions" && id !== undefined) nodes.add(id);
  }
  return { nodes: [...nodes], notes: [...notes], entry: entryCard };
}

import { type Backup, type Found, readBackup, type Stored } from "./autosave.ts";

/** Which draft it is, and whose work: on a shared machine nobody is shown what another typed. */
export type WorkKey = { user: string; kind: "journey" | "template"; id: string };

const prefix = "journeyman.draft.";
const signedOut = new Set<string>();
const nameOf = ({ user, kind, id }: WorkKey) => `${prefix}${user}.${kind}.${id}`;

/** Keeps unsaved work in this browser; `undefined` forgets it. */
export function keepWork<D>(key: WorkKey, backup: Backup<D> | undefined): void {
  if (signedOut.has(key.user)) return;
  try {
    if (backup) localStorage.setItem(nameOf(key), JSON.stringify(backup));
    else localStorage.removeItem(nameOf(key));
  } catch {
    // A full storage: the server's copy is then the only one, as it is in most editors.
  }
}

/** What an earlier visit left unsaved. `document` reads one of its two documents, or says undefined when it cannot be shown. */
export function keptWork<D>(key: WorkKey, document: (value: unknown) => D | undefined): Backup<D> | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(nameOf(key)) ?? "null") as Partial<Backup<unknown>> | null;
    const base = document(kept?.base);
    const mine = document(kept?.document);
    const unheard = document(kept?.unheard);
    if (base === undefined || mine === undefined || typeof kept?.revision !== "number") return undefined;
    return { revision: kept.revision, base, document: mine, ...(unheard === undefined ? {} : { unheard }) };
  } catch {
    return undefined;
  }
}

/** What an earlier visit left means now; what has arrived all the same is forgotten, or it would look unsaved for ever. */
export function foundWork<D>(key: WorkKey, document: (value: unknown) => D | undefined, stored: Stored<D>): Found<D> {
  const found = readBackup(keptWork(key, document), stored);
  if (found.kind === "none") keepWork(key, undefined);
  return found;
}

/** How many drafts of this person are in this browser only. */
export function countKeptWork(user: string): number {
  return names().filter((name) => name.startsWith(`${prefix}${user}.`)).length;
}

/** Signing out leaves nothing of this person's work behind, and what this page still does keeps nothing more. */
export function forgetKeptWork(user: string): void {
  signedOut.add(user);
  for (const name of names()) if (name.startsWith(`${prefix}${user}.`)) localStorage.removeItem(name);
}

function names(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

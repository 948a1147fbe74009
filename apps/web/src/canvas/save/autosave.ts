import type { CanvasDocument } from "../model/document.ts";
import { mergeDocuments, same } from "../model/merge.ts";

/** The draft as the server has it. */
export type Stored = { document: CanvasDocument; revision: number; by: string | null; at: string };

/** Somebody else saved first. Nothing is lost: mine is still here, theirs is `theirs`. */
export type Conflict = { base: CanvasDocument; mine: CanvasDocument; theirs: Stored };

export type SaveState =
  | { state: "saved"; at: string }
  | { state: "waiting" }
  | { state: "saving" }
  /** Kept in this browser; tried again by itself. */
  | { state: "offline"; message: string }
  /** The server refuses; trying again does not help until something changes. */
  | { state: "refused"; message: string }
  | { state: "conflict"; conflict: Conflict };

export type SaveAnswer =
  | { ok: true; revision: number; at: string }
  | { ok: false; why: "stale"; theirs: Stored }
  | { ok: false; why: "offline" | "refused"; message: string };

/** What the saving stands on; handed in, so that it can be tried without a server or a browser. */
export type SavePorts = {
  put(revision: number, document: CanvasDocument): Promise<SaveAnswer>;
  /** Keeps unsaved work in this browser; `undefined` forgets it. */
  keep(backup: Backup | undefined): void;
  show(state: SaveState): void;
  after(ms: number, run: () => void): () => void;
};

export type Backup = { revision: number; base: CanvasDocument; document: CanvasDocument };

const quietMs = 700;
const retryMs = [2_000, 5_000, 10_000, 30_000];

/** Saves a draft a moment after the last change, one request at a time, never over somebody else's. */
export class Autosave {
  private base: CanvasDocument;
  private revision: number;
  private document: CanvasDocument;
  private inFlight = false;
  private paused = false;
  private failures = 0;
  private cancel: () => void = () => {};
  private readonly ports: SavePorts;

  constructor(stored: Stored, ports: SavePorts) {
    this.base = stored.document;
    this.document = stored.document;
    this.revision = stored.revision;
    this.ports = ports;
  }

  get currentRevision(): number {
    return this.revision;
  }

  get dirty(): boolean {
    return !same(this.base, this.document);
  }

  change(document: CanvasDocument): void {
    this.document = document;
    if (this.paused) {
      this.backup();
      return;
    }
    if (!this.dirty && !this.inFlight) {
      this.cancel();
      this.ports.keep(undefined);
      return;
    }
    this.backup();
    this.failures = 0;
    if (!this.inFlight) this.ports.show({ state: "waiting" });
    this.schedule(quietMs);
  }

  /** Saves what is unsaved at once; resolves when it is saved or has failed. */
  async flush(): Promise<boolean> {
    this.cancel();
    await this.save();
    return !this.dirty && !this.paused;
  }

  /** Goes on with a conflict that an earlier visit has left: nothing is saved until it is settled, and the browser keeps what is ours. */
  conflicted(conflict: Conflict, revision: number): void {
    this.base = conflict.base;
    this.document = conflict.mine;
    this.revision = revision;
    this.paused = true;
    this.backup();
    this.ports.show({ state: "conflict", conflict });
  }

  /** After a conflict was settled: `document` goes on from `theirs`. */
  settle(document: CanvasDocument, theirs: Stored): void {
    this.base = theirs.document;
    this.revision = theirs.revision;
    this.document = document;
    this.paused = false;
    this.failures = 0;
    if (this.dirty) this.change(document);
    else {
      this.ports.keep(undefined);
      this.ports.show({ state: "saved", at: theirs.at });
    }
  }

  close(): void {
    this.cancel();
  }

  private backup(): void {
    this.ports.keep({ revision: this.revision, base: this.base, document: this.document });
  }

  private schedule(ms: number): void {
    this.cancel();
    this.cancel = this.ports.after(ms, () => void this.save());
  }

  private async save(): Promise<void> {
    if (this.inFlight || this.paused || !this.dirty) return;
    this.inFlight = true;
    const sent = this.document;
    this.ports.show({ state: "saving" });
    const answer = await this.ports.put(this.revision, sent);
    this.inFlight = false;
    if (answer.ok) this.saved(sent, answer.revision, answer.at);
    else if (answer.why === "stale") this.stale(answer.theirs);
    else this.failed(answer.why, answer.message);
  }

  private saved(sent: CanvasDocument, revision: number, at: string): void {
    this.base = sent;
    this.revision = revision;
    this.failures = 0;
    if (this.dirty) {
      this.backup();
      this.ports.show({ state: "waiting" });
      this.schedule(quietMs);
      return;
    }
    this.ports.keep(undefined);
    this.ports.show({ state: "saved", at });
  }

  /** An answer that got lost on the way back looks like somebody else's change; it is ours when it is what we sent. */
  private stale(theirs: Stored): void {
    if (same(theirs.document, this.document)) {
      this.settle(this.document, theirs);
      return;
    }
    this.paused = true;
    this.backup();
    this.ports.show({ state: "conflict", conflict: { base: this.base, mine: this.document, theirs } });
  }

  private failed(why: "offline" | "refused", message: string): void {
    this.ports.show({ state: why, message });
    if (why === "offline") this.schedule(retryMs[Math.min(this.failures++, retryMs.length - 1)] as number);
  }
}

/** What a backup found at opening means: nothing to do, unsaved work to bring back, or a conflict with what was saved since. */
export function readBackup(
  backup: Backup | undefined,
  stored: Stored,
): { kind: "none" } | { kind: "bring-back"; document: CanvasDocument } | { kind: "conflict"; conflict: Conflict; revision: number } {
  if (!backup || same(backup.document, stored.document) || same(backup.document, backup.base)) return { kind: "none" };
  if (backup.revision === stored.revision) return { kind: "bring-back", document: backup.document };
  return { kind: "conflict", conflict: { base: backup.base, mine: backup.document, theirs: stored }, revision: backup.revision };
}

/** How mine and theirs go together. */
export function mergeConflict(conflict: Conflict, prefer: "mine" | "theirs") {
  return mergeDocuments(conflict.base, conflict.mine, conflict.theirs.document, prefer);
}

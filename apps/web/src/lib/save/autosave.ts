import { same } from "../same.ts";

/** The draft as the server has it. */
export type Stored<D> = { document: D; revision: number; by: string | null; at: string };

/** Somebody else saved first. Nothing is lost: mine is still here, theirs is `theirs`. */
export type Conflict<D> = { base: D; mine: D; theirs: Stored<D> };

export type SaveState<D> =
  | { state: "saved"; at: string }
  | { state: "waiting" }
  | { state: "saving" }
  /** Kept in this browser; tried again by itself. */
  | { state: "offline"; message: string }
  /** The server refuses; trying again does not help until something changes. */
  | { state: "refused"; message: string }
  | { state: "conflict"; conflict: Conflict<D> };

export type SaveAnswer<D> =
  | { ok: true; revision: number; at: string }
  | { ok: false; why: "stale"; theirs: Stored<D> }
  | { ok: false; why: "offline" | "refused"; message: string };

/** What the saving stands on; handed in, so that it can be tried without a server or a browser. */
export type SavePorts<D> = {
  put(revision: number, document: D): Promise<SaveAnswer<D>>;
  /** Keeps unsaved work in this browser; `undefined` forgets it. */
  keep(backup: Backup<D> | undefined): void;
  show(state: SaveState<D>): void;
  after(ms: number, run: () => void): () => void;
  /**
   * Both sides' changes as one document, put on the screen, where they do not touch each other; then nobody is asked. Undefined: a person
   * has to choose.
   */
  join?(conflict: Conflict<D>): D | undefined;
};

/** `unheard` was sent and never answered: it may have arrived all the same. */
export type Backup<D> = { revision: number; base: D; document: D; unheard?: D };

const quietMs = 700;
const retryMs = [2_000, 5_000, 10_000, 30_000];

/** Saves a draft a moment after the last change, one request at a time, never over somebody else's. */
export class Autosave<D> {
  private base: D;
  private revision: number;
  private document: D;
  private unheard: D | undefined;
  private running: Promise<void> | undefined;
  private paused = false;
  private open = true;
  private failures = 0;
  private cancel: () => void = () => {};
  private readonly ports: SavePorts<D>;

  constructor(stored: Stored<D>, ports: SavePorts<D>) {
    this.base = stored.document;
    this.document = stored.document;
    this.revision = stored.revision;
    this.ports = ports;
  }

  get currentRevision(): number {
    return this.revision;
  }

  get current(): D {
    return this.document;
  }

  /** What the server had when it was last heard of. */
  get saved(): D {
    return this.base;
  }

  get dirty(): boolean {
    return !same(this.base, this.document);
  }

  change(document: D): void {
    this.document = document;
    if (this.paused) {
      this.backup();
      return;
    }
    if (!this.dirty && !this.running) {
      this.cancel();
      this.ports.keep(undefined);
      return;
    }
    this.backup();
    this.failures = 0;
    if (!this.running) this.ports.show({ state: "waiting" });
    this.schedule(quietMs);
  }

  /** Saves what is unsaved at once; true when the server has all of it. */
  async flush(): Promise<boolean> {
    this.cancel();
    await this.running;
    await this.save();
    return !this.dirty && !this.paused;
  }

  /** Goes on with a conflict that an earlier visit has left: what cannot be joined is not saved until it is settled, and the browser keeps ours. */
  conflicted(conflict: Conflict<D>, revision: number): void {
    this.base = conflict.base;
    this.document = conflict.mine;
    this.revision = revision;
    this.meet(conflict);
  }

  /** After a conflict was settled by hand: saved at once, so that what was changed meanwhile is asked about now. */
  settle(document: D, theirs: Stored<D>): void {
    this.goOn(document, theirs);
    void this.flush();
  }

  /** `document` goes on from `theirs`. */
  private goOn(document: D, theirs: Stored<D>): void {
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

  /** The screen is there (again). */
  enter(): void {
    this.open = true;
  }

  /** The screen goes: one last try, then no more by itself. What did not arrive waits in the browser for the next visit. */
  leave(): void {
    this.open = false;
    void this.flush();
  }

  private backup(): void {
    const { revision, base, document, unheard } = this;
    this.ports.keep(unheard === undefined ? { revision, base, document } : { revision, base, document, unheard });
  }

  private schedule(ms: number): void {
    this.cancel();
    if (this.open) this.cancel = this.ports.after(ms, () => void this.save());
  }

  private async save(): Promise<void> {
    if (this.running || this.paused || !this.dirty) return;
    this.running = this.send(this.document);
    await this.running;
  }

  private async send(sent: D): Promise<void> {
    const before = this.unheard;
    this.unheard = sent;
    this.backup();
    this.ports.show({ state: "saving" });
    const answer = await this.ports.put(this.revision, sent);
    this.running = undefined;
    if (answer.ok || answer.why !== "offline") this.unheard = undefined;
    if (answer.ok) this.arrived(sent, answer.revision, answer.at);
    else if (answer.why === "stale") this.stale(answer.theirs, before);
    else this.failed(answer.why, answer.message);
  }

  private arrived(sent: D, revision: number, at: string): void {
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

  /** An answer that got lost on the way back looks like somebody else's change; it is ours when it is what we had sent. */
  private stale(theirs: Stored<D>, unheard: D | undefined): void {
    if (same(theirs.document, this.document) || isOurs(theirs, unheard)) {
      this.goOn(this.document, theirs);
      return;
    }
    this.meet({ base: this.base, mine: this.document, theirs });
  }

  private meet(conflict: Conflict<D>): void {
    const joined = this.ports.join?.(conflict);
    if (joined !== undefined) {
      this.goOn(joined, conflict.theirs);
      return;
    }
    this.paused = true;
    this.backup();
    this.ports.show({ state: "conflict", conflict });
  }

  private failed(why: "offline" | "refused", message: string): void {
    this.ports.show({ state: why, message });
    if (why === "offline") this.schedule(retryMs[Math.min(this.failures++, retryMs.length - 1)] as number);
  }
}

function isOurs<D>(stored: Stored<D>, unheard: D | undefined): boolean {
  return unheard !== undefined && same(stored.document, unheard);
}

export type Found<D> =
  | { kind: "none" }
  | { kind: "bring-back"; document: D }
  | { kind: "conflict"; conflict: Conflict<D>; revision: number };

/** What a backup found at opening means: nothing to do, unsaved work to bring back, or a conflict with what was saved since. */
export function readBackup<D>(backup: Backup<D> | undefined, stored: Stored<D>): Found<D> {
  if (!backup || same(backup.document, stored.document) || same(backup.document, backup.base)) return { kind: "none" };
  if (backup.revision === stored.revision || isOurs(stored, backup.unheard)) return { kind: "bring-back", document: backup.document };
  return { kind: "conflict", conflict: { base: backup.base, mine: backup.document, theirs: stored }, revision: backup.revision };
}

import { canvasRegistry } from "@journeyman/nodes/canvas";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { SaveState } from "../../lib/save/autosave.ts";
import type { CanvasProblem, ContextBody } from "../api/types.ts";
import { type Attempt, isRefusal, type Place, type Way } from "../model/commands/index.ts";
import { type CanvasDocument, ENTRY_ID, type Point } from "../model/document.ts";
import { type Drawn, redraw } from "../model/drawn.ts";
import { type Changed, emptyHistory, type History, perform, redo, seal, touched, undo } from "../model/history.ts";
import { type Kit, namesFrom } from "../model/kit.ts";
import { dressProblems, problemsOfDraft } from "./problems.ts";
import { standAfter } from "./stand.ts";

export type Selection = { nodes: readonly string[]; edge?: string; note?: string };

/** Where the quick-add menu was asked for: the place to fill and the point on the screen it belongs to. */
export type QuickAdd = { place: Place; at: Point; title?: string };

/** What stands right of the canvas when no step is selected. */
export type Panel = "journey" | "problems" | "versions" | undefined;

export type EditorState = Drawn & {
  document: CanvasDocument;
  history: History;
  kit: Kit;
  context: ContextBody | undefined;
  problems: readonly CanvasProblem[];
  selection: Selection;
  panel: Panel;
  quickAdd: QuickAdd | undefined;
  /** A way waiting for its target by name (X). */
  connecting: Way | undefined;
  finding: boolean;
  outline: boolean;
  map: boolean;
  renaming: string | undefined;
  /** The note whose text is being written. */
  writing: string | undefined;
  /** The card the keys stand on when none is selected. */
  stand: string;
  save: SaveState<CanvasDocument>;
  /** The conflict's dialog was put off; the note beside the name opens it again. */
  conflictLater: boolean;
  /** What was just undone, redone or jumped to: to be shown and flashed. `n` makes each one new. */
  flash: { nodes: readonly string[]; n: number } | undefined;
  moving: ReadonlyMap<string, Point> | undefined;
  /** The runs a person was chosen from, to go on to the next. */
  queue: readonly string[];
  /** Something to tell once, such as steps that came loose or why a command was refused. */
  notice: { text: string; refused: boolean; n: number } | undefined;
};

export type Init = { document: CanvasDocument; context: ContextBody | undefined; mayEdit: boolean; savedAt: string };

/** The draft being edited: one document, its history, what is selected. Knows nothing of React or the network. */
export class Editor {
  readonly store: StoreApi<EditorState>;
  readonly mayEdit: boolean;
  private counter = 0;
  /** The document that is being drawn; the store holds it only afterwards. */
  private named: CanvasDocument;

  constructor({ document, context, mayEdit, savedAt }: Init) {
    this.mayEdit = mayEdit;
    this.named = document;
    const kit = this.kitFor(context);
    const drawn = redraw(undefined, document, kit, undefined, (scene) => scene);
    this.store = createStore<EditorState>(() => ({
      document,
      history: emptyHistory,
      kit,
      context,
      ...drawn,
      problems: [],
      selection: { nodes: [] },
      panel: undefined,
      quickAdd: undefined,
      connecting: undefined,
      finding: false,
      outline: false,
      map: true,
      renaming: undefined,
      writing: undefined,
      stand: ENTRY_ID,
      save: { state: "saved", at: savedAt },
      conflictLater: false,
      flash: undefined,
      moving: undefined,
      queue: [],
      notice: undefined,
    }));
  }

  get state(): EditorState {
    return this.store.getState();
  }

  set(change: Partial<EditorState>): void {
    this.store.setState(change);
  }

  /** Does a command or says why not. True when something changed. */
  run(attempt: Attempt): boolean {
    if (!this.mayEdit) {
      this.tell("You may look at journeys here, not change them.", true);
      return false;
    }
    if (isRefusal(attempt)) {
      this.tell(attempt.refused, true);
      return false;
    }
    const changed = perform(this.state.document, this.state.history, attempt);
    this.show(changed, attempt.select);
    if (attempt.tell) this.tell(attempt.tell, false);
    return changed.entry !== undefined;
  }

  undo(): void {
    const changed = undo(this.state.document, this.state.history);
    if (changed.entry) this.back(changed);
  }

  redo(): void {
    const changed = redo(this.state.document, this.state.history);
    if (changed.entry) this.back(changed);
  }

  /** A field was left: what is typed next is an entry of its own. */
  seal(): void {
    const history = seal(this.state.history);
    if (history !== this.state.history) this.set({ history });
  }

  /** Another document without a history entry of its own: theirs after a conflict, a restored version. */
  replace(document: CanvasDocument): void {
    this.show({ document, history: emptyHistory, entry: undefined }, []);
  }

  select(selection: Selection): void {
    const { nodes } = selection;
    const before = this.state.selection;
    if (
      before.edge === selection.edge &&
      before.note === selection.note &&
      before.nodes.length === nodes.length &&
      nodes.every((id, i) => before.nodes[i] === id)
    )
      return;
    this.seal();
    const panel = nodes.length === 0 ? this.state.panel : undefined;
    const [only] = nodes;
    this.set({ selection, panel, ...(nodes.length === 1 && only !== undefined ? { stand: only } : {}) });
  }

  selectStep(id: string, flash = false): void {
    this.select({ nodes: [id] });
    if (flash) this.flash([id]);
  }

  flash(nodes: readonly string[]): void {
    this.set({ flash: { nodes, n: ++this.counter } });
  }

  tell(text: string, refused: boolean): void {
    this.set({ notice: { text, refused, n: ++this.counter } });
  }

  know(context: ContextBody): void {
    if (context === this.state.context) return;
    const kit = this.kitFor(context);
    this.set({ context, ...this.drawn({ kit }), kit });
  }

  move(moving: ReadonlyMap<string, Point> | undefined): void {
    this.set({ moving, ...this.drawn({ moving }) });
  }

  /** Looks for problems; called a moment after the last change, because nobody waits for it. */
  judge(): void {
    const { document, kit, context } = this.state;
    const problems = problemsOfDraft(document.definition, kit.registry, context);
    this.set({ problems, ...this.drawn({ problems }) });
  }

  private back(changed: Changed): void {
    const { nodes, entry } = changed.entry ? touched(changed.entry) : { nodes: [], entry: false };
    const there = nodes.filter((id) => Object.hasOwn(changed.document.definition.nodes, id));
    const [returned] = there.filter((id) => !Object.hasOwn(this.state.document.definition.nodes, id));
    this.show(changed, there.length === 1 ? there : undefined);
    if (returned !== undefined && this.state.selection.nodes.length === 0) this.set({ stand: returned });
    this.flash(there.length > 0 ? there : entry ? [ENTRY_ID] : []);
  }

  private show({ document, history }: Changed, select: readonly string[] | undefined): void {
    const exists = (id: string) => id === ENTRY_ID || Object.hasOwn(document.definition.nodes, id);
    const { selection } = this.state;
    const nodes = (select ?? selection.nodes).filter(exists);
    const note = selection.note !== undefined && document.layout.notes?.[selection.note] ? { note: selection.note } : {};
    const panel = nodes.length > 0 && select ? { panel: undefined } : {};
    const stand = nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : this.state.stand;
    this.set({
      stand: exists(stand) ? stand : standAfter(this.state.graph, stand, exists),
      document,
      history,
      ...this.drawn({ document }),
      selection: { nodes, ...(select ? {} : note) },
      ...panel,
    });
  }

  private drawn(change: Partial<Pick<EditorState, "document" | "kit" | "problems" | "moving">>): Drawn {
    const { document, kit, problems, moving } = { ...this.state, ...change };
    this.named = document;
    return redraw(this.state, document, kit, moving, (scene) => dressProblems(scene, problems));
  }

  private kitFor(context: ContextBody | undefined): Kit {
    return { registry: canvasRegistry, names: namesFrom(() => this.named.definition, canvasRegistry, context) };
  }
}

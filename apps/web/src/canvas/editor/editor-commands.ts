"use client";
import { type RefObject, useMemo } from "react";
import type { Editor } from "@/canvas/editor/editor.ts";
import type { View } from "@/canvas/editor/use-view.ts";
import { walk } from "@/canvas/editor/walk.ts";
import {
  addNote,
  copySteps,
  cut,
  deleteHealing,
  deleteNote,
  deleteWithRest,
  disconnect,
  duplicate,
  mainWay,
  pastePlace,
  pasteSettings,
  pasteSteps,
  readClip,
  toggleDisabled,
  toggleFree,
} from "@/canvas/model/commands/index.ts";
import { ENTRY_ID } from "@/canvas/model/document.ts";
import { mainPort } from "@/canvas/model/graph.ts";
import { rememberClip, rememberedClip } from "@/canvas/quick-add/clip-memory.ts";
import { placeMenu } from "@/canvas/quick-add/menu-place.ts";
import type { CanvasHandle } from "@/canvas/view/use-canvas-handle.ts";

export type EditorCommands = ReturnType<typeof makeCommands>;

type Parts = { editor: Editor; canvas: RefObject<CanvasHandle | null>; go: (change: Partial<View>) => void };

/** Everything a person can do to the draft, once; keys, menus, the palette and the outline all call these. */
function makeCommands({ editor, canvas, go }: Parts) {
  const selected = () => editor.state.selection.nodes.filter((id) => id !== ENTRY_ID);
  const only = () => (editor.state.selection.nodes.length === 1 ? editor.state.selection.nodes[0] : undefined);
  const show = (id: string) => {
    editor.selectStep(id);
    canvas.current?.show([id], true);
    requestAnimationFrame(() => canvas.current?.focus(id));
  };
  /** What came new is selected by its command; it is brought into sight once it is drawn. */
  const showNew = (done: boolean) => {
    if (done) requestAnimationFrame(() => requestAnimationFrame(() => canvas.current?.show(editor.state.selection.nodes)));
    return done;
  };
  const paste = (text: string) => {
    const clip = readClip(text);
    if (!clip) return false;
    const { document, kit, selection } = editor.state;
    return showNew(editor.run(pasteSteps(document, kit, clip, pastePlace(document, kit, selection.nodes))));
  };
  return {
    show,
    paste,
    /** After the selected step, into the selected line, or at the first open end. */
    add() {
      const { selection, document, kit, graph, scene } = editor.state;
      const edge = selection.edge === undefined ? undefined : scene.edges.get(selection.edge);
      const from = only();
      const way = edge
        ? { from: edge.from, port: edge.port }
        : from === ENTRY_ID || (from === undefined && document.definition.start === undefined)
          ? { from: ENTRY_ID, port: "start" }
          : from === undefined
            ? firstOpen(editor)
            : (openWay(editor, from) ?? mainWay(document, kit, from));
      const at = (way && canvas.current?.screenOf(way.from, way.port)) ?? { x: window.innerWidth / 2, y: window.innerHeight / 3 };
      if (way) canvas.current?.show([way.from]);
      editor.set({ quickAdd: { place: way ? { way } : {}, at, ...(graph.nodes.size === 0 ? {} : { title: "Add a step" }) } });
    },
    walk(direction: "up" | "down" | "left" | "right") {
      const next = walk(editor.state.graph, editor.state.scene, only() ?? editor.state.stand, direction);
      if (next) show(next);
    },
    inspect() {
      if (only() === undefined) show(editor.state.stand);
      else
        document
          .querySelector<HTMLElement>("#jm-inspector input:not([disabled]), #jm-inspector button, #jm-inspector [tabindex='0']")
          ?.focus();
    },
    rename() {
      const id = only();
      if (id === ENTRY_ID) document.querySelector<HTMLElement>("#jm-journey-name")?.focus();
      else if (id) editor.set({ renaming: id });
    },
    disable: () => void editor.run(toggleDisabled(editor.state.document, selected())),
    connect() {
      const id = only();
      const port = id === undefined ? undefined : mainPort(editor.state.graph.nodes.get(id)?.ports ?? []);
      if (id && port) editor.set({ connecting: { from: id, port: port.name } });
    },
    note() {
      const { frame, at } = canvas.current?.sight() ?? { frame: { left: 0, top: 0, right: 800, bottom: 600 }, at: { x: 400, y: 300 } };
      const cards = [...editor.state.scene.cards.values()].map((card) => ({
        left: card.x - 16,
        top: card.y - 16,
        right: card.x + 280,
        bottom: card.y + 116,
      }));
      const spot = placeMenu(at, { width: 264, height: 84 }, frame, cards);
      const attempt = addNote(editor.state.document, { text: "", x: Math.round(spot.x), y: Math.round(spot.y) });
      if (!editor.run(attempt) || !attempt.id) return;
      editor.select({ nodes: [], note: attempt.id });
      editor.set({ writing: attempt.id });
    },
    async copy() {
      const text = copySteps(editor.state.document, selected());
      if (text === undefined) return;
      rememberClip(text);
      await navigator.clipboard?.writeText(text).catch(() => {});
      const count = selected().length;
      editor.tell(count === 1 ? "Copied 1 step, as text." : `Copied ${count} steps, as text.`, false);
    },
    async cut() {
      const attempt = cut(editor.state.document, editor.state.kit, selected());
      if (!("text" in attempt) || attempt.text === undefined) return;
      rememberClip(attempt.text);
      await navigator.clipboard?.writeText(attempt.text).catch(() => {});
      editor.run(attempt);
    },
    /** From a menu; the keys get the system's paste event and need no permission. */
    async pasteHere() {
      const text = (await navigator.clipboard?.readText().catch(() => undefined)) ?? rememberedClip();
      if (text === undefined || !paste(text)) editor.tell("There are no copied steps on the clipboard.", true);
    },
    pasteSettings() {
      const clip = readClip(rememberedClip() ?? "");
      const [from] = Object.values(clip?.nodes ?? {});
      if (from) editor.run(pasteSettings(editor.state.document, editor.state.kit, selected(), from));
      else editor.tell("Copy a step first; its settings can then be pasted on others of its kind.", true);
    },
    duplicate: () => void showNew(editor.run(duplicate(editor.state.document, editor.state.kit, selected()))),
    remove() {
      const { selection, scene, document } = editor.state;
      const edge = selection.edge === undefined ? undefined : scene.edges.get(selection.edge);
      if (edge) {
        editor.run(disconnect(document, { from: edge.from, port: edge.port }));
        editor.select({ nodes: [] });
      } else if (selection.note !== undefined) {
        editor.run(deleteNote(document, selection.note));
        editor.select({ nodes: [] });
      } else if (selected().length > 0) editor.run(deleteHealing(document, editor.state.kit, selected()));
    },
    removeWithRest: () => void (selected().length > 0 && editor.run(deleteWithRest(editor.state.document, editor.state.kit, selected()))),
    selectAll: () => editor.select({ nodes: [...editor.state.scene.cards.keys()].filter((id) => id !== ENTRY_ID) }),
    undo: () => editor.undo(),
    redo: () => editor.redo(),
    find: () => editor.set({ finding: true }),
    nextProblem() {
      const { problems, selection } = editor.state;
      if (problems.length === 0) {
        editor.tell("No problems.", false);
        return;
      }
      const nodes = [...new Set(problems.map((problem) => problem.node ?? ENTRY_ID))];
      const at = nodes.indexOf(selection.nodes[0] ?? "");
      const next = nodes[(at + 1) % nodes.length] as string;
      show(next);
      editor.flash([next]);
    },
    problems: () => editor.set({ panel: editor.state.panel === "problems" ? undefined : "problems", selection: { nodes: [] } }),
    outline: () => editor.set({ outline: !editor.state.outline }),
    map: () => editor.set({ map: !editor.state.map }),
    free: () => void editor.run(toggleFree(editor.state.document, editor.state.placed.cards)),
    fit: () => canvas.current?.fit(),
    actual: () => canvas.current?.actual(),
    toSelection: () => canvas.current?.show(editor.state.selection.nodes.length > 0 ? editor.state.selection.nodes : [ENTRY_ID], true),
    live: () => go({ mode: "live", run: undefined }),
    everybody: () => go({ run: undefined, mode: "live" }),
    /** The path of the person before or after in the list the shown one was chosen from. */
    person(by: 1 | -1) {
      const { queue } = editor.state;
      const at = queue.indexOf(new URLSearchParams(window.location.search).get("run") ?? "");
      const next = at < 0 ? undefined : queue[at + by];
      if (next) go({ mode: "live", run: next });
    },
    edit: () => go({ mode: "edit", run: undefined, version: undefined }),
    review: () => go({ mode: "review", run: undefined, version: undefined }),
    versions: () => go({ mode: "versions", run: undefined, version: undefined }),
    /** Another version, in the mode one is in. */
    lookAt: (version: string | undefined) => go({ version }),
    /** One step outward: the menu, the wire, the panel, the selection. */
    escape() {
      const { state } = editor;
      if (state.quickAdd || state.connecting || state.finding) editor.set({ quickAdd: undefined, connecting: undefined, finding: false });
      else if (state.panel) editor.set({ panel: undefined });
      else editor.select({ nodes: [] });
    },
  };
}

function openWay(editor: Editor, id: string) {
  const port = editor.state.graph.nodes.get(id)?.shown.find((one) => one.to === undefined && !one.ends);
  return port ? { from: id, port: port.name } : undefined;
}

function firstOpen(editor: Editor) {
  for (const node of editor.state.graph.nodes.values()) {
    const way = openWay(editor, node.id);
    if (way) return way;
  }
  return undefined;
}

export function useEditorCommands(
  editor: Editor,
  canvas: RefObject<CanvasHandle | null>,
  go: (change: Partial<View>) => void,
): EditorCommands {
  return useMemo(() => makeCommands({ editor, canvas, go }), [editor, canvas, go]);
}

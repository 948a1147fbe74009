"use client";
import {
  CircleSlash2,
  ClipboardPaste,
  Copy,
  CopyPlus,
  Eye,
  GitCompareArrows,
  History,
  ListTree,
  Map as MapIcon,
  Maximize,
  Minus,
  Pencil,
  Plus,
  Redo2,
  Save,
  Scissors,
  Search,
  Spline,
  StickyNote,
  Trash2,
  TriangleAlert,
  Undo2,
} from "lucide-react";
import { useEffect, useMemo } from "react";
import type { Editor } from "@/canvas/editor/editor.ts";
import type { EditorCommands } from "@/canvas/editor/editor-commands.ts";
import type { View } from "@/canvas/editor/use-view.ts";
import { readClip } from "@/canvas/model/commands/index.ts";
import { ENTRY_ID } from "@/canvas/model/document.ts";
import type { Command } from "@/commands/registry.ts";
import { useCommands } from "@/commands/use-commands.ts";

/** The canvas's part of the one registry: keys, palette and help read it from there. */
export function useCanvasKeys(editor: Editor, commands: EditorCommands, view: View, flush: () => Promise<boolean>): void {
  const list = useMemo((): Command[] => {
    const saveNow = async () => {
      if (await flush()) editor.tell("The draft is saved. It goes live when you publish it.", false);
      else editor.tell("The draft is not saved; see the note beside the journey’s name.", true);
    };
    const editing = () => view.mode === "edit";
    const hasSteps = () => editing() && editor.state.selection.nodes.some((id) => id !== ENTRY_ID);
    const hasAny = () =>
      hasSteps() || (editing() && (editor.state.selection.edge !== undefined || editor.state.selection.note !== undefined));
    const one = () => editing() && editor.state.selection.nodes.length === 1;
    const oneOrNone = () => editing() && editor.state.selection.nodes.length <= 1;
    const edit = editor.mayEdit;
    const canvas = "Canvas" as const;
    const rest = "Edit" as const;
    const seeing = "View" as const;
    return [
      ...(edit
        ? ([
            {
              id: "canvas:add",
              title: "Add a step",
              group: canvas,
              keys: "a",
              icon: Plus,
              words: ["insert", "new"],
              when: editing,
              run: commands.add,
            },
            { id: "canvas:rename", title: "Rename the step", group: canvas, keys: "f2", icon: Pencil, when: one, run: commands.rename },
            {
              id: "canvas:disable",
              title: "Disable or enable the step",
              group: canvas,
              keys: "d",
              icon: CircleSlash2,
              when: hasSteps,
              run: commands.disable,
            },
            { id: "canvas:connect", title: "Connect by name", group: canvas, keys: "x", icon: Spline, when: one, run: commands.connect },
            { id: "canvas:note", title: "Add a note", group: canvas, keys: "n", icon: StickyNote, when: editing, run: commands.note },
            {
              id: "canvas:copy",
              title: "Copy steps",
              group: rest,
              keys: "mod+c",
              icon: Copy,
              when: hasSteps,
              run: () => void commands.copy(),
            },
            {
              id: "canvas:cut",
              title: "Cut steps",
              group: rest,
              keys: "mod+x",
              icon: Scissors,
              when: hasSteps,
              run: () => void commands.cut(),
            },
            {
              id: "canvas:paste",
              title: "Paste steps",
              group: rest,
              keys: "mod+v",
              native: true,
              icon: ClipboardPaste,
              when: editing,
              run: () => void commands.pasteHere(),
            },
            {
              id: "canvas:save",
              title: "Save the draft now",
              group: rest,
              keys: "mod+s",
              icon: Save,
              inFields: true,
              when: editing,
              run: () => void saveNow(),
            },
            {
              id: "canvas:paste-settings",
              title: "Paste settings",
              group: rest,
              keys: "mod+shift+v",
              when: hasSteps,
              run: commands.pasteSettings,
            },
            {
              id: "canvas:duplicate",
              title: "Duplicate steps",
              group: rest,
              keys: "mod+d",
              icon: CopyPlus,
              when: hasSteps,
              run: commands.duplicate,
            },
            {
              id: "canvas:delete",
              title: "Delete, close the gap",
              group: rest,
              keys: "delete",
              icon: Trash2,
              when: hasAny,
              run: commands.remove,
            },
            {
              id: "canvas:backspace",
              title: "Delete, close the gap",
              group: rest,
              keys: "backspace",
              hidden: true,
              when: hasAny,
              run: commands.remove,
            },
            {
              id: "canvas:delete-rest",
              title: "Delete with what follows",
              group: rest,
              keys: "shift+delete",
              icon: Trash2,
              when: hasSteps,
              run: commands.removeWithRest,
            },
            {
              id: "canvas:backspace-rest",
              title: "Delete with what follows",
              group: rest,
              keys: "shift+backspace",
              hidden: true,
              when: hasSteps,
              run: commands.removeWithRest,
            },
            { id: "canvas:undo", title: "Undo", group: rest, keys: "mod+z", icon: Undo2, when: editing, run: commands.undo },
            { id: "canvas:redo", title: "Redo", group: rest, keys: "mod+shift+z", icon: Redo2, when: editing, run: commands.redo },
            { id: "canvas:free", title: "Place freely, or arrange automatically", group: seeing, when: editing, run: commands.free },
          ] satisfies Command[])
        : []),
      { id: "canvas:all", title: "Select all steps", group: rest, keys: "mod+a", when: editing, run: commands.selectAll },
      { id: "canvas:inspect", title: "Inspect the step", group: canvas, keys: "enter", when: oneOrNone, run: commands.inspect },
      { id: "canvas:up", title: "Walk up", group: canvas, keys: "up", hidden: true, run: () => commands.walk("up") },
      { id: "canvas:down", title: "Walk down", group: canvas, keys: "down", hidden: true, run: () => commands.walk("down") },
      { id: "canvas:left", title: "Walk left", group: canvas, keys: "left", hidden: true, run: () => commands.walk("left") },
      { id: "canvas:right", title: "Walk right", group: canvas, keys: "right", hidden: true, run: () => commands.walk("right") },
      { id: "canvas:find", title: "Find in steps, settings and copy", group: canvas, keys: "mod+f", icon: Search, run: commands.find },
      { id: "canvas:problem", title: "Next problem", group: canvas, keys: "f8", icon: TriangleAlert, run: commands.nextProblem },
      { id: "canvas:fit", title: "Show all", group: seeing, keys: "0", icon: Maximize, run: commands.fit },
      { id: "canvas:actual", title: "Actual size", group: seeing, keys: "1", run: commands.actual },
      { id: "canvas:selection", title: "Zoom to the selection", group: seeing, keys: "2", run: commands.toSelection },
      { id: "canvas:map", title: "Small map", group: seeing, keys: "m", icon: MapIcon, run: commands.map },
      { id: "canvas:outline", title: "Outline", group: seeing, keys: "o", icon: ListTree, run: commands.outline },
      {
        id: "canvas:live",
        title: view.mode === "live" ? "Back to editing" : "Live figures",
        group: seeing,
        keys: "l",
        icon: Eye,
        run: view.mode === "live" ? commands.edit : commands.live,
      },
      {
        id: "canvas:before",
        title: "Person before",
        group: canvas,
        keys: ",",
        when: () => view.run !== undefined,
        run: () => commands.person(-1),
      },
      {
        id: "canvas:after",
        title: "Next person",
        group: canvas,
        keys: ".",
        when: () => view.run !== undefined,
        run: () => commands.person(1),
      },
      {
        id: "canvas:review",
        title: "Review and publish",
        group: canvas,
        keys: "mod+shift+p",
        icon: GitCompareArrows,
        run: commands.review,
      },
      { id: "canvas:versions", title: "Versions", group: seeing, icon: History, run: commands.versions },
      {
        id: "canvas:escape",
        title: "Close, or select nothing",
        group: canvas,
        keys: "escape",
        icon: Minus,
        hidden: true,
        run: view.run ? commands.everybody : view.mode === "edit" ? commands.escape : commands.edit,
      },
    ];
  }, [editor, commands, view.mode, view.run, flush]);
  useCommands(list);

  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const target = event.target as HTMLElement | null;
      if (view.mode !== "edit" || target?.closest("input, textarea, [contenteditable], [role=dialog]")) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!readClip(text)) return;
      event.preventDefault();
      commands.paste(text);
    };
    window.addEventListener("paste", onPaste);
    return () => window.removeEventListener("paste", onPaste);
  }, [commands, view.mode]);
}

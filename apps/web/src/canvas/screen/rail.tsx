"use client";
import { History, Keyboard, ListTree, Plus, Search, StickyNote } from "lucide-react";
import { useState } from "react";
import { useEditor, useEditorState } from "@/canvas/editor/context.tsx";
import type { EditorCommands } from "@/canvas/editor/editor-commands.ts";
import type { Mode } from "@/canvas/editor/use-view.ts";
import { addStep, mainWay } from "@/canvas/model/commands/index.ts";
import { kindOf } from "@/canvas/model/kit.ts";
import { startSettings } from "@/canvas/quick-add/suggest.ts";
import { StepTile } from "@/canvas/view/tile.tsx";
import { useRegistry } from "@/commands/registry.ts";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Popover } from "@/components/ui/popover.tsx";
import { classes } from "@/lib/classes.ts";

/** The rail left of the canvas: palette, outline, search, note, versions; keys at its foot. */
export function Rail({ mode, commands }: { mode: Mode; commands: EditorCommands }) {
  const outline = useEditorState((state) => state.outline);
  const setHelp = useRegistry((state) => state.setHelp);
  const editor = useEditor();
  const editing = mode === "edit" && editor.mayEdit;
  return (
    <nav aria-label="Canvas" className="flex w-12 shrink-0 flex-col items-center gap-1 border-r border-line bg-surface py-2">
      <Palette disabled={!editing} />
      <IconButton
        label="Outline"
        keys="o"
        onClick={commands.outline}
        aria-pressed={outline}
        className={classes(outline && "bg-hover text-fg")}
      >
        <ListTree aria-hidden />
      </IconButton>
      <IconButton label="Find" keys="mod+f" onClick={commands.find}>
        <Search aria-hidden />
      </IconButton>
      <IconButton label="Add a note" keys="n" disabled={!editing} onClick={commands.note}>
        <StickyNote aria-hidden />
      </IconButton>
      <IconButton label="Versions" onClick={commands.versions} className={classes(mode === "versions" && "bg-hover text-fg")}>
        <History aria-hidden />
      </IconButton>
      <span className="flex-1" />
      <IconButton label="Keys" keys="?" onClick={() => setHelp(true)}>
        <Keyboard aria-hidden />
      </IconButton>
    </nav>
  );
}

const order = ["message", "wait", "branch", "test", "data", "exit"] as const;
const familyNames = { message: "Messages", wait: "Waiting", branch: "Branching", test: "Testing", data: "Data", exit: "Ending" } as const;

/** Every kind of step by family: drag one onto a line, or press it to put it after the selected step. */
function Palette({ disabled }: { disabled: boolean }) {
  const editor = useEditor();
  const kit = useEditorState((state) => state.kit);
  const [open, setOpen] = useState(false);
  const kinds = Object.keys(kit.registry);
  const press = (kind: string) => {
    setOpen(false);
    const [selected] = editor.state.selection.nodes;
    const way =
      selected === undefined
        ? { from: "$entry", port: "start" }
        : selected === "$entry"
          ? { from: "$entry", port: "start" }
          : mainWay(editor.state.document, kit, selected);
    editor.run(addStep(editor.state.document, kit, { kind, settings: startSettings(kit, kind, editor.state.context) }, way ? { way } : {}));
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      side="right"
      className="w-64 p-1.5 text-13"
      trigger={
        <IconButton label="Steps" disabled={disabled} tooltip={false}>
          <Plus aria-hidden />
        </IconButton>
      }
    >
      {order.map((family) => {
        const own = kinds.filter((kind) => kindOf(kit, kind)?.family === family);
        if (own.length === 0) return null;
        return (
          <div key={family} role="group" aria-label={familyNames[family]}>
            <div className="px-2 pt-1.5 pb-1 text-11 font-medium text-subtle">{familyNames[family]}</div>
            {own.map((kind) => {
              const definition = kindOf(kit, kind);
              return (
                <button
                  key={kind}
                  type="button"
                  draggable
                  className="flex w-full items-center gap-2.5 rounded-control px-2 py-1.5 text-left hover:bg-hover"
                  onDragStart={(event) => {
                    event.dataTransfer.setData("application/x-journeyman-kind", kind);
                    event.dataTransfer.effectAllowed = "copy";
                    // The menu closes once the drag is under way: closing it at once would end the drag.
                    setTimeout(() => setOpen(false), 0);
                  }}
                  onClick={() => press(kind)}
                >
                  <StepTile family={family} icon={definition?.icon ?? "circle"} size={28} />
                  <span className="min-w-0">
                    <span className="block font-medium">{definition?.label}</span>
                    <span className="block truncate text-12 text-muted">{definition?.about}</span>
                  </span>
                </button>
              );
            })}
          </div>
        );
      })}
    </Popover>
  );
}

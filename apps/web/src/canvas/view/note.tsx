"use client";
import type { Node, NodeProps } from "@xyflow/react";
import { memo, useRef } from "react";
import type { SceneNote } from "@/canvas/model/scene.ts";
import { useCanvasActions } from "@/canvas/view/actions.ts";
import { chordOf } from "@/commands/keys.ts";

export type NoteData = { note: SceneNote; editable: boolean; writing: boolean };
export type NoteNode = Node<NoteData, "note">;

/** A note beside the drawing: never changes behaviour. A double click or a fresh one edits its text. */
export const Note = memo(function Note({ data: { note, editable, writing }, selected }: NodeProps<NoteNode>) {
  const actions = useCanvasActions();
  return (
    <div className="jm-note" data-selected={selected || undefined} onDoubleClick={() => editable && actions.writeNote?.(note.id)}>
      {writing && editable ? <NoteField note={note} /> : note.text || <span className="text-subtle">Empty note</span>}
    </div>
  );
});

/** Until something is typed, undo and redo are the canvas's; then they are the field's. */
function NoteField({ note }: { note: SceneNote }) {
  const actions = useCanvasActions();
  const typed = useRef(false);
  const leave = () => {
    actions.writeNote?.(undefined);
    actions.leaveField?.();
  };
  return (
    <textarea
      autoFocus
      aria-label="Note"
      className="nodrag nopan nowheel"
      placeholder="What should others know?"
      value={note.text}
      onChange={(event) => {
        typed.current = true;
        actions.editNote?.(note.id, event.target.value);
      }}
      onBlur={leave}
      onKeyDown={(event) => {
        event.stopPropagation();
        const chord = chordOf(event);
        if (chord === "escape") leave();
        if (typed.current || (chord !== "mod+z" && chord !== "mod+shift+z")) return;
        event.preventDefault();
        leave();
        if (chord === "mod+z") actions.undo?.();
        else actions.redo?.();
      }}
    />
  );
}

"use client";
import type { Node, NodeProps } from "@xyflow/react";
import { memo, useState } from "react";
import type { SceneNote } from "@/canvas/model/scene.ts";
import { useCanvasActions } from "@/canvas/view/actions.ts";

export type NoteData = { note: SceneNote; editable: boolean };
export type NoteNode = Node<NoteData, "note">;

/** A note beside the drawing: never changes behaviour. A double click or a fresh one edits its text. */
export const Note = memo(function Note({ data: { note, editable }, selected }: NodeProps<NoteNode>) {
  const actions = useCanvasActions();
  const [editing, setEditing] = useState(editable && note.text === "");
  return (
    <div className="jm-note" data-selected={selected || undefined} onDoubleClick={() => editable && setEditing(true)}>
      {editing ? (
        <textarea
          autoFocus
          aria-label="Note"
          className="nodrag nopan nowheel"
          placeholder="What should others know?"
          value={note.text}
          onChange={(event) => actions.editNote?.(note.id, event.target.value)}
          onBlur={() => {
            setEditing(false);
            actions.leaveField?.();
          }}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === "Escape") event.currentTarget.blur();
          }}
        />
      ) : (
        note.text || <span className="text-subtle">Empty note</span>
      )}
    </div>
  );
});

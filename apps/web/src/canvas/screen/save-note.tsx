"use client";
import { CloudOff, TriangleAlert } from "lucide-react";
import { useEditor, useEditorState } from "@/canvas/editor/context.tsx";
import { classes } from "@/lib/classes.ts";
import { useTimes } from "@/lib/use-now.ts";

/**
 * "Draft saved 12:04 · not live": honest about where the work is. `instead` is said where the draft is not what is looked at, but for a
 * conflict that waits for a choice.
 */
export function SaveNote({ ahead, instead, onChoose }: { ahead: boolean; instead: string | undefined; onChoose: () => void }) {
  const editor = useEditor();
  const save = useEditorState((state) => state.save);
  const times = useTimes();
  if (instead !== undefined && save.state !== "conflict") return <span className="truncate text-12 text-subtle">{instead}</span>;
  if (save.state === "offline") {
    return (
      <span role="status" className="flex items-center gap-1.5 text-12 text-warn" title={save.message}>
        <CloudOff aria-hidden className="size-3.5" />
        Kept in this browser, trying again
      </span>
    );
  }
  if (save.state === "conflict") {
    return (
      <button
        type="button"
        className={classes(
          "flex min-w-0 items-center gap-1.5 rounded-chip text-12 font-medium hover:underline",
          instead === undefined ? "text-bad" : "text-muted",
        )}
        onClick={() => {
          editor.set({ conflictLater: false });
          onChoose();
        }}
      >
        <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
        <span className="truncate">
          {instead === undefined ? "Not saved: somebody else changed it. Choose…" : "Your draft is not saved: somebody else changed it"}
        </span>
      </button>
    );
  }
  if (save.state === "refused") {
    return (
      <span role="status" className="flex min-w-0 items-center gap-1.5 text-12 text-bad" title={save.message}>
        <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
        <span className="truncate">Not saved: {save.message}</span>
      </span>
    );
  }
  return (
    <span role="status" className="truncate text-12 text-subtle">
      {save.state === "saved" ? `Draft saved ${times.time(save.at)}${ahead ? " · not live" : ""}` : "Saving…"}
    </span>
  );
}

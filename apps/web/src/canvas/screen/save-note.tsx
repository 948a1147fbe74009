"use client";
import { CloudOff, TriangleAlert } from "lucide-react";
import { useEditor, useEditorState } from "@/canvas/editor/context.tsx";
import { useTimes } from "@/lib/use-now.ts";

/** "Draft saved 12:04 · not live": honest about where the work is. */
export function SaveNote({ ahead }: { ahead: boolean }) {
  const editor = useEditor();
  const save = useEditorState((state) => state.save);
  const times = useTimes();
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
        className="flex min-w-0 items-center gap-1.5 rounded-chip text-12 font-medium text-bad hover:underline"
        onClick={() => editor.set({ conflictLater: false })}
      >
        <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
        <span className="truncate">Not saved: somebody else changed it. Choose…</span>
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

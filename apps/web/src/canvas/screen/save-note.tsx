"use client";
import { CloudOff, TriangleAlert } from "lucide-react";
import { useEditorState } from "@/canvas/editor/context.tsx";
import { useTimes } from "@/lib/use-now.ts";

/** "Draft saved 12:04 · not live": honest about where the work is. */
export function SaveNote({ ahead }: { ahead: boolean }) {
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
  if (save.state === "refused" || save.state === "conflict") {
    return (
      <span
        role="status"
        className="flex min-w-0 items-center gap-1.5 text-12 text-bad"
        title={save.state === "refused" ? save.message : undefined}
      >
        <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
        <span className="truncate">{save.state === "refused" ? `Not saved: ${save.message}` : "Not saved: somebody else changed it"}</span>
      </span>
    );
  }
  return (
    <span role="status" className="truncate text-12 text-subtle">
      {save.state === "saved" ? `Draft saved ${times.time(save.at)}${ahead ? " · not live" : ""}` : "Saving…"}
    </span>
  );
}

"use client";
import { ChevronLeft, ChevronRight, X } from "lucide-react";
import type { RunBody } from "@/canvas/api/types.ts";
import { useEditorState } from "@/canvas/editor/context.tsx";
import type { EditorCommands } from "@/canvas/editor/editor-commands.ts";
import { whoWords } from "@/canvas/live/words.ts";
import { Avatar } from "@/components/ui/avatar.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { count } from "@/lib/format.ts";

/** Whose path is shown, and the way to the next of those it was chosen from. */
export function TraceBar({ run, commands }: { run: RunBody; commands: EditorCommands }) {
  const queue = useEditorState((state) => state.queue);
  const at = queue.indexOf(run.id);
  return (
    <div className="absolute top-3 left-3 z-10 flex items-center gap-2">
      <span className="flex h-8 items-center gap-2 rounded-control border border-line bg-surface pr-1 pl-1.5 font-medium">
        <Avatar name={whoWords(run.person)} size="small" />
        <span className="max-w-48 truncate">{whoWords(run.person)}</span>
        <IconButton label="Back to everybody" keys="escape" size="tiny" onClick={commands.everybody}>
          <X aria-hidden />
        </IconButton>
      </span>
      {at >= 0 && queue.length > 1 ? (
        <>
          <IconButton variant="secondary" label="Person before" keys="," disabled={at === 0} onClick={() => commands.person(-1)}>
            <ChevronLeft aria-hidden />
          </IconButton>
          <IconButton
            variant="secondary"
            label="Next person"
            keys="."
            disabled={at === queue.length - 1}
            onClick={() => commands.person(1)}
          >
            <ChevronRight aria-hidden />
          </IconButton>
          <span className="rounded-card bg-bg px-1 text-muted">
            {count(at + 1)} of {count(queue.length)}
          </span>
        </>
      ) : null}
    </div>
  );
}

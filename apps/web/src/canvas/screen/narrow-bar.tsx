"use client";
import type { JourneyBody } from "@/canvas/api/types.ts";
import { useEditorState } from "@/canvas/editor/context.tsx";
import type { EditorCommands } from "@/canvas/editor/editor-commands.ts";
import type { Mode } from "@/canvas/editor/use-view.ts";
import { ModeSwitch } from "@/canvas/screen/mode-switch.tsx";
import { useDraftAhead } from "@/canvas/screen/use-draft-ahead.ts";

type Props = { journey: JourneyBody; mode: Mode; steps: number; commands: EditorCommands; note: string | undefined };

/** Under 900 px: how large the journey is, whether the work is safe, what is wrong. */
export function NarrowBar({ journey, mode, steps, commands, note }: Props) {
  const { problems, save } = useEditorState((state) => ({ problems: state.problems.length, save: state.save.state }));
  const ahead = useDraftAhead(journey);
  return (
    <div className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-4 text-muted">
      <ModeSwitch className="sm:hidden" journey={journey} mode={mode} commands={commands} />
      <span className="shrink-0 max-sm:hidden">{steps - 1 === 1 ? "1 step" : `${steps - 1} steps`}</span>
      <span className="truncate text-12 text-subtle">
        {note ??
          (save === "saved"
            ? `Draft saved${ahead ? " · not live until published" : ""}`
            : save === "offline"
              ? "Kept in this browser"
              : save === "conflict" || save === "refused"
                ? "Not saved"
                : "Saving…")}
      </span>
      <span className="flex-1" />
      {problems > 0 ? (
        <button
          type="button"
          className="h-11 shrink-0 rounded-control px-2 font-medium text-warn hover:bg-hover"
          onClick={commands.problems}
        >
          {problems === 1 ? "1 problem" : `${problems} problems`}
        </button>
      ) : null}
    </div>
  );
}

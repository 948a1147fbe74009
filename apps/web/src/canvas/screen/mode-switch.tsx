"use client";
import type { JourneyBody } from "@/canvas/api/types.ts";
import type { EditorCommands } from "@/canvas/editor/editor-commands.ts";
import type { Mode } from "@/canvas/editor/use-view.ts";
import { Segmented } from "@/components/ui/segmented.tsx";

type Props = { journey: JourneyBody; mode: Mode; commands: EditorCommands; className?: string; size?: "compact" | "touch" };

/** Work on the draft, or look at the people in what is published. */
export function ModeSwitch({ journey, mode, commands, ...look }: Props) {
  return (
    <Segmented<"edit" | "live">
      {...look}
      aria-label="Mode"
      value={mode === "live" ? "live" : "edit"}
      onValue={(next) => (next === "live" ? commands.live() : commands.edit())}
      segments={[
        { value: "edit", label: "Edit" },
        { value: "live", label: "Live", disabled: journey.live === null },
      ]}
    />
  );
}

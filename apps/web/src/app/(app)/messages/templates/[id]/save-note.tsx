"use client";
import { CloudOff } from "lucide-react";
import type { SaveState } from "@/app/(app)/messages/templates/[id]/use-template-draft.ts";
import { classes } from "@/lib/classes.ts";
import { useTimes } from "@/lib/use-now.ts";

type Props = { save: SaveState; published: number | null; onRetry: () => void; className?: string };

/** "Draft saved 12:04 · not published": honest at any moment. */
export function SaveNote({ save, published, onRetry, className }: Props) {
  const times = useTimes();
  if (save.state === "offline")
    return (
      <span role="status" className={classes("flex items-center gap-1.5 text-12 text-warn", className)} title={save.message}>
        <CloudOff aria-hidden className="size-3.5 shrink-0" />
        Kept in this browser, trying again
      </span>
    );
  if (save.state === "refused")
    return (
      <span role="status" className={classes("max-w-80 text-12 text-bad", className)}>
        Not saved: {save.message}{" "}
        <button type="button" className="font-medium underline" onClick={onRetry}>
          Try again
        </button>
      </span>
    );
  if (save.state === "conflict")
    return (
      <span role="status" className={classes("text-12 text-warn", className)}>
        Not saved: changed elsewhere
      </span>
    );
  const live = published === null ? "not published" : `version ${published} is live`;
  return (
    <span role="status" className={classes("text-12 text-muted", className)}>
      {save.state === "saved" ? `Draft saved ${times.time(save.at)} · ${live}` : save.state === "saving" ? "Saving…" : "Not saved yet"}
    </span>
  );
}

"use client";
import { CloudOff } from "lucide-react";
import type { SaveState } from "@/app/(app)/messages/templates/[id]/use-template-draft.ts";
import { useTimes } from "@/lib/use-now.ts";

/** "Draft saved 12:04 · not published": honest at any moment. A narrow screen hears only of what is not well. */
export function SaveNote({ save, published, onRetry }: { save: SaveState; published: number | null; onRetry: () => void }) {
  const times = useTimes();
  if (save.state === "offline")
    return (
      <span role="status" className="flex items-center gap-1.5 text-12 text-warn" title={save.message}>
        <CloudOff aria-hidden className="size-3.5 shrink-0" />
        Kept in this browser, trying again
      </span>
    );
  if (save.state === "refused")
    return (
      <span role="status" className="max-w-80 text-12 text-bad">
        Not saved: {save.message}{" "}
        <button type="button" className="font-medium underline" onClick={onRetry}>
          Try again
        </button>
      </span>
    );
  if (save.state === "conflict")
    return (
      <span role="status" className="text-12 text-warn">
        Not saved: changed elsewhere
      </span>
    );
  const live = published === null ? "not published" : `version ${published} is live`;
  return (
    <span role="status" className="hidden text-12 text-muted md:block">
      {save.state === "saved" ? `Draft saved ${times.time(save.at)} · ${live}` : save.state === "saving" ? "Saving…" : "Not saved yet"}
    </span>
  );
}

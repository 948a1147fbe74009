"use client";
import type { SaveState } from "@/app/(app)/messages/templates/[id]/use-template-draft.ts";
import { useTimes } from "@/lib/use-now.ts";

/** "Draft saved 12:04, not live": honest at any moment. */
export function SaveNote({ save, published, onRetry }: { save: SaveState; published: number | null; onRetry: () => void }) {
  const times = useTimes();
  const live = published === null ? "not published" : `version ${published} is live`;
  return (
    <span role="status" className="hidden text-12 text-muted md:block">
      {save.kind === "saved" ? (
        `Draft saved ${times.time(save.at)} · ${live}`
      ) : save.kind === "saving" ? (
        "Saving…"
      ) : save.kind === "dirty" ? (
        "Not saved yet"
      ) : save.kind === "conflict" ? (
        <span className="text-warn">Not saved: changed elsewhere</span>
      ) : (
        <span className="text-bad">
          Not saved.{" "}
          <button type="button" className="font-medium underline" onClick={onRetry}>
            Try again
          </button>
        </span>
      )}
    </span>
  );
}

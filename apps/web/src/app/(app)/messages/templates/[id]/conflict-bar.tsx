"use client";
import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { ConflictDialog } from "@/app/(app)/messages/templates/[id]/conflict-dialog.tsx";
import { asPlainText } from "@/app/(app)/messages/templates/[id]/template-text.ts";
import type { SaveState, TemplateDraft } from "@/app/(app)/messages/templates/[id]/use-template-draft.ts";
import { Button } from "@/components/ui/button.tsx";
import { toast, toastError } from "@/components/ui/toast.tsx";
import { useTimes } from "@/lib/use-now.ts";

type Props = { conflict: Extract<SaveState, { state: "conflict" }>["conflict"]; draft: TemplateDraft; onSettled: () => void };

/** Somebody was faster, and both wrote in the same place. Theirs is stored, mine is on the screen and in this browser until one chooses. */
export function ConflictBar({ conflict, draft, onSettled }: Props) {
  const times = useTimes();
  const [choosing, setChoosing] = useState(true);
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-warn-tint px-4 py-2">
      <TriangleAlert aria-hidden className="size-4 shrink-0 stroke-[1.75] text-warn" />
      <span className="min-w-0 flex-1 basis-72">
        {conflict.theirs.by ?? "Somebody else"} changed this message while you did ({times.inline(conflict.theirs.at)}). Yours is not saved
        over it: it is here and in this browser until you choose.
      </span>
      <Button
        size="compact"
        onClick={() => {
          navigator.clipboard.writeText(asPlainText(draft.content)).then(() => toast({ title: "Yours is in the clipboard" }), toastError);
        }}
      >
        Copy mine
      </Button>
      <Button size="compact" onClick={() => setChoosing(true)}>
        Compare and choose
      </Button>
      <ConflictDialog conflict={conflict} draft={draft} open={choosing} onLater={() => setChoosing(false)} onSettled={onSettled} />
    </div>
  );
}

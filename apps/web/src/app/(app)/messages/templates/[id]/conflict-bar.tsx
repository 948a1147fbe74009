"use client";
import { TriangleAlert } from "lucide-react";
import { asPlainText } from "@/app/(app)/messages/templates/[id]/template-text.ts";
import type { SaveState, TemplateDraft } from "@/app/(app)/messages/templates/[id]/use-template-draft.ts";
import { Button } from "@/components/ui/button.tsx";
import { toast, toastError } from "@/components/ui/toast.tsx";
import { useTimes } from "@/lib/use-now.ts";

type Props = { conflict: Extract<SaveState, { state: "conflict" }>["conflict"]; draft: TemplateDraft; onSettled: () => void };

/** Somebody was faster. Theirs is stored, mine is on the screen and in this browser; both can be kept. */
export function ConflictBar({ conflict: { theirs }, draft, onSettled }: Props) {
  const times = useTimes();
  const who = theirs.by ?? "Somebody else";
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-warn-tint px-4 py-2">
      <TriangleAlert aria-hidden className="size-4 shrink-0 stroke-[1.75] text-warn" />
      <span className="min-w-0 flex-1 basis-72">
        {who} changed this message while you did ({times.inline(theirs.at)}). Yours is not saved over it: it is here and in this browser
        until you choose.
      </span>
      <Button
        size="compact"
        onClick={() => {
          navigator.clipboard.writeText(asPlainText(draft.content)).then(() => toast({ title: "Yours is in the clipboard" }), toastError);
        }}
      >
        Copy mine
      </Button>
      <Button
        size="compact"
        onClick={() => {
          draft.takeTheirs(theirs);
          onSettled();
        }}
      >
        Take theirs
      </Button>
      <Button
        size="compact"
        onClick={() => {
          draft.keepMine(theirs);
          onSettled();
        }}
      >
        Keep mine
      </Button>
    </div>
  );
}

"use client";
import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { SaveState, TemplateDraft } from "@/app/(app)/messages/templates/[id]/use-template-draft.ts";
import { Button } from "@/components/ui/button.tsx";
import { toast, toastError } from "@/components/ui/toast.tsx";
import type { Template, TemplateContent } from "@/lib/api-types.ts";

export function asText(content: TemplateContent): string {
  return "html" in content
    ? [
        `Subject: ${content.subject}`,
        content.preheader ? `Preview: ${content.preheader}` : "",
        "",
        content.html,
        content.text ? `\n\n${content.text}` : "",
      ].join("\n")
    : content.text;
}

/** Somebody was faster. Theirs is stored, mine is on the screen; both can be kept. */
export function ConflictBar({
  save,
  draft,
  reload,
}: {
  save: Extract<SaveState, { kind: "conflict" }>;
  draft: TemplateDraft;
  reload: () => Promise<Template | undefined>;
}) {
  const [busy, setBusy] = useState(false);
  async function withTheirs(act: (theirs: Template) => void) {
    setBusy(true);
    try {
      const theirs = await reload();
      if (theirs) act(theirs);
    } catch (error) {
      toastError(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-warn-tint px-4 py-2">
      <TriangleAlert aria-hidden className="size-4 shrink-0 stroke-[1.75] text-warn" />
      <span className="min-w-0 flex-1 basis-72">{save.message}</span>
      <Button
        size="compact"
        onClick={() => {
          navigator.clipboard.writeText(asText(draft.content)).then(() => toast({ title: "Yours is in the clipboard" }), toastError);
        }}
      >
        Copy mine
      </Button>
      <Button size="compact" busy={busy} onClick={() => void withTheirs((theirs) => draft.takeTheirs(theirs))}>
        Open theirs
      </Button>
      <Button size="compact" busy={busy} onClick={() => void withTheirs((theirs) => draft.keepMine(theirs.revision))}>
        Keep mine
      </Button>
    </div>
  );
}

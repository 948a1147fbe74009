"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Checkbox } from "@/components/ui/choices.tsx";
import { CopyButton } from "@/components/ui/copy.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";

/** Secrets that can be seen now and never again: closing needs a tick. */
export function ShownOnce({
  title,
  secrets,
  description = "Copy it now. We keep only its hash and cannot show it again.",
  kept: keptWords = "I have put it where it is safe",
  onClose,
}: {
  title: string;
  description?: string;
  kept?: string;
  secrets: readonly { label: string; value: string; hint?: string }[];
  onClose: () => void;
}) {
  const [kept, setKept] = useState(false);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open && kept) onClose();
      }}
      title={title}
      description={description}
      actions={
        <Button variant="primary" disabled={!kept} onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {secrets.map((secret) => (
          <div key={secret.label}>
            <p className="mb-1 text-12 font-medium text-muted">{secret.label}</p>
            <div className="flex items-center gap-2 rounded-control bg-well py-1.5 pr-1.5 pl-3">
              <code className="min-w-0 flex-1 font-mono text-12 break-all">{secret.value}</code>
              <CopyButton text={secret.value} label={`Copy: ${secret.label}`} />
            </div>
            {secret.hint ? <p className="mt-1 text-12 text-subtle">{secret.hint}</p> : null}
          </div>
        ))}
        <Checkbox checked={kept} onChecked={setKept} label={keptWords} />
      </div>
    </Dialog>
  );
}

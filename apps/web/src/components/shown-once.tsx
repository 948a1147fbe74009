"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Checkbox } from "@/components/ui/choices.tsx";
import { CopyButton } from "@/components/ui/copy.tsx";
import { Confirm, Dialog } from "@/components/ui/dialog.tsx";

/** Secrets that can be seen now and never again: closing without the tick asks once more. */
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
  const [leaving, setLeaving] = useState(false);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (open) return;
        if (kept) onClose();
        else setLeaving(true);
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
        <Confirm
          open={leaving}
          onOpenChange={setLeaving}
          title="Close without keeping it?"
          confirm="Close"
          cancel="Back"
          danger
          onConfirm={onClose}
        >
          <p>It cannot be shown again. Without it, make a new one.</p>
        </Confirm>
        <Checkbox checked={kept} onChecked={setKept} label={keptWords} />
      </div>
    </Dialog>
  );
}

"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useShell } from "@/components/shell/shell-context.tsx";
import { Confirm } from "@/components/ui/dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { toast } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";

/** Stops or releases all sending of the environment. People wait where they are; nothing is lost. */
export function BrakeDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { environment } = useShell();
  const router = useRouter();
  const [reason, setReason] = useState("");
  const braked = environment.brakeAt !== null;
  async function act() {
    await api.put("/workspace/brake", { on: !braked, reason: reason.trim() });
    toast({ title: braked ? "Sending goes on" : "Sending is stopped" });
    router.refresh();
  }
  return (
    <Confirm
      open={open}
      onOpenChange={onOpenChange}
      title={braked ? "Let sending go on?" : `Stop all sending in ${environment.kind}?`}
      confirm={braked ? "Release the brake" : "Stop sending"}
      danger={!braked}
      onConfirm={act}
    >
      {braked ? (
        <p>
          What waited is decided anew, each message on its own: consent, caps and quiet hours count as they are then.{" "}
          {environment.brakeReason ? `It was stopped because: ${environment.brakeReason}` : ""}
        </p>
      ) : (
        <>
          <p>
            No message is handed to a provider until you release the brake. People stay where they are; messages wait as planned, and what
            was already handed over cannot be called back.
          </p>
          <Field label="Why" optional className="mt-3">
            <Input value={reason} onChange={(event) => setReason(event.target.value)} maxLength={200} />
          </Field>
        </>
      )}
    </Confirm>
  );
}

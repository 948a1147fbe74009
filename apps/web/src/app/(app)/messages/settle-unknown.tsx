"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "@/components/shell/shell-context.tsx";
import { Button } from "@/components/ui/button.tsx";
import { RadioGroup } from "@/components/ui/choices.tsx";
import { FormDialog } from "@/components/ui/form-dialog.tsx";
import { toast } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";

type Outcome = "arrived" | "not-arrived";

/** For a message of which nobody knows whether it went out: somebody who found out says so, once. */
export function SettleUnknown({ messageId }: { messageId: string }) {
  const may = useMay("run.manage");
  const [asking, setAsking] = useState(false);
  return (
    <section className="mx-5 mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border border-warn/30 bg-warn-tint px-3 py-2.5">
      <p className="min-w-0 flex-1 basis-60 text-12">
        Nobody knows whether this went out, so it is not sent again. The provider's word settles it; so does yours, once you have looked
        there or asked the person.
      </p>
      {may ? (
        <Button size="compact" onClick={() => setAsking(true)}>
          Say what happened
        </Button>
      ) : null}
      {asking ? <SettleDialog messageId={messageId} onClose={() => setAsking(false)} /> : null}
    </section>
  );
}

function SettleDialog({ messageId, onClose }: { messageId: string; onClose: () => void }) {
  const client = useQueryClient();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const settle = useMutation({
    mutationFn: () => api.post(`/messages/${messageId}/settle`, { outcome }),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ["message", messageId] }),
        client.invalidateQueries({ queryKey: ["messages"] }),
      ]);
      toast({ title: outcome === "arrived" ? "Kept: it arrived" : "Kept: it did not arrive" });
      onClose();
    },
  });
  return (
    <FormDialog
      title="What happened to this message?"
      description="Your word is the last one: it cannot be taken back, and it is kept with your name. Nothing is sent by it."
      submit="This is what happened"
      busy={settle.isPending}
      ready={outcome !== null}
      error={settle.error}
      onSubmit={() => settle.mutateAsync()}
      onClose={onClose}
    >
      <RadioGroup
        aria-label="What happened"
        value={outcome}
        onValue={setOutcome}
        options={[
          { value: "arrived", label: "It arrived", hint: "It counts as accepted, as if the provider had said so." },
          { value: "not-arrived", label: "It did not arrive", hint: "It counts as rejected. Steps that wait for a bounce go on." },
        ]}
      />
    </FormDialog>
  );
}

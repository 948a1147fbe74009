"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type TestSent, tellTest } from "@/app/(app)/messages/templates/[id]/test-sent.ts";
import { useShell } from "@/components/shell/shell-context.tsx";
import { Field } from "@/components/ui/field.tsx";
import { FormDialog, fieldProblem } from "@/components/ui/form-dialog.tsx";
import { Input } from "@/components/ui/input.tsx";
import { toast } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";
import type { TemplatePreview } from "@/lib/api-types.ts";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  templateId: string;
  channel: "email" | "sms";
  /** Saves what is on the screen: the test is what one sees. */
  beforeSend: () => Promise<unknown>;
  personId: string | undefined;
  /** Whom the preview is rendered for; the test is rendered for the same. */
  reader: Pick<TemplatePreview, "as" | "person"> | undefined;
};

/** One message to an address of the team, as it stands now; marked as a test in the ledger and counted nowhere. */
export function TestSendDialog({ open, onOpenChange, templateId, channel, beforeSend, personId, reader }: Props) {
  const { user, environment } = useShell();
  const [to, setTo] = useState(channel === "email" ? user.email : "");
  const send = useMutation({
    mutationFn: async () => {
      await beforeSend();
      const sent = await api.post<TestSent>(`/templates/${templateId}/test`, { to: to.trim(), person: personId ?? null });
      const told = tellTest(sent, to.trim(), reader?.as);
      if (told.kind === "failed") throw new Error(told.words);
      return told;
    },
    onSuccess: ({ kind, words }) => {
      onOpenChange(false);
      toast({ title: words, failed: kind === "unknown" });
    },
  });
  return (
    <FormDialog
      open={open}
      title="Send to me"
      description={`As the preview shows it: rendered for ${reader?.as ?? "the person chosen there"}${reader?.person === null ? ", who is invented" : ""}.`}
      submit="Send"
      busy={send.isPending}
      ready={to.trim() !== ""}
      error={send.error}
      onSubmit={() => send.mutateAsync()}
      onClose={() => {
        send.reset();
        onOpenChange(false);
      }}
    >
      <Field
        label={channel === "email" ? "E-mail address" : "Phone number"}
        error={fieldProblem(send.error, "to")}
        hint={environment.kind === "test" ? "In test it goes to the demo inbox, or to a listed recipient." : "It really goes out."}
      >
        <Input
          type={channel === "email" ? "email" : "tel"}
          value={to}
          onChange={(event) => setTo(event.target.value)}
          placeholder={channel === "email" ? "you@example.com" : "+48 600 100 214"}
        />
      </Field>
    </FormDialog>
  );
}

"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Mail, MessageSquare } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { ApiError, api } from "@/lib/api-client.ts";

export function NewTemplateDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const form = useId();
  const [name, setName] = useState("");
  const [channel, setChannel] = useState<"email" | "sms">("email");
  const create = useMutation({
    mutationFn: () => api.post<{ id: string }>("/templates", { name: name.trim(), channel }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ["templates"] });
      router.push(`/messages/templates/${id}`);
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() !== "") create.mutate();
  }
  const error = create.error instanceof ApiError ? (create.error.field("name") ?? create.error.message) : create.error?.message;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title="New template"
      description="It starts as something that could be sent after a few words. Nothing goes out until a journey uses it."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} busy={create.isPending} disabled={name.trim() === ""}>
            Write it
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name" hint="What your team calls it; people who get it do not see it." error={error}>
          <Input value={name} onChange={(event) => setName(event.target.value)} placeholder="Cart reminder" autoFocus maxLength={120} />
        </Field>
        <div className="flex flex-col gap-1.5">
          <span className="text-12 font-medium text-muted">Channel</span>
          <Segmented
            aria-label="Channel"
            value={channel}
            onValue={setChannel}
            className="self-start"
            segments={[
              {
                value: "email",
                label: (
                  <>
                    <Mail aria-hidden /> E-mail
                  </>
                ),
              },
              {
                value: "sms",
                label: (
                  <>
                    <MessageSquare aria-hidden /> SMS
                  </>
                ),
              },
            ]}
          />
        </div>
      </form>
    </Dialog>
  );
}

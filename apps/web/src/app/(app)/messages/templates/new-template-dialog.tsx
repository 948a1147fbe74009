"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Mail, MessageSquare } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Field } from "@/components/ui/field.tsx";
import { FormDialog, fieldProblem } from "@/components/ui/form-dialog.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { api } from "@/lib/api-client.ts";

export function NewTemplateDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [channel, setChannel] = useState<"email" | "sms">("email");
  const create = useMutation({
    mutationFn: () => api.post<{ id: string }>("/templates", { name: name.trim(), channel }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ["templates"] });
      router.push(`/messages/templates/${id}`);
    },
  });
  return (
    <FormDialog
      open={open}
      title="New template"
      description="It starts as something that could be sent after a few words. Nothing goes out until a journey uses it."
      submit="Write it"
      busy={create.isPending}
      ready={name.trim() !== ""}
      error={create.error}
      onSubmit={() => create.mutateAsync()}
      onClose={onClose}
    >
      <Field label="Name" hint="What your team calls it; people who get it do not see it." error={fieldProblem(create.error, "name")}>
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
    </FormDialog>
  );
}

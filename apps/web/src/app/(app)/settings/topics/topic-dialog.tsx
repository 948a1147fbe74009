"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { RadioGroup } from "@/components/ui/choices.tsx";
import { Field } from "@/components/ui/field.tsx";
import { FormDialog, fieldProblem } from "@/components/ui/form-dialog.tsx";
import { Input, Textarea } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import { toast } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";
import type { Topic } from "@/lib/api-types.ts";

export function TopicDialog({ topic, onClose }: { topic: Topic | undefined; onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState(topic?.name ?? "");
  const [description, setDescription] = useState(topic?.description ?? "");
  const [kind, setKind] = useState<Topic["kind"]>(topic?.kind ?? "topic");
  const [noRecord, setNoRecord] = useState<Topic["noRecord"]>(topic?.noRecord ?? "opt-in");
  const [wording, setWording] = useState(topic?.wording ?? "");
  const save = useMutation({
    mutationFn: () => {
      const input = { name, description, noRecord, wording };
      return topic ? api.put(`/topics/${topic.id}`, input) : api.post("/topics", { ...input, kind });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["topics"] });
      toast({ title: topic ? "Saved" : `${name} is there` });
      onClose();
    },
  });
  const reworded = topic !== undefined && wording.trim() !== topic.wording;
  return (
    <FormDialog
      title={topic ? `Change ${topic.name}` : "New topic"}
      submit={topic ? "Save" : "Make it"}
      busy={save.isPending}
      ready={name.trim() !== ""}
      error={save.error}
      onSubmit={() => save.mutateAsync()}
      onClose={onClose}
    >
      <Field label="Name" error={fieldProblem(save.error, "name")} hint="People see it on the unsubscribe page.">
        <Input value={name} onChange={(event) => setName(event.target.value)} placeholder="Offers" autoFocus maxLength={80} />
      </Field>
      <Field label="What it is about" optional error={fieldProblem(save.error, "description")}>
        <Input
          value={description}
          onChange={(event) => setDescription(event.target.value)}
          placeholder="Sales and new kettles, about twice a month"
        />
      </Field>
      {topic ? null : (
        <Field label="Kind">
          <Select
            value={kind}
            onValue={setKind}
            options={[
              { value: "topic", label: "Topic", hint: "Something that is sent" },
              { value: "tracking", label: "Tracking", hint: "Opens and clicks" },
              { value: "profiling", label: "Profiling", hint: "Drawing conclusions about a person" },
              { value: "sharing", label: "Sharing", hint: "With ad platforms" },
            ]}
          />
        </Field>
      )}
      <div className="flex flex-col gap-2">
        <span className="text-12 font-medium text-muted">While a person has said nothing</span>
        <RadioGroup
          aria-label="While a person has said nothing"
          value={noRecord}
          onValue={setNoRecord}
          options={[
            { value: "opt-in", label: "It is not sent", hint: "Agreement first: right for marketing almost everywhere." },
            { value: "opt-out", label: "It is sent until they refuse", hint: "For what belongs to a purchase, such as order updates." },
          ]}
        />
      </div>
      <Field
        label="Wording"
        optional
        error={fieldProblem(save.error, "wording")}
        hint={
          reworded
            ? `Becomes version ${(topic?.wordingVersion ?? 0) + 1}; earlier agreements keep theirs.`
            : "Exactly what people agree to, as your consent box says it."
        }
      >
        <Textarea
          rows={3}
          value={wording}
          onChange={(event) => setWording(event.target.value)}
          placeholder="Yes, send me offers by e-mail. I can stop at any time."
        />
      </Field>
    </FormDialog>
  );
}

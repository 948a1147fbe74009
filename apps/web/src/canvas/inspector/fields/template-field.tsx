"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ExternalLink, Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useForm } from "@/canvas/inspector/form-context.tsx";
import { useMay } from "@/components/shell/shell-context.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Combobox } from "@/components/ui/combobox.tsx";
import { Input, Textarea } from "@/components/ui/input.tsx";
import { ApiError, api } from "@/lib/api-client.ts";

type Props = { value: string; onValue: (value: string) => void; channel: string; id?: string };

/** Which message is sent. A new one is written right here: name, subject, text; its full editor is one click away. */
export function TemplateField({ value, onValue, channel, id }: Props) {
  const { context, disabled, touch } = useForm();
  const mayWrite = useMay("template.edit");
  const [writing, setWriting] = useState(false);
  const templates = (context?.templates ?? []).filter(
    (template) => template.channel === channel && (!template.archived || template.key === value),
  );
  const chosen = templates.find((template) => template.key === value);
  const options = templates.map((template) => ({
    value: template.key,
    label: template.name,
    ...(template.published ? {} : { hint: "not published" }),
  }));
  if (writing) return <NewTemplate channel={channel} onDone={() => setWriting(false)} onMade={onValue} />;
  return (
    <div className="flex flex-col gap-2">
      <Combobox
        {...(id ? { id } : {})}
        aria-label="Template"
        size={touch ? "touch" : "normal"}
        placeholder={templates.length === 0 ? "No template yet" : "Choose a template"}
        value={value === "" ? null : value}
        options={options}
        disabled={disabled}
        empty="No such template."
        onValue={onValue}
      />
      <div className="flex flex-wrap items-center gap-3 text-12">
        {mayWrite && !disabled ? (
          <button
            type="button"
            className="flex items-center gap-1 font-medium text-accent-text hover:underline"
            onClick={() => setWriting(true)}
          >
            <Plus aria-hidden className="size-3" />
            Write a new one
          </button>
        ) : null}
        {chosen ? (
          <Link
            href={`/messages/templates?q=${encodeURIComponent(chosen.name)}`}
            className="flex items-center gap-1 font-medium text-accent-text hover:underline"
          >
            <ExternalLink aria-hidden className="size-3" />
            Open {chosen.name}
          </Link>
        ) : null}
        {chosen?.transactional ? <Badge tone="info">Transactional</Badge> : null}
      </div>
    </div>
  );
}

function NewTemplate({ channel, onDone, onMade }: { channel: string; onDone: () => void; onMade: (key: string) => void }) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [subject, setSubject] = useState("");
  const [text, setText] = useState("");
  const email = channel === "email";
  const make = useMutation({
    mutationFn: async () => {
      const content = email ? { subject, html: htmlFrom(text), text } : { text };
      const made = await api.post<{ id: string; key: string }>("/templates", {
        name: name || subject || text.slice(0, 40),
        channel,
        content,
      });
      await api.post(`/templates/${made.id}/publish`).catch((error: unknown) => {
        // The message is written and chosen; publishing it can still be mended, and the step's problem says so.
        if (!(error instanceof ApiError)) throw error;
      });
      return made.key;
    },
    onSuccess: async (key) => {
      await client.invalidateQueries({ queryKey: ["authoring-context"] });
      onMade(key);
      onDone();
    },
  });
  return (
    <form
      className="flex flex-col gap-2 rounded-card border border-line p-3"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <Input
        autoFocus
        aria-label="Name"
        placeholder="Name, such as Cart reminder"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {email ? (
        <Input aria-label="Subject" placeholder="Subject" value={subject} onChange={(event) => setSubject(event.target.value)} />
      ) : null}
      <Textarea
        aria-label="Text"
        rows={email ? 5 : 3}
        placeholder={email ? "Hello {{ person.firstName }}, …" : "Your cart is kept until Friday. Reply STOP to stop."}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="text-12 text-subtle">
        {email
          ? "The unsubscribe link and your postal address are added. Pictures and layout: open it in full afterwards."
          : "Names in braces are filled in for each person."}
      </p>
      {make.error ? <p className="text-12 text-bad">{make.error.message}</p> : null}
      <div className="flex justify-end gap-2">
        <Button size="compact" variant="quiet" onClick={onDone}>
          Cancel
        </Button>
        <Button size="compact" type="submit" busy={make.isPending} disabled={text.trim() === "" || (email && subject.trim() === "")}>
          Save and use
        </Button>
      </div>
    </form>
  );
}

/** Plain words as a plain, readable mail: paragraphs, a link list of what the law wants below. */
function htmlFrom(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const paragraphs = escaped
    .split(/\n{2,}/)
    .map((part) => `<p style="margin:0 0 16px">${part.replaceAll("\n", "<br>")}</p>`)
    .join("\n");
  return `<!doctype html>
<html><body style="margin:0;background:#ffffff;color:#23211f;font:16px/24px Helvetica,Arial,sans-serif">
<div style="max-width:560px;margin:0 auto;padding:32px 24px">
${paragraphs}
<p style="margin:32px 0 0;color:#6b655d;font-size:13px;line-height:20px">{{ postal_address }}<br><a href="{{ unsubscribe_url }}" style="color:#6b655d">Unsubscribe</a></p>
</div>
</body></html>`;
}

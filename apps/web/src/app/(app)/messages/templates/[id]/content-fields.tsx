"use client";
import { Braces } from "lucide-react";
import type { Ref, RefObject } from "react";
import { InsertMenu } from "@/app/(app)/messages/templates/[id]/insert-menu.tsx";
import type { TemplateDraft } from "@/app/(app)/messages/templates/[id]/use-template-draft.ts";
import { CodeEditor, type CodeEditorHandle } from "@/components/editor/code-editor.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import type { EmailContent, Template } from "@/lib/api-types.ts";

export type EditorPart = "html" | "text";

type Props = {
  template: Template;
  draft: TemplateDraft;
  part: EditorPart;
  onPart: (part: EditorPart) => void;
  readOnly: boolean;
  editor: RefObject<CodeEditorHandle | null>;
};

export function ContentFields({ template, draft, part, onPart, readOnly, editor }: Props) {
  const content = draft.content;
  const email = "html" in content ? content : undefined;
  return (
    <div className="flex min-h-0 min-w-0 flex-col max-[1179px]:min-h-120">
      <div className="flex flex-col gap-2 border-b border-line px-4 py-3 sm:px-6">
        <Line label="Name">
          <Input
            data-part="name"
            value={draft.name}
            readOnly={readOnly}
            onChange={(event) => draft.setName(event.target.value)}
            maxLength={120}
            aria-label="Name"
            frameClassName="flex-1"
          />
        </Line>
        {email ? <EmailFields content={email} draft={draft} readOnly={readOnly} /> : null}
      </div>
      <div className="flex h-11 shrink-0 items-center gap-2 border-b border-line px-4 sm:px-6">
        {email ? (
          <Segmented
            aria-label="Which part"
            value={part}
            onValue={onPart}
            segments={[
              { value: "html", label: "HTML" },
              { value: "text", label: "Plain text" },
            ]}
          />
        ) : (
          <span className="text-12 font-medium text-muted">Text</span>
        )}
        {email && part === "text" && !email.text ? (
          <span className="hidden text-12 text-subtle sm:inline">Empty: made from the HTML</span>
        ) : null}
        {readOnly ? (
          <span className="ml-auto text-12 text-subtle">Read only</span>
        ) : (
          <InsertMenu
            onInsert={(text) => editor.current?.insert(text)}
            trigger={
              <Button size="compact" variant="quiet" className="ml-auto">
                <Braces aria-hidden /> Insert
              </Button>
            }
          />
        )}
      </div>
      <div className="min-h-0 flex-1">
        <PartEditor template={template} draft={draft} part={part} readOnly={readOnly} editor={editor} />
      </div>
    </div>
  );
}

function Line({ label, note, children }: { label: string; note?: string; children: React.ReactNode }) {
  return (
    <div className="flex items-center gap-2">
      <span className="w-16 shrink-0 text-12 font-medium text-muted">{label}</span>
      {children}
      {note ? <span className="sr-only">{note}</span> : null}
    </div>
  );
}

function Length({ text, best }: { text: string; best: number }) {
  const plain = text.replace(/\{\{.*?\}\}|\{%.*?%\}/g, "").length;
  return (
    <span className="shrink-0 text-12 text-subtle">
      {plain} of {best}
    </span>
  );
}

function EmailFields({ content, draft, readOnly }: { content: EmailContent; draft: TemplateDraft; readOnly: boolean }) {
  return (
    <>
      <Line label="Subject">
        <Input
          data-part="subject"
          aria-label="Subject"
          value={content.subject}
          readOnly={readOnly}
          onChange={(event) => draft.setContent({ ...content, subject: event.target.value })}
          after={<Length text={content.subject} best={60} />}
          frameClassName="flex-1"
        />
      </Line>
      <Line label="Preview">
        <Input
          data-part="preheader"
          aria-label="Preview text, shown behind the subject"
          placeholder="What inboxes show behind the subject"
          value={content.preheader ?? ""}
          readOnly={readOnly}
          onChange={(event) => draft.setContent({ ...content, preheader: event.target.value })}
          after={<Length text={content.preheader ?? ""} best={90} />}
          frameClassName="flex-1"
        />
      </Line>
    </>
  );
}

function PartEditor({
  template,
  draft,
  part,
  readOnly,
  editor,
}: {
  template: Template;
  draft: TemplateDraft;
  part: EditorPart;
  readOnly: boolean;
  editor: Ref<CodeEditorHandle>;
}) {
  const content = draft.content;
  if (!("html" in content)) {
    return (
      <CodeEditor
        key="sms"
        ref={editor}
        language="text"
        label="Text of the SMS"
        value={content.text}
        readOnly={readOnly}
        onValue={(text) => draft.setContent({ text })}
      />
    );
  }
  return part === "html" ? (
    <CodeEditor
      key={`${template.id}-html`}
      ref={editor}
      language="html"
      label="HTML with Liquid"
      value={content.html}
      readOnly={readOnly}
      onValue={(html) => draft.setContent({ ...content, html })}
    />
  ) : (
    <CodeEditor
      key={`${template.id}-text`}
      ref={editor}
      language="text"
      label="Plain text"
      value={content.text ?? ""}
      readOnly={readOnly}
      onValue={(text) => draft.setContent({ ...content, text })}
    />
  );
}

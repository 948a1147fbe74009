"use client";
import { Send } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { ConflictBar } from "@/app/(app)/messages/templates/[id]/conflict-bar.tsx";
import { ContentFields, type EditorPart } from "@/app/(app)/messages/templates/[id]/content-fields.tsx";
import { templateCrumbs } from "@/app/(app)/messages/templates/[id]/crumbs.ts";
import { PreviewPane } from "@/app/(app)/messages/templates/[id]/preview-pane.tsx";
import { partOfProblem, placeOfProblem } from "@/app/(app)/messages/templates/[id]/problem-place.ts";
import { ProblemsStrip } from "@/app/(app)/messages/templates/[id]/problems-strip.tsx";
import { SaveNote } from "@/app/(app)/messages/templates/[id]/save-note.tsx";
import { TemplateMenu } from "@/app/(app)/messages/templates/[id]/template-menu.tsx";
import { TestSendDialog } from "@/app/(app)/messages/templates/[id]/test-send-dialog.tsx";
import { usePreview } from "@/app/(app)/messages/templates/[id]/use-preview.ts";
import { useTemplateDraft } from "@/app/(app)/messages/templates/[id]/use-template-draft.ts";
import type { Command } from "@/commands/registry.ts";
import { useCommands } from "@/commands/use-commands.ts";
import type { CodeEditorHandle } from "@/components/editor/code-editor.tsx";
import { useMay } from "@/components/shell/shell-context.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Confirm } from "@/components/ui/dialog.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { toast } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";
import type { Template, TemplateProblem } from "@/lib/api-types.ts";
import { channelName } from "@/lib/format.ts";
import { useUrl } from "@/lib/use-url.ts";

type Props = { template: Template; reload: () => Promise<Template | undefined> };

/** Write on the left, see it as a person on the right; problems below; nothing is sent until a journey uses a published version. */
export function TemplateEditor({ template, reload }: Props) {
  const url = useUrl();
  const [meta, setMeta] = useState(template);
  const [part, setPart] = useState<EditorPart>(template.channel === "email" ? "html" : "text");
  const [publishing, setPublishing] = useState(false);
  const [testing, setTesting] = useState(false);
  const editor = useRef<CodeEditorHandle>(null);
  const mayEdit = useMay("template.edit") && meta.archivedAt === null;
  const mayPublish = useMay("template.publish") && meta.archivedAt === null;
  const mayTest = useMay("message.test");
  const draft = useTemplateDraft(template, mayEdit);
  const person = url.get("person");
  const preview = usePreview({
    channel: template.channel,
    content: draft.content,
    personId: person === "" ? undefined : person,
    templateId: template.id,
    transactional: meta.transactional,
  });
  const problems = useMemo(
    () => merged(preview.query.data?.preview.problems ?? [], draft.problems, preview.broken),
    [preview.query.data, draft.problems, preview.broken],
  );
  const [listing, setListing] = useState(false);
  const errors = problems.filter((problem) => problem.severity === "error");

  async function refresh() {
    const next = await reload();
    if (next) setMeta(next);
  }
  /** What goes out is what one sees: all of it is with the server, or nothing goes. */
  async function stored() {
    if (!(await draft.flush())) throw new Error("The draft is not saved as you saw it, so nothing went out. Look at it, then try again.");
  }
  async function publish() {
    await stored();
    const { number } = await api.post<{ number: number }>(`/templates/${template.id}/publish`, { revision: draft.revision() });
    toast({ title: `Version ${number} is published: the next messages use it` });
    await refresh();
  }
  function jump(problem: TemplateProblem) {
    const where = partOfProblem(problem);
    if (where === "html" || where === "text") {
      setPart(where);
      // The other editor has to be there first.
      requestAnimationFrame(() => editor.current?.goTo(problem.line ?? 1));
    } else {
      document.querySelector<HTMLInputElement>(`[data-part="${where}"]`)?.focus();
    }
  }

  const commands = useMemo<Command[]>(
    () => [
      {
        id: "template:publish",
        title: "Publish this template",
        group: "This screen",
        keys: "mod+shift+p",
        inFields: true,
        when: () => mayPublish,
        run: () => setPublishing(true),
      },
      { id: "template:test", title: "Send this to me", group: "This screen", icon: Send, when: () => mayTest, run: () => setTesting(true) },
    ],
    [mayPublish, mayTest],
  );
  useCommands(commands);

  return (
    <div className="flex min-h-0 flex-1 flex-col min-[1180px]:h-dvh">
      <PageHeader
        className="sm:px-4"
        title={draft.name}
        crumbs={templateCrumbs}
        note={
          <span className="flex items-center gap-2">
            <Badge>{channelName(template.channel)}</Badge>
            {meta.transactional ? <Badge tone="line">Transactional</Badge> : null}
            {meta.archivedAt ? <Badge tone="warn">Archived</Badge> : null}
          </span>
        }
        actions={
          <>
            <SaveNote className="max-md:hidden" save={draft.save} published={meta.publishedVersion} onRetry={() => void draft.flush()} />
            <TemplateMenu
              template={meta}
              draft={draft}
              onChanged={refresh}
              mayEdit={mayEdit}
              onTest={mayTest ? () => setTesting(true) : undefined}
            />
            {mayTest ? (
              <Button onClick={() => setTesting(true)} className="max-sm:hidden">
                <Send aria-hidden /> Send to me
              </Button>
            ) : null}
            {mayPublish ? (
              <Button variant="primary" disabled={draft.save.state === "conflict"} onClick={() => setPublishing(true)}>
                Publish
              </Button>
            ) : null}
          </>
        }
      />
      {draft.save.state === "conflict" ? null : (
        <div className="border-b border-line px-4 py-1.5 md:hidden">
          <SaveNote save={draft.save} published={meta.publishedVersion} onRetry={() => void draft.flush()} />
        </div>
      )}
      {draft.save.state === "conflict" ? (
        <ConflictBar conflict={draft.save.conflict} draft={draft} onSettled={() => void refresh()} />
      ) : null}
      <div className="grid min-h-0 flex-1 grid-cols-1 min-[1180px]:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
        <ContentFields template={template} draft={draft} part={part} onPart={setPart} readOnly={!mayEdit} editor={editor} />
        <div className="flex min-h-0 min-w-0 flex-col border-line max-[1179px]:border-t min-[1180px]:border-l">
          <PreviewPane
            channel={template.channel}
            content={draft.content}
            preview={preview}
            personId={person}
            onPerson={(id) => url.set({ person: id })}
          />
          <ProblemsStrip
            problems={problems}
            preview={preview.shown}
            channel={template.channel}
            transactional={meta.transactional}
            onJump={jump}
            open={listing}
            onOpen={setListing}
            broken={preview.broken}
          />
        </div>
      </div>
      <Confirm
        open={publishing}
        onOpenChange={setPublishing}
        title={errors.length > 0 ? `“${draft.name}” cannot be published yet` : `Publish “${draft.name}”?`}
        confirm={errors.length > 0 ? "Show the problems" : "Publish"}
        onConfirm={errors.length > 0 ? () => setListing(true) : publish}
      >
        {errors.length > 0 ? (
          <ul className="flex flex-col gap-1 text-bad">
            {errors.slice(0, 4).map((problem) => (
              <li key={`${problem.path}-${problem.code}-${problem.message}`}>
                {problem.message} <span className="text-12 text-muted">{placeOfProblem(problem)}</span>
              </li>
            ))}
          </ul>
        ) : (
          <p>
            {meta.usedBy.length === 0
              ? "No journey uses it yet; once one does, this version is what goes out."
              : `The next messages of ${meta.usedBy.map((journey) => journey.name).join(", ")} use it. Messages already handed over stay as they were.`}
          </p>
        )}
      </Confirm>
      <TestSendDialog
        open={testing}
        onOpenChange={setTesting}
        templateId={template.id}
        channel={template.channel}
        beforeSend={stored}
        personId={person === "" ? undefined : person}
        reader={preview.reader}
      />
    </div>
  );
}

/**
 * The preview checks what is on the screen, the save what is stored: the same rules, so each problem is told once. While a part does not
 * parse, what is missing from it cannot be told, and is not.
 */
function merged(live: readonly TemplateProblem[], saved: readonly TemplateProblem[], broken: boolean): TemplateProblem[] {
  const list = live.length > 0 ? live : saved;
  const seen = new Set<string>();
  return [...list]
    .filter((problem) => {
      const key = `${problem.path} ${problem.code} ${problem.message}`;
      if (seen.has(key) || (broken && (problem.code === "no_unsubscribe" || problem.code === "no_postal_address"))) return false;
      seen.add(key);
      return true;
    })
    .sort((a, b) => (a.severity === b.severity ? 0 : a.severity === "error" ? -1 : 1));
}

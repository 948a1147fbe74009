"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Monitor, Smartphone, TriangleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Preview } from "@/app/(app)/messages/templates/[id]/use-preview.ts";
import { useShell } from "@/components/shell/shell-context.tsx";
import { Combobox } from "@/components/ui/combobox.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { ErrorState, Skeleton } from "@/components/ui/states.tsx";
import { api } from "@/lib/api-client.ts";
import type { List, PersonRow, TemplateContent, TemplatePreview } from "@/lib/api-types.ts";
import { classes } from "@/lib/classes.ts";
import { counted } from "@/lib/format.ts";
import { useDebounced } from "@/lib/use-debounced.ts";

type Width = "desktop" | "phone";
type Props = {
  channel: "email" | "sms";
  content: TemplateContent;
  preview: Preview;
  personId: string;
  onPerson: (id: string | null) => void;
};

export function PreviewPane({ channel, content, preview, personId, onPerson }: Props) {
  const [width, setWidth] = useState<Width>("desktop");
  const data = preview.shown;
  return (
    <div className="flex min-h-0 flex-1 flex-col max-[1179px]:min-h-140">
      <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-1.5">
        <span className="text-muted">as</span>
        <PersonPicker personId={personId} name={preview.reader?.person?.name ?? null} onPerson={onPerson} />
        {channel === "email" ? (
          <Segmented
            aria-label="Width of the preview"
            className="ml-auto"
            value={width}
            onValue={setWidth}
            segments={[
              {
                value: "desktop",
                label: (
                  <>
                    <Monitor aria-hidden /> Desktop
                  </>
                ),
              },
              {
                value: "phone",
                label: (
                  <>
                    <Smartphone aria-hidden /> Phone
                  </>
                ),
              },
            ]}
          />
        ) : null}
      </div>
      {preview.broken ? (
        <p role="status" className="flex min-h-9 items-center gap-2 bg-warn-tint px-4 text-12">
          <TriangleAlert aria-hidden className="size-4 shrink-0 stroke-[1.75] text-warn" />
          It cannot be shown as it stands. {data ? "This is how it looked before; the" : "The"} problems below say where it breaks.
        </p>
      ) : null}
      <div
        className={classes(
          "min-h-0 flex-1 overflow-auto bg-sunken p-5 transition-opacity",
          (preview.query.isPlaceholderData || (preview.broken && data)) && "opacity-70",
        )}
      >
        {data ? (
          channel === "email" ? (
            <MailFrame preview={data} width={width} />
          ) : (
            <SmsBubble preview={data} />
          )
        ) : preview.broken ? (
          <Unshown content={content} as={preview.reader?.as ?? ""} />
        ) : preview.query.isError ? (
          <ErrorState
            title="The preview could not be made"
            error={preview.query.error}
            safe="Your draft is safe."
            onRetry={() => void preview.query.refetch()}
          />
        ) : (
          <div className="mx-auto flex max-w-160 flex-col gap-4 rounded-card bg-surface p-8">
            <Skeleton className="w-1/2" />
            <Skeleton className="w-4/5" />
            <Skeleton className="w-2/3" />
          </div>
        )}
      </div>
    </div>
  );
}

function PersonPicker({ personId, name, onPerson }: { personId: string; name: string | null; onPerson: (id: string | null) => void }) {
  const [text, setText] = useState("");
  const search = useDebounced(text.trim(), 200);
  const people = useQuery({
    queryKey: ["people", "picker", search],
    queryFn: ({ signal }) => api.get<List<PersonRow>>("/people", { query: { search, limit: 8 }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const options = [
    { value: "", label: "Ana Example", hint: "invented" },
    ...(people.data?.items ?? []).map((person) => ({
      value: person.id,
      label: person.name ?? person.hint ?? person.id,
      ...(person.name && person.hint ? { hint: person.hint } : {}),
    })),
  ];
  if (personId !== "" && !options.some((option) => option.value === personId))
    options.splice(1, 0, { value: personId, label: name ?? personId });
  return (
    <Combobox
      size="compact"
      aria-label="Preview as a person"
      placeholder="Id, whole e-mail or phone"
      className="w-60"
      value={personId}
      onValue={(id) => onPerson(id === "" ? null : id)}
      options={options}
      onSearch={setText}
      empty="Nobody is found. Names cannot be searched, and addresses are found whole."
    />
  );
}

const sheet = "mx-auto flex min-h-full flex-col overflow-hidden rounded-card border border-line bg-white text-[#23211f]";

/** A message that was never seen whole: the subject that is set, and nothing that looks like an empty mail. */
function Unshown({ content, as }: { content: TemplateContent; as: string }) {
  return (
    <div className={classes(sheet, "max-w-190")}>
      {"html" in content ? <MailHead subject={content.subject} as={as} /> : null}
      <p className="m-auto max-w-80 p-8 text-center text-[#66615b]">The text appears here once the problems below are mended.</p>
    </div>
  );
}

function MailHead({ subject, as }: { subject: string | null; as: string }) {
  const { workspace } = useShell();
  return (
    <div className="flex items-center gap-3 border-b border-[#e9e9ec] px-5 py-3">
      <span aria-hidden className="grid size-8 shrink-0 place-items-center rounded-full bg-[#23211f] text-13 font-semibold text-white">
        {workspace.name.slice(0, 1)}
      </span>
      <span className="min-w-0">
        <span className="block truncate text-14 font-semibold">{subject || "(no subject)"}</span>
        <span className="block truncate text-12 text-[#66615b]">
          <b className="font-medium text-[#23211f]">{workspace.name}</b> to {as}
        </span>
      </span>
    </div>
  );
}

/** The mail in a frame of its own: no scripts, no forms, no origin; a policy of its own (see /preview-frame). */
function MailFrame({ preview, width }: { preview: TemplatePreview; width: Width }) {
  const form = useRef<HTMLFormElement>(null);
  const html = preview.html ?? "";
  useEffect(() => {
    if (html !== "") form.current?.requestSubmit();
  }, [html]);
  return (
    <div className={classes(sheet, width === "phone" ? "max-w-97.5" : "max-w-190")}>
      <MailHead subject={preview.subject} as={preview.as} />
      <form ref={form} method="post" action="/preview-frame" target="mail-preview" encType="multipart/form-data" className="hidden">
        <textarea name="html" value={html} readOnly tabIndex={-1} aria-hidden />
      </form>
      <iframe name="mail-preview" title="The mail as it would look" sandbox="" className="min-h-110 w-full flex-1 bg-white" />
    </div>
  );
}

function SmsBubble({ preview }: { preview: TemplatePreview }) {
  const { workspace } = useShell();
  return (
    <div className="mx-auto flex w-74 flex-col items-center gap-3 rounded-[32px] border border-control bg-bg px-3 pt-6 pb-10">
      <span aria-hidden className="grid size-9 place-items-center rounded-full bg-hover text-13 font-semibold text-muted">
        {workspace.name.slice(0, 2).toUpperCase()}
      </span>
      <span className="text-12 font-medium">{workspace.name}</span>
      <p className="max-w-54 self-start rounded-2xl rounded-bl-chip bg-hover px-3 py-2 text-13/4.5 break-words whitespace-pre-wrap">
        {preview.text}
      </p>
      {preview.segments ? (
        <p className="self-start pl-3 text-11 text-subtle">
          {counted(preview.segments.count, "part", "parts")}, {preview.segments.units} characters, {preview.segments.encoding}
        </p>
      ) : null}
    </div>
  );
}

"use client";
import type { Filter, MessageState } from "@journeyman/expressions";
import { nameFrom } from "@journeyman/node-kit";
import { Mail, Plus, Trash2, Zap } from "lucide-react";
import { MessageCondition } from "@/canvas/inspector/fields/condition-row.tsx";
import { EventField } from "@/canvas/inspector/fields/event-field.tsx";
import { FilterField } from "@/canvas/inspector/fields/filter-field.tsx";
import { useForm } from "@/canvas/inspector/form-context.tsx";
import { ProblemLines } from "@/canvas/inspector/problem-lines.tsx";
import { WayOut } from "@/canvas/inspector/way-out.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Menu, MenuItem } from "@/components/ui/menu.tsx";
import { count } from "@/lib/format.ts";

export type Subject = { event: string; where?: Filter } | { message: string; state: MessageState } | { segment: string; change: string };
export type SubjectsChange = (subjects: Record<string, Subject>, ports?: Record<string, string>) => void;

/** What a wait looks out for; each leads on by a way of its own, named after it until somebody names it otherwise. */
export function SubjectsField({
  value,
  onValue,
  node,
}: {
  value: Readonly<Record<string, Subject>>;
  onValue: SubjectsChange;
  node: string;
}) {
  const { disabled, context } = useForm();
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  const change = (name: string, subject: Subject) => {
    const wanted = freeName(nameOf(subject), value, name);
    const renamed = isOwnName(name, value[name]) ? wanted : name;
    const next = Object.fromEntries(Object.entries(value).map(([key, one]) => (key === name ? [renamed, subject] : [key, one])));
    onValue(next, renamed === name ? undefined : { [name]: renamed });
  };
  const add = (subject: Subject) => onValue({ ...value, [freeName(nameOf(subject), value)]: subject });
  const remove = (name: string) => onValue(Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)));
  return (
    <div className="rounded-card border border-line">
      {entries.map(([name, subject]) => (
        <div key={name} className="border-b border-line p-3">
          <div className="mb-2 flex min-h-6 items-center gap-2">
            {"message" in subject ? (
              <Mail aria-hidden className="size-3.5 text-muted" />
            ) : (
              <Zap aria-hidden className="size-3.5 text-muted" />
            )}
            <span className="text-12 text-subtle">
              {"event" in subject ? aDay(subject.event, context) : "message" in subject ? "of this run" : ""}
            </span>
            <span className="flex-1" />
            <WayOut node={node} port={name} />
            {entries.length > 1 && !disabled ? (
              <IconButton label="Do not wait for this" size="tiny" onClick={() => remove(name)}>
                <Trash2 aria-hidden />
              </IconButton>
            ) : null}
          </div>
          <SubjectEditor subject={subject} onSubject={(next) => change(name, next)} />
          <ProblemLines path={`any.${name}`} />
        </div>
      ))}
      <div className="px-3 py-2">
        {disabled ? null : (
          <Menu
            align="start"
            trigger={
              <button type="button" className="flex items-center gap-1.5 rounded-chip font-medium text-accent-text hover:underline">
                <Plus aria-hidden className="size-3.5" />
                Add event or message
              </button>
            }
          >
            <MenuItem icon={<Zap aria-hidden />} hint="Order Completed, with a filter" onSelect={() => add({ event: "" })}>
              An event
            </MenuItem>
            <MenuItem icon={<Mail aria-hidden />} hint="clicked, opened, bounced" onSelect={() => add({ message: "", state: "clicked" })}>
              A message of this journey
            </MenuItem>
          </Menu>
        )}
      </div>
    </div>
  );
}

function SubjectEditor({ subject, onSubject }: { subject: Subject; onSubject: (subject: Subject) => void }) {
  if ("event" in subject) {
    return (
      <div className="flex flex-col gap-2.5">
        <EventField value={subject.event} onValue={(event) => onSubject({ ...subject, event })} />
        <FilterField
          event={subject.event}
          value={subject.where}
          onValue={(where) => onSubject({ event: subject.event, ...(where ? { where } : {}) })}
        />
      </div>
    );
  }
  if ("message" in subject) return <MessageCondition value={subject} onValue={onSubject} />;
  return <p className="font-mono text-12 break-all text-muted">{JSON.stringify(subject)}</p>;
}

function aDay(event: string, context: ReturnType<typeof useForm>["context"]): string {
  const seen = context?.events?.find((one) => one.name === event);
  if (!event) return "";
  return seen ? `${count(seen.aDay)} a day` : "not seen yet";
}

function nameOf(subject: Subject): string {
  if ("event" in subject) return nameFrom(subject.event, "event");
  if ("message" in subject) return nameFrom(subject.state, "message");
  return "segment";
}

/** Whether the name is the one we gave, so that it may follow what it is named after. */
function isOwnName(name: string, subject: Subject | undefined): boolean {
  return (
    subject !== undefined &&
    (name === nameOf(subject) || /^(?:event|message)(?:-\d+)?$/.test(name) || name.startsWith(`${nameOf(subject)}-`))
  );
}

function freeName(name: string, value: Readonly<Record<string, Subject>>, except?: string): string {
  const base = name === "timeout" ? "event" : name;
  const taken = (candidate: string) => candidate !== except && Object.hasOwn(value, candidate);
  if (!taken(base)) return base;
  let n = 2;
  while (taken(`${base}-${n}`)) n++;
  return `${base}-${n}`;
}

"use client";
import type { Json, JsonObject } from "@journeyman/core";
import type { Expression, Filter } from "@journeyman/expressions";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { type Case, CasesField } from "@/canvas/inspector/fields/cases-field.tsx";
import { DurationField } from "@/canvas/inspector/fields/duration-field.tsx";
import { EventField } from "@/canvas/inspector/fields/event-field.tsx";
import { ExpressionField } from "@/canvas/inspector/fields/expression-field.tsx";
import { FilterField } from "@/canvas/inspector/fields/filter-field.tsx";
import { type Subject, SubjectsField } from "@/canvas/inspector/fields/subjects-field.tsx";
import { TemplateField } from "@/canvas/inspector/fields/template-field.tsx";
import { TopicField } from "@/canvas/inspector/fields/topic-field.tsx";
import { useForm } from "@/canvas/inspector/form-context.tsx";
import { ProblemLines } from "@/canvas/inspector/problem-lines.tsx";
import { type SchemaField, valueAt, withValue } from "@/canvas/inspector/schema-fields.ts";
import { RadioGroup, Switch } from "@/components/ui/choices.tsx";
import { Input, Textarea } from "@/components/ui/input.tsx";
import { classes } from "@/lib/classes.ts";

export type SettingsChange = (settings: JsonObject, field: string, ports?: Record<string, string>) => void;

/** A part of the panel between two hairlines. */
export function Section({
  title,
  aside,
  children,
  className,
}: {
  title?: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section className={classes("border-t border-line p-4 first:border-t-0", className)}>
      {title ? (
        <h3 className="mb-2 flex items-center justify-between gap-2 text-13 font-semibold">
          {title}
          {aside ? <span className="text-12 font-normal text-subtle">{aside}</span> : null}
        </h3>
      ) : null}
      {children}
    </section>
  );
}

/** A form made of a schema: what matters first, the rest when asked for. Every change goes into the draft at once. */
export function SchemaForm({
  node,
  fields,
  settings,
  onSettings,
}: {
  node: string;
  fields: readonly SchemaField[];
  settings: JsonObject;
  onSettings: SettingsChange;
}) {
  const main = fields.filter((field) => !field.advanced);
  const more = fields.filter((field) => field.advanced);
  const { problems } = useForm();
  const wrongInside = more.some((field) => problems.some((problem) => problem.path.startsWith(field.path.join("."))));
  const given = more.some((field) => valueAt(settings, field.path) !== undefined && field.kind !== "choice");
  const [open, setOpen] = useState(given);
  const shown = open || wrongInside;
  const render = (field: SchemaField) => (
    <Section key={field.path.join(".")} title={field.title} aside={field.optional && field.kind !== "topic" ? "optional" : undefined}>
      <FieldControl node={node} field={field} settings={settings} onSettings={onSettings} />
      {field.description ? <p className="mt-1.5 text-12 text-subtle">{field.description}</p> : null}
      {field.kind === "cases" || field.kind === "subjects" ? (
        <ProblemLines path={field.path.join(".")} exact />
      ) : (
        <ProblemLines path={field.path.join(".")} />
      )}
    </Section>
  );
  return (
    <>
      {main.map(render)}
      {more.length > 0 ? (
        <Section className="py-2">
          <button
            type="button"
            aria-expanded={shown}
            className="flex h-7 items-center gap-1 rounded-chip font-medium text-muted hover:text-fg"
            onClick={() => setOpen(!open)}
          >
            <ChevronRight aria-hidden className={classes("size-3.5 transition-transform duration-120", shown && "rotate-90")} />
            More
          </button>
        </Section>
      ) : null}
      {shown ? more.map(render) : null}
    </>
  );
}

function FieldControl({
  node,
  field,
  settings,
  onSettings,
}: {
  node: string;
  field: SchemaField;
  settings: JsonObject;
  onSettings: SettingsChange;
}) {
  const { disabled, touch, leave } = useForm();
  const id = useId();
  const value = valueAt(settings, field.path);
  const key = field.path.join(".");
  const set = (next: unknown, ports?: Record<string, string>) =>
    onSettings(withValue(settings, field.path, next) as JsonObject, key, ports);
  const size = touch ? "touch" : "normal";
  switch (field.kind) {
    case "duration":
      return <DurationField label={field.title} optional={field.optional} value={text(value)} onValue={set} />;
    case "template":
      return <TemplateField channel={field.channel ?? ""} value={text(value) ?? ""} onValue={set} />;
    case "topic":
      return <TopicField value={text(value)} onValue={set} />;
    case "event":
      return <EventField value={text(value) ?? ""} onValue={set} />;
    case "filter":
      return <FilterField event="" value={value as Filter | undefined} onValue={set} />;
    case "expression":
      return <ExpressionField label={field.title} value={value as Expression | undefined} onValue={set} />;
    case "cases":
      return <CasesField node={node} value={Array.isArray(value) ? (value as Case[]) : []} onValue={set} />;
    case "subjects":
      return <SubjectsField node={node} value={(value ?? {}) as Record<string, Subject>} onValue={set} />;
    case "choice":
      return (
        <RadioGroup
          aria-label={field.title}
          value={text(value) ?? Object.keys(field.choices ?? {})[0] ?? ""}
          onValue={set}
          options={Object.entries(field.choices ?? {}).map(([choice, label]) => ({ value: choice, label, disabled }))}
        />
      );
    case "switch":
      return (
        <Switch aria-label={field.title} checked={value === true} onChecked={(on) => set(on)} disabled={disabled} label={field.title} />
      );
    case "number":
      return (
        <Input
          id={id}
          size={size}
          frameClassName="w-31"
          inputMode="decimal"
          aria-label={field.title}
          placeholder={field.placeholder}
          disabled={disabled}
          value={typeof value === "number" ? String(value) : ""}
          onBlur={leave}
          onChange={(event) =>
            set(event.target.value === "" || Number.isNaN(Number(event.target.value)) ? undefined : Number(event.target.value))
          }
        />
      );
    case "json":
      return <JsonField value={value as Json | undefined} onValue={set} label={field.title} />;
    default:
      return (
        <Input
          id={id}
          size={size}
          aria-label={field.title}
          placeholder={field.placeholder}
          disabled={disabled}
          value={text(value) ?? ""}
          onBlur={leave}
          onChange={(event) => set(event.target.value === "" && field.optional ? undefined : event.target.value)}
        />
      );
  }
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The last resort: a custom kind's setting without a control of its own, as JSON. */
function JsonField({ value, onValue, label }: { value: Json | undefined; onValue: (value: Json | undefined) => void; label: string }) {
  const { disabled, leave } = useForm();
  const [draft, setDraft] = useState(() => (value === undefined ? "" : JSON.stringify(value, null, 2)));
  const [wrong, setWrong] = useState<string>();
  return (
    <>
      <Textarea
        aria-label={label}
        aria-invalid={wrong !== undefined}
        className="font-mono text-12"
        rows={5}
        value={draft}
        disabled={disabled}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => {
          try {
            onValue(draft.trim() === "" ? undefined : (JSON.parse(draft) as Json));
            setWrong(undefined);
          } catch (error) {
            setWrong(error instanceof Error ? error.message : "This is not JSON.");
          }
          leave();
        }}
      />
      {wrong ? <p className="mt-1 text-12 text-bad">{wrong}</p> : null}
    </>
  );
}

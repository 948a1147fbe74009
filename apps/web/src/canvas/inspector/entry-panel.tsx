"use client";
import type { Json } from "@journeyman/core";
import type { Expression } from "@journeyman/expressions";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useEditor, useEditorState } from "@/canvas/editor/context.tsx";
import { DurationField } from "@/canvas/inspector/fields/duration-field.tsx";
import { EventField } from "@/canvas/inspector/fields/event-field.tsx";
import { ExpressionField } from "@/canvas/inspector/fields/expression-field.tsx";
import { FilterField } from "@/canvas/inspector/fields/filter-field.tsx";
import { FormFrame } from "@/canvas/inspector/form-frame.tsx";
import { JourneyParts } from "@/canvas/inspector/journey-parts.tsx";
import { ProblemLines } from "@/canvas/inspector/problem-lines.tsx";
import { Section } from "@/canvas/inspector/schema-form.tsx";
import { PanelHead } from "@/canvas/inspector/step-panel.tsx";
import { changePart } from "@/canvas/model/commands/index.ts";
import { type DraftEntry, entriesOf, entrySentence, entryTitle } from "@/canvas/model/entry-words.ts";
import { StepTile } from "@/canvas/view/tile.tsx";
import { RadioGroup } from "@/components/ui/choices.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Tabs } from "@/components/ui/tabs.tsx";

/** Who enters, how often, and what holds for the journey as a whole. */
export function EntryPanel({
  onClose,
  touch = false,
  first = "entry",
}: {
  onClose: () => void;
  touch?: boolean;
  first?: "entry" | "journey";
}) {
  const definition = useEditorState((state) => state.document.definition);
  const [tab, setTab] = useState<"entry" | "journey">(first);
  return (
    <div className="flex h-full flex-col">
      <PanelHead
        tile={<StepTile family="entry" icon="zap" />}
        title={entryTitle(definition)}
        under={tab === "entry" ? "Way in" : "The journey"}
        onClose={onClose}
      />
      <Tabs
        value={tab}
        onValue={setTab}
        listClassName="px-4 shrink-0"
        items={[
          { value: "entry", label: "Who enters" },
          { value: "journey", label: "Goal, exits, rules" },
        ]}
      />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <FormFrame node={undefined} touch={touch}>
          {tab === "entry" ? <Entry /> : <JourneyParts />}
        </FormFrame>
      </div>
    </div>
  );
}

function Entry() {
  const editor = useEditor();
  const definition = useEditorState((state) => state.document.definition);
  const entries = entriesOf(definition);
  const shown: DraftEntry[] = entries.length > 0 ? entries : [{ event: "" }];
  const disabled = !editor.mayEdit;
  const set = (next: readonly DraftEntry[], field: string) =>
    editor.run(changePart(["entry"], next as unknown as Json, "Change who enters", `entry:${field}`));
  const change = (index: number, part: Partial<DraftEntry>, field: string) =>
    set(
      shown.map((entry, i) => (i === index ? clean({ ...entry, ...part }) : entry)),
      `${index}:${field}`,
    );
  return (
    <>
      <Section title="Starts when somebody does">
        <div className="rounded-card border border-line">
          {shown.map((entry, index) => (
            <div key={index} className="flex flex-col gap-2.5 border-b border-line p-3 last:border-b-0">
              <div className="flex items-center gap-1.5">
                <div className="min-w-0 flex-1">
                  <EventField value={entry.event ?? ""} onValue={(event) => change(index, { event }, "event")} />
                </div>
                {shown.length > 1 && !disabled ? (
                  <IconButton
                    label="Remove this way in"
                    size="compact"
                    onClick={() =>
                      set(
                        shown.filter((_, i) => i !== index),
                        "remove",
                      )
                    }
                  >
                    <Trash2 aria-hidden />
                  </IconButton>
                ) : null}
              </div>
              <FilterField event={entry.event ?? ""} value={entry.where} onValue={(where) => change(index, { where }, "where")} />
              <Freshness value={entry.maxAge} onValue={(maxAge) => change(index, { maxAge }, "age")} />
              <ProblemLines path={`entry.${index}`} />
            </div>
          ))}
        </div>
        <ProblemLines path="entry" exact />
        {disabled || entries.length === 0 ? null : (
          <button
            type="button"
            className="mt-2 flex items-center gap-1 rounded-chip font-medium text-accent-text hover:underline"
            onClick={() => set([...entries, { event: "" }], "add")}
          >
            <Plus aria-hidden className="size-3.5" />
            Or another event
          </button>
        )}
      </Section>
      <Section title="Only those who" aside="optional">
        <ExpressionField
          label="Audience"
          value={definition.audience as unknown as Expression | undefined}
          onValue={(audience) =>
            editor.run(
              changePart(
                ["audience"],
                "trait" in audience && audience.trait === "" && Object.keys(audience).length === 1
                  ? undefined
                  : (audience as unknown as Json),
                "Change the audience",
                "audience",
              ),
            )
          }
        />
        <p className="mt-1.5 text-12 text-subtle">Judged when they enter. Who is not let in is kept, with the reason.</p>
        <ProblemLines path="audience" />
      </Section>
      <Reentry />
      <Key />
      {entries.some((entry) => entry.event) ? (
        <Section>
          <p className="rounded-card bg-inset px-3 py-2.5 text-12 text-muted">
            {entryTitle(definition)}. {capital(entrySentence(definition))}.
          </p>
        </Section>
      ) : null}
    </>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function clean(entry: DraftEntry): DraftEntry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)) as DraftEntry;
}

function Freshness({ value, onValue }: { value: DraftEntry["maxAge"]; onValue: (value: DraftEntry["maxAge"]) => void }) {
  const any = value === "none";
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-12 text-muted">
      <span className="shrink-0">if not older than</span>
      {any ? null : (
        <DurationField
          label="Not older than"
          elapsed
          value={value ?? "P1D"}
          onValue={(next) => onValue(next === "P1D" ? undefined : next)}
        />
      )}
      <button
        type="button"
        className="shrink-0 rounded-chip font-medium text-accent-text hover:underline"
        onClick={() => onValue(any ? undefined : "none")}
      >
        {any ? "any age: set a limit" : "any age"}
      </button>
    </div>
  );
}

type Rule = "never" | "always" | "after";

function Reentry() {
  const editor = useEditor();
  const reentry = useEditorState((state) => state.document.definition.reentry);
  const after =
    reentry !== null && typeof reentry === "object" && "after" in reentry && typeof reentry.after === "string" ? reentry.after : undefined;
  const rule: Rule = after !== undefined ? "after" : reentry === "always" ? "always" : "never";
  const set = (value: Json) => editor.run(changePart(["reentry"], value, "Change re-entry", "reentry"));
  const disabled = !editor.mayEdit;
  return (
    <Section title="Again?">
      <RadioGroup<Rule>
        aria-label="Again?"
        value={rule}
        onValue={(next) => set(next === "after" ? { after: after ?? "P7D" } : next)}
        options={[
          { value: "never", label: "Once and never again", disabled },
          { value: "always", label: "Whenever the last time has ended", disabled },
          { value: "after", label: "Not before some time has passed", hint: "counted from the last time they entered", disabled },
        ]}
      />
      {rule === "after" ? (
        <div className="mt-3 pl-6.5">
          <DurationField label="Not before" elapsed value={after} onValue={(value) => set({ after: value ?? "" })} />
        </div>
      ) : null}
      <ProblemLines path="reentry" />
    </Section>
  );
}

function Key() {
  const editor = useEditor();
  const key = useEditorState((state) => (typeof state.document.definition.key === "string" ? state.document.definition.key : "profile"));
  const disabled = !editor.mayEdit;
  const set = (value: string) => editor.run(changePart(["key"], value, "Change how many at a time", "key"));
  return (
    <Section title="At a time">
      <RadioGroup
        aria-label="At a time"
        value={key === "profile" ? "profile" : "property"}
        onValue={(next) => set(next === "profile" ? "profile" : "properties.order_id")}
        options={[
          { value: "profile", label: "One run a person", disabled },
          { value: "property", label: "One run for each value of a property", hint: "such as each order", disabled },
        ]}
      />
      {key === "profile" ? null : (
        <div className="mt-3 pl-6.5">
          <Input
            aria-label="Property"
            className="font-mono text-12"
            value={key}
            disabled={disabled}
            onBlur={() => editor.seal()}
            onChange={(event) => set(event.target.value)}
          />
        </div>
      )}
      <ProblemLines path="key" />
    </Section>
  );
}

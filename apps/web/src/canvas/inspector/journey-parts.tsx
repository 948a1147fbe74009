"use client";
import type { Json } from "@journeyman/core";
import type { Filter } from "@journeyman/expressions";
import { Plus, Trash2 } from "lucide-react";
import { useEditor, useEditorState } from "@/canvas/editor/context.tsx";
import { DurationField } from "@/canvas/inspector/fields/duration-field.tsx";
import { EventField } from "@/canvas/inspector/fields/event-field.tsx";
import { FilterField } from "@/canvas/inspector/fields/filter-field.tsx";
import { useForm, usePropertyPaths } from "@/canvas/inspector/form-context.tsx";
import { ProblemLines } from "@/canvas/inspector/problem-lines.tsx";
import { Section } from "@/canvas/inspector/schema-form.tsx";
import { changePart } from "@/canvas/model/commands/index.ts";
import { Switch } from "@/components/ui/choices.tsx";
import { Combobox } from "@/components/ui/combobox.tsx";
import { Field } from "@/components/ui/field.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";

type Goal = { event: string; where?: Filter; within?: string; value?: string; currency?: string };
type Exit = { event: string; where?: Filter; reason: string };

/** What holds for the journey as a whole: goal, exits, the rules of sending. */
export function JourneyParts() {
  return (
    <>
      <GoalPart />
      <ExitsPart />
      <RulesPart />
    </>
  );
}

function without<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}

function GoalPart() {
  const editor = useEditor();
  const { disabled } = useForm();
  const goal = useEditorState((state) => state.document.definition.goal as unknown as Goal | undefined);
  const set = (value: Goal | undefined) => editor.run(changePart(["goal"], value, "Change the goal", "goal"));
  const paths = usePropertyPaths(goal?.event ? [goal.event] : []).map((path) => ({
    value: path,
    label: path.replace(/^properties\./, ""),
  }));
  const pathFrom = (text: string) => (text.startsWith("properties.") ? text : `properties.${text}`);
  return (
    <Section title="Goal" aside="counted, ends nothing">
      {goal ? (
        <div className="flex flex-col gap-2.5 rounded-card border border-line p-3">
          <div className="flex items-center gap-1.5">
            <div className="min-w-0 flex-1">
              <EventField label="Goal event" value={goal.event} onValue={(event) => set({ ...goal, event })} />
            </div>
            {disabled ? null : (
              <IconButton label="No goal" size="compact" onClick={() => set(undefined)}>
                <Trash2 aria-hidden />
              </IconButton>
            )}
          </div>
          <FilterField event={goal.event} value={goal.where} onValue={(where) => set(without({ ...goal, where }))} />
          <div className="flex items-center gap-2">
            <span className="w-14 shrink-0 text-12 text-subtle">within</span>
            <DurationField label="Within" elapsed value={goal.within} onValue={(within) => set({ ...goal, within: within ?? "" })} />
          </div>
          <div className="flex items-center gap-2">
            <span className="w-14 shrink-0 text-12 text-subtle">worth</span>
            <Combobox
              className="min-w-0 flex-1"
              aria-label="Property with the worth"
              placeholder="total"
              value={goal.value ?? null}
              options={paths}
              allowOther={pathFrom}
              disabled={disabled}
              onValue={(value) => set({ ...goal, value })}
            />
            <span className="shrink-0 text-12 text-subtle">in</span>
            <Combobox
              className="w-28"
              aria-label="Property with the currency"
              placeholder="currency"
              value={goal.currency ?? null}
              options={paths}
              allowOther={pathFrom}
              disabled={disabled}
              onValue={(currency) => set({ ...goal, currency })}
            />
          </div>
        </div>
      ) : (
        <AddButton disabled={disabled} onAdd={() => set({ event: "", within: "P3D" })}>
          Count a goal
        </AddButton>
      )}
      <ProblemLines path="goal" />
    </Section>
  );
}

function ExitsPart() {
  const editor = useEditor();
  const { disabled } = useForm();
  const exits = useEditorState((state) =>
    Array.isArray(state.document.definition.exits) ? (state.document.definition.exits as unknown as Exit[]) : [],
  );
  const set = (next: Exit[], field: string) => editor.run(changePart(["exits"], next, "Change the exits", `exits:${field}`));
  const change = (index: number, part: Partial<Exit>) =>
    set(
      exits.map((exit, i) => (i === index ? without({ ...exit, ...part }) : exit)),
      String(index),
    );
  return (
    <Section title="Leaves at once when" aside="judged all along">
      <div className="flex flex-col gap-2">
        {exits.map((exit, index) => (
          <div key={index} className="flex flex-col gap-2.5 rounded-card border border-line p-3">
            <div className="flex items-center gap-1.5">
              <div className="min-w-0 flex-1">
                <EventField
                  label="Exit event"
                  value={exit.event}
                  onValue={(event) => change(index, { event, ...(exit.reason === "" ? { reason: event.toLowerCase() } : {}) })}
                />
              </div>
              {disabled ? null : (
                <IconButton
                  label="Remove this exit"
                  size="compact"
                  onClick={() =>
                    set(
                      exits.filter((_, i) => i !== index),
                      "remove",
                    )
                  }
                >
                  <Trash2 aria-hidden />
                </IconButton>
              )}
            </div>
            <FilterField event={exit.event} value={exit.where} onValue={(where) => change(index, { where })} />
            <div className="flex items-center gap-2">
              <span className="w-16 shrink-0 text-12 text-subtle">counted as</span>
              <Input
                aria-label="Counted as"
                frameClassName="flex-1"
                placeholder="bought"
                value={exit.reason}
                disabled={disabled}
                onBlur={() => editor.seal()}
                onChange={(event) => change(index, { reason: event.target.value })}
              />
            </div>
            <ProblemLines path={`exits.${index}`} />
          </div>
        ))}
      </div>
      <AddButton disabled={disabled} onAdd={() => set([...exits, { event: "", reason: "" }], "add")}>
        Add an exit
      </AddButton>
    </Section>
  );
}

function AddButton({ children, disabled, onAdd }: { children: string; disabled: boolean; onAdd: () => void }) {
  if (disabled) return null;
  return (
    <button
      type="button"
      className="mt-1 flex items-center gap-1 rounded-chip font-medium text-accent-text hover:underline"
      onClick={onAdd}
    >
      <Plus aria-hidden className="size-3.5" />
      {children}
    </button>
  );
}

const zones = (): string[] => (typeof Intl.supportedValuesOf === "function" ? Intl.supportedValuesOf("timeZone") : []);

function RulesPart() {
  const editor = useEditor();
  const { disabled } = useForm();
  const settings = useEditorState((state) => (state.document.definition.settings ?? {}) as Record<string, Json>);
  const set = (key: string, value: Json | undefined) =>
    editor.run(changePart(["settings", key], value, "Change the rules", `settings:${key}`));
  return (
    <>
      <Section title="Sending">
        <div className="flex flex-col gap-3">
          <Switch
            disabled={disabled}
            checked={settings.quietHours !== "off"}
            onChecked={(on) => set("quietHours", on ? undefined : "off")}
            label="Keep the workspace's quiet hours"
            hint="Marketing waits until they end, in each person's time."
          />
          <Switch
            disabled={disabled}
            checked={settings.cap !== "off"}
            onChecked={(on) => set("cap", on ? undefined : "off")}
            label="Count toward the workspace's cap"
            hint="At most so many marketing messages in a rolling time."
          />
          <Field label="Priority" hint="Who goes first when a channel is busy.">
            <Select
              className="w-full"
              disabled={disabled}
              value={typeof settings.priority === "string" ? settings.priority : "normal"}
              options={[
                { value: "high", label: "High" },
                { value: "normal", label: "Normal" },
                { value: "low", label: "Low" },
              ]}
              onValue={(priority) => set("priority", priority === "normal" ? undefined : priority)}
            />
          </Field>
          <Field label="Time zone of those whose own is unknown" hint="Otherwise the workspace's.">
            <Combobox
              disabled={disabled}
              placeholder="The workspace's"
              value={typeof settings.timeZone === "string" ? settings.timeZone : null}
              options={zones().map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
              onValue={(zone) => set("timeZone", zone)}
            />
          </Field>
        </div>
        <ProblemLines path="settings" />
      </Section>
      <Section title="Longest stay">
        <DurationField
          label="Longest stay"
          elapsed
          value={typeof settings.longestLife === "string" ? settings.longestLife : "P365D"}
          onValue={(value) => set("longestLife", value)}
        />
        <p className="mt-1.5 text-12 text-subtle">Then a person leaves, wherever they stand.</p>
      </Section>
    </>
  );
}

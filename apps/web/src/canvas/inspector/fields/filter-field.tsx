"use client";
import type { Filter } from "@journeyman/expressions";
import { Plus } from "lucide-react";
import { useState } from "react";
import { RuleRow } from "@/canvas/inspector/fields/rule-row.tsx";
import { useForm, usePropertyPaths } from "@/canvas/inspector/form-context.tsx";
import { filterFrom, type Rule, rulesOfFilter } from "@/canvas/inspector/values.ts";
import { same } from "@/lib/same.ts";

export type FilterFieldProps = { value: Filter | undefined; onValue: (value: Filter | undefined) => void; event: string; label?: string };

/** Conditions on an event's properties: all must hold. A row that is not finished lives in the form only. */
export function FilterField({ value, onValue, event, label = "where" }: FilterFieldProps) {
  const { disabled } = useForm();
  const paths = usePropertyPaths(event === "" ? [] : [event]);
  const [own, setOwn] = useState(() => ({ rules: rulesOfFilter(value), of: value }));
  // Somebody else's change (undo, a merge) replaces the rows; one's own is already in them.
  if (own.of !== value) setOwn({ rules: same(filterFrom(own.rules), value) ? own.rules : rulesOfFilter(value), of: value });
  const rules = own.rules;
  const setRules = (next: Rule[]) => setOwn({ rules: next, of: value });
  const change = (next: Rule[]) => {
    setRules(next);
    const filter = filterFrom(next);
    if (!same(filter, value)) onValue(filter);
  };
  return (
    <div className="flex flex-col gap-2">
      {rules.map((rule, index) => (
        <div key={index} className="flex gap-2">
          <span className="w-9 shrink-0 pt-1.5 text-12 text-subtle">{index === 0 ? label : "and"}</span>
          <div className="min-w-0 flex-1">
            <RuleRow
              rule={rule}
              what="Property"
              paths={paths.map((path) => ({ value: path, label: path.replace(/^properties\./, "") }))}
              pathFrom={(text) => (text.startsWith("properties.") || text === "name" || text === "at" ? text : `properties.${text}`)}
              onRule={(next) => change(rules.map((one, i) => (i === index ? next : one)))}
              onRemove={() => change(rules.filter((_, i) => i !== index))}
            />
          </div>
        </div>
      ))}
      {disabled ? null : (
        <button
          type="button"
          className="flex w-max items-center gap-1 rounded-chip text-12 font-medium text-accent-text hover:underline"
          onClick={() => setRules([...rules, { path: "", operator: "eq", text: "" }])}
        >
          <Plus aria-hidden className="size-3" />
          {rules.length === 0 ? "Only where…" : "Add filter"}
        </button>
      )}
    </div>
  );
}

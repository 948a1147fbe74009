"use client";
import { type Expression, describe as inWords } from "@journeyman/expressions";
import { Plus } from "lucide-react";
import { useEditorState } from "@/canvas/editor/context.tsx";
import { type Group, groupOf, ungroup } from "@/canvas/inspector/expression-group.ts";
import { ConditionRow } from "@/canvas/inspector/fields/condition-row.tsx";
import { useForm } from "@/canvas/inspector/form-context.tsx";
import { Menu, MenuItem } from "@/components/ui/menu.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";

export type ExpressionFieldProps = { value: Expression | undefined; onValue: (value: Expression) => void; label: string; depth?: number };

export const freshConditions: readonly { label: string; hint: string; make: () => Expression }[] = [
  { label: "What is known of the person", hint: "country is PL, plan is gold", make: () => ({ trait: "", eq: "" }) },
  { label: "The event that started it", hint: "total at least 100", make: () => ({ property: "", gte: 0 }) },
  { label: "What they did", hint: "ordered at least twice in 30 days", make: () => ({ event: "" }) },
  { label: "What they agreed to", hint: "topic Offers by e-mail", make: () => ({ consent: "", channel: "email" }) },
  { label: "A message of this journey", hint: "opened, clicked, bounced", make: () => ({ message: "", state: "clicked" }) },
];

/** A tree of conditions: the reading in words above, then a row each; groups nest. */
export function ExpressionField({ value, onValue, label, depth = 0 }: ExpressionFieldProps) {
  const { disabled } = useForm();
  const names = useEditorState((state) => state.kit.names);
  const group = groupOf(value);
  const set = (next: Group) => onValue(ungroup(next));
  const replace = (index: number, part: Expression | undefined) =>
    set({
      ...group,
      parts: part === undefined ? group.parts.filter((_, i) => i !== index) : group.parts.map((one, i) => (i === index ? part : one)),
    });
  return (
    <div className="flex flex-col gap-2">
      {depth === 0 && group.parts.length > 0 ? <p className="text-13 text-fg">{safeWords(value, names)}</p> : null}
      {group.parts.length > 1 ? (
        <Segmented
          aria-label={`${label}: how the conditions go together`}
          value={group.by}
          onValue={(by) => set({ ...group, by })}
          segments={[
            { value: "all", label: "All hold", disabled },
            { value: "any", label: "Any holds", disabled },
          ]}
        />
      ) : null}
      <div className="flex flex-col divide-y divide-line rounded-card border border-line empty:hidden">
        {group.parts.map((part, index) => (
          <div key={index} className="p-2.5">
            <ConditionRow
              value={part}
              group={groupAt(depth + 1)}
              onValue={(next) => replace(index, next)}
              onRemove={() => replace(index, undefined)}
            />
          </div>
        ))}
      </div>
      {disabled ? null : (
        <Menu
          align="start"
          className="w-72"
          trigger={
            <button
              type="button"
              className="flex w-max items-center gap-1 rounded-chip text-12 font-medium text-accent-text hover:underline"
            >
              <Plus aria-hidden className="size-3" />
              Add condition
            </button>
          }
        >
          {freshConditions.map((fresh) => (
            <MenuItem key={fresh.label} hint={fresh.hint} onSelect={() => set({ ...group, parts: [...group.parts, fresh.make()] })}>
              {fresh.label}
            </MenuItem>
          ))}
          {depth < 3 ? (
            <MenuItem
              hint="brackets: all of these, or any"
              onSelect={() =>
                set({
                  ...group,
                  parts: [
                    ...group.parts,
                    group.by === "all"
                      ? {
                          any: [
                            { trait: "", eq: "" },
                            { trait: "", eq: "" },
                          ],
                        }
                      : {
                          all: [
                            { trait: "", eq: "" },
                            { trait: "", eq: "" },
                          ],
                        },
                  ],
                })
              }
            >
              A group
            </MenuItem>
          ) : null}
        </Menu>
      )}
    </div>
  );
}

function safeWords(value: Expression | undefined, names: Parameters<typeof inWords>[1]): string {
  if (!value) return "";
  try {
    const words = inWords(value, names);
    return words.charAt(0).toUpperCase() + words.slice(1);
  } catch {
    return "";
  }
}

/** A group inside a group, one level deeper. */
function groupAt(depth: number) {
  return (value: Expression, onValue: (value: Expression) => void) => (
    <ExpressionField value={value} onValue={onValue} label="Group" depth={depth} />
  );
}

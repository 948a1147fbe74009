"use client";
import type { Expression } from "@journeyman/expressions";
import { isName, nameFrom } from "@journeyman/node-kit";
import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { ExpressionField } from "@/canvas/inspector/fields/expression-field.tsx";
import { useForm } from "@/canvas/inspector/form-context.tsx";
import { ProblemLines } from "@/canvas/inspector/problem-lines.tsx";
import { WayOut } from "@/canvas/inspector/way-out.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Input } from "@/components/ui/input.tsx";

export type Case = { to: string; if: Expression };
/** `ports`: old name → new name, so that what hung on a way still does. */
export type CasesChange = (cases: Case[], ports?: Record<string, string>) => void;

/** Ordered ways with a condition each: the first that holds is taken. */
export function CasesField({ value, onValue, node }: { value: readonly Case[]; onValue: CasesChange; node: string }) {
  const { disabled } = useForm();
  const replace = (index: number, next: Case) => value.map((one, i) => (i === index ? next : one));
  const move = (index: number, by: number) => {
    const next = [...value];
    const [one] = next.splice(index, 1);
    if (one) next.splice(index + by, 0, one);
    onValue(next);
  };
  const add = () => {
    const taken = new Set(value.map((one) => one.to));
    let n = value.length + 1;
    while (taken.has(`way-${n}`)) n++;
    onValue([...value, { to: `way-${n}`, if: { trait: "" } }]);
  };
  return (
    <div className="flex flex-col gap-3">
      {value.map((one, index) => (
        <div key={index} className="rounded-card border border-line">
          <div className="flex items-center gap-1.5 border-b border-line py-1.5 pr-1.5 pl-3">
            <span className="w-4 text-12 text-subtle">{index + 1}</span>
            <CaseName key={one.to} name={one.to} onName={(to) => onValue(replace(index, { ...one, to }), { [one.to]: to })} />
            <span className="flex-1" />
            <WayOut node={node} port={one.to} />
            {disabled ? null : (
              <span className="flex">
                <IconButton label="Ask earlier" size="tiny" disabled={index === 0} onClick={() => move(index, -1)}>
                  <ArrowUp aria-hidden />
                </IconButton>
                <IconButton label="Ask later" size="tiny" disabled={index === value.length - 1} onClick={() => move(index, 1)}>
                  <ArrowDown aria-hidden />
                </IconButton>
                <IconButton label={`Remove the way ${one.to}`} size="tiny" onClick={() => onValue(value.filter((_, i) => i !== index))}>
                  <Trash2 aria-hidden />
                </IconButton>
              </span>
            )}
          </div>
          <div className="p-3">
            <ExpressionField
              value={one.if}
              label={`Condition of ${one.to}`}
              onValue={(condition) => onValue(replace(index, { ...one, if: condition }))}
            />
            <ProblemLines path={`cases.${index}`} />
          </div>
        </div>
      ))}
      <div className="flex items-center gap-1.5 rounded-card border border-line px-3 py-1.5">
        <span className="w-4 text-12 text-subtle" />
        <span className="text-13 font-medium">Else</span>
        <span className="text-12 text-subtle">everyone left over</span>
        <span className="flex-1" />
        <WayOut node={node} port="else" />
      </div>
      {disabled ? null : (
        <button
          type="button"
          className="flex w-max items-center gap-1 rounded-chip font-medium text-accent-text hover:underline"
          onClick={add}
        >
          <Plus aria-hidden className="size-3.5" />
          Add a way
        </button>
      )}
    </div>
  );
}

/** Names of ways are made of letters, digits and dashes; other words are turned into such. */
function CaseName({ name, onName }: { name: string; onName: (name: string) => void }) {
  const { disabled, leave } = useForm();
  const [text, setText] = useState(name);
  const done = () => {
    const next = isName(text) ? text : nameFrom(text, name || "way");
    setText(next);
    if (next !== name) onName(next);
    leave();
  };
  return (
    <Input
      size="compact"
      frameClassName="w-32"
      className="font-medium"
      aria-label="Name of this way"
      value={text}
      disabled={disabled}
      onChange={(event) => setText(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
    />
  );
}

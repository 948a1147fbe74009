"use client";
import type { EventExpression, Expression, MessageState, NumberOperators, Operators } from "@journeyman/expressions";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { negated } from "@/canvas/inspector/expression-group.ts";
import { DurationField } from "@/canvas/inspector/fields/duration-field.tsx";
import { EventField } from "@/canvas/inspector/fields/event-field.tsx";
import { FilterField } from "@/canvas/inspector/fields/filter-field.tsx";
import { RuleRow } from "@/canvas/inspector/fields/rule-row.tsx";
import { TopicField } from "@/canvas/inspector/fields/topic-field.tsx";
import { useForm, usePropertyPaths } from "@/canvas/inspector/form-context.tsx";
import { operatorsFrom, type Rule, rulesOf } from "@/canvas/inspector/values.ts";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";

/** Draws a group of conditions; handed in, because groups are made of rows again. */
type GroupOf = (value: Expression, onValue: (value: Expression) => void) => ReactNode;

type Props = { value: Expression; onValue: (value: Expression) => void; onRemove: () => void; group: GroupOf };

/** One condition, in the words of its kind; any of them can be turned round with "not". */
export function ConditionRow({ value, onValue, onRemove, group }: Props) {
  const { disabled } = useForm();
  const { not, inner } = negated(value);
  const wrap = (next: Expression) => onValue(not ? { not: next } : next);
  return (
    <div className="flex items-start gap-1.5">
      <div className="min-w-0 flex-1">
        <Inner value={inner} onValue={wrap} group={group} />
        {not ? <p className="mt-1 text-12 text-muted">turned round: holds when this does not</p> : null}
      </div>
      {disabled ? null : (
        <span className="flex shrink-0 items-center">
          <button
            type="button"
            aria-pressed={not}
            aria-label="Turn this condition round"
            className="h-6 rounded-chip px-1 text-11 font-medium text-muted hover:bg-hover aria-pressed:bg-hover aria-pressed:text-fg"
            onClick={() => onValue(not ? inner : { not: inner })}
          >
            not
          </button>
          <IconButton label="Remove this condition" size="tiny" tooltip={false} onClick={onRemove}>
            <X aria-hidden />
          </IconButton>
        </span>
      )}
    </div>
  );
}

function Inner({ value, onValue, group }: { value: Expression; onValue: (value: Expression) => void; group: GroupOf }) {
  if ("all" in value || "any" in value) return group(value, onValue);
  if ("trait" in value) return <Trait value={value} onValue={onValue} />;
  if ("property" in value) return <Property value={value} onValue={onValue} />;
  if ("event" in value) return <Did value={value} onValue={onValue} />;
  if ("consent" in value) return <Agreed value={value} onValue={onValue} />;
  if ("message" in value) return <MessageCondition value={value} onValue={onValue} />;
  return <p className="font-mono text-12 break-all text-muted">{JSON.stringify(value)}</p>;
}

function Trait({ value, onValue }: { value: { trait: string } & Operators; onValue: (value: Expression) => void }) {
  const { context } = useForm();
  const { trait, ...operators } = value;
  const rule = rulesOf(trait, operators)[0] as Rule;
  const traits = (context?.traits ?? [])
    .filter((one) => one.class !== "restricted")
    .map((one) => ({ value: one.name, label: one.name, ...(one.class === "contact" ? { hint: "known or not" } : {}) }));
  return (
    <RuleRow
      rule={rule}
      paths={traits}
      pathFrom={(text) => text}
      what="Trait"
      onRule={(next) => onValue({ trait: next.path, ...keepOthers(operators, rule, next) })}
    />
  );
}

function Property({ value, onValue }: { value: { property: string } & Operators; onValue: (value: Expression) => void }) {
  const { entryEvents } = useForm();
  const paths = usePropertyPaths(entryEvents);
  const { property, ...operators } = value;
  const rule = rulesOf(property, operators)[0] as Rule;
  return (
    <RuleRow
      rule={rule}
      paths={paths.map((path) => ({ value: path, label: path.replace(/^properties\./, "") }))}
      pathFrom={(text) => (text.startsWith("properties.") ? text : `properties.${text}`)}
      what="Property of the event"
      onRule={(next) => onValue({ property: next.path, ...keepOthers(operators, rule, next) })}
    />
  );
}

/** The row shows the first comparison of a value; others that were written by hand stay. */
function keepOthers(operators: Operators, before: Rule, after: Rule): Operators {
  const { [before.operator]: _, ...others } = operators;
  return { ...others, ...operatorsFrom([after]) };
}

type Often = "ever" | "atLeast" | "atMost" | "exactly";

function oftenOf(count: NumberOperators | undefined): { often: Often; n: string } {
  if (count?.gte !== undefined) return { often: "atLeast", n: String(count.gte) };
  if (count?.lte !== undefined) return { often: "atMost", n: String(count.lte) };
  if (count?.eq !== undefined) return { often: "exactly", n: String(count.eq) };
  return { often: "ever", n: "" };
}

function Did({ value, onValue }: { value: EventExpression; onValue: (value: Expression) => void }) {
  const { disabled, touch, leave } = useForm();
  const { often, n } = oftenOf(value.count);
  const change = (part: Partial<EventExpression>) => onValue(clean({ ...value, ...part }));
  const count = (kind: Often, text: string): NumberOperators | undefined => {
    const number = Number(text || "1");
    return kind === "ever" ? undefined : kind === "atLeast" ? { gte: number } : kind === "atMost" ? { lte: number } : { eq: number };
  };
  const size = touch ? "touch" : "compact";
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-1.5">
        <span className="w-9 shrink-0 text-12 text-subtle">did</span>
        <div className="min-w-0 flex-1">
          <EventField value={value.event} onValue={(event) => change({ event })} size="compact" />
        </div>
      </div>
      <div className="flex items-center gap-1.5 pl-11">
        <Select<Often>
          size={size}
          aria-label="How often"
          value={often}
          disabled={disabled}
          options={[
            { value: "ever", label: "at all" },
            { value: "atLeast", label: "at least" },
            { value: "atMost", label: "at most" },
            { value: "exactly", label: "exactly" },
          ]}
          onValue={(kind) => change({ count: count(kind, n) })}
        />
        {often === "ever" ? null : (
          <>
            <Input
              size={size}
              frameClassName="w-14"
              inputMode="numeric"
              aria-label="How many times"
              value={n}
              disabled={disabled}
              onBlur={leave}
              onChange={(event) => change({ count: count(often, event.target.value.replace(/\D/g, "")) })}
            />
            <span className="text-12 text-muted">times</span>
          </>
        )}
      </div>
      <div className="flex items-center gap-1.5">
        <span className="w-9 shrink-0 text-12 text-subtle">in last</span>
        <DurationField
          label="In the last"
          value={value.within}
          optional
          elapsed
          onValue={(within) => change({ within: within === "" ? undefined : within })}
        />
      </div>
      <FilterField event={value.event} value={value.where} onValue={(where) => change({ where })} />
    </div>
  );
}

function clean(value: EventExpression): EventExpression {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as EventExpression;
}

function Agreed({ value, onValue }: { value: { consent: string; channel: string }; onValue: (value: Expression) => void }) {
  const { disabled, touch } = useForm();
  return (
    <div className="flex items-center gap-1.5">
      <span className="shrink-0 text-12 text-subtle">agreed to</span>
      <div className="min-w-0 flex-1">
        <TopicField
          required
          value={value.consent === "" ? undefined : value.consent}
          onValue={(consent) => onValue({ ...value, consent: consent ?? "" })}
        />
      </div>
      <Select
        size={touch ? "touch" : "normal"}
        aria-label="On which channel"
        value={value.channel}
        disabled={disabled}
        options={[
          { value: "email", label: "by e-mail" },
          { value: "sms", label: "by SMS" },
        ]}
        onValue={(channel) => onValue({ ...value, channel })}
      />
    </div>
  );
}

export function MessageCondition({
  value,
  onValue,
}: {
  value: { message: string; state: MessageState };
  onValue: (value: { message: string; state: MessageState }) => void;
}) {
  const { steps, disabled, touch } = useForm();
  const messages = steps.filter((step) => step.family === "message");
  const known = value.message === "" || messages.some((step) => step.id === value.message);
  const size = touch ? "touch" : "compact";
  return (
    <div className="flex items-center gap-1.5">
      <Select
        className="min-w-0 flex-1"
        size={size}
        aria-label="Which message"
        placeholder={messages.length === 0 ? "No message in this journey yet" : "Which message"}
        value={value.message === "" ? null : value.message}
        disabled={disabled}
        options={[
          ...messages.map((step) => ({ value: step.id, label: step.title })),
          ...(known ? [] : [{ value: value.message, label: `${value.message} (not there any more)` }]),
        ]}
        onValue={(message) => onValue({ ...value, message })}
      />
      <Select<MessageState>
        size={size}
        aria-label="What happened to it"
        value={value.state}
        disabled={disabled}
        options={[
          { value: "clicked", label: "was clicked" },
          { value: "opened", label: "was opened" },
          { value: "delivered", label: "was delivered" },
          { value: "bounced", label: "bounced" },
        ]}
        onValue={(state) => onValue({ ...value, state })}
      />
    </div>
  );
}

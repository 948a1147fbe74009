"use client";
import { durationWords, readDurationWords } from "@journeyman/expressions";
import { useState } from "react";
import { useForm } from "@/canvas/inspector/form-context.tsx";
import { joinDuration, readAmount, splitDuration, type Unit, units } from "@/canvas/inspector/values.ts";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";

export type DurationFieldProps = {
  value: string | undefined;
  onValue: (value: string | undefined) => void;
  label: string;
  id?: string;
  optional?: boolean;
  /** Elapsed time only: months have no fixed length. */
  elapsed?: boolean;
};

/** A number and a unit; what takes more than that ("1 day 2 hours") is typed in words. */
export function DurationField({ value, onValue, label, id, optional, elapsed }: DurationFieldProps) {
  const { disabled, touch, leave } = useForm();
  const split = value === undefined || value === "" ? undefined : splitDuration(value);
  const [own, setOwn] = useState({
    text: split ? String(split.amount) : "",
    of: value,
    problem: "",
    unit: split?.unit ?? "hours",
  });
  // An emptied field keeps its unit.
  const unit = split?.unit ?? own.unit;
  // Somebody else's change (undo, a merge) replaces the text; one's own is already in it.
  if (own.of !== value) setOwn({ text: split ? String(split.amount) : "", of: value, problem: "", unit });
  const size = touch ? "touch" : "normal";
  if (!split && value) return <Words value={value} onValue={onValue} label={label} />;
  const allowed = units.filter((one) => !(elapsed && one === "months"));
  const words = (one: Unit) => (split?.amount === 1 ? one.slice(0, -1) : one);
  const type = (text: string) => {
    const next = text.trim() === "" ? (optional ? undefined : "") : /^\d{1,5}$/.test(text) ? joinDuration(Number(text), unit) : value;
    setOwn({ text, of: next, problem: "", unit });
    if (next !== value) onValue(next);
  };
  // A part of a unit may become a smaller one, so it is taken only when all of it was typed.
  const settle = () => {
    leave();
    if (own.text.trim() === "" || /^\d{1,5}$/.test(own.text)) return;
    const read = readAmount(own.text, unit);
    if ("problem" in read) setOwn({ ...own, problem: read.problem });
    else {
      setOwn({ text: String(splitDuration(read.duration)?.amount ?? ""), of: read.duration, problem: "", unit });
      onValue(read.duration);
    }
  };
  return (
    <div>
      <div className="flex items-center gap-2">
        <Input
          id={id}
          size={size}
          inputMode="decimal"
          aria-label={`${label}: how many`}
          aria-invalid={own.problem !== ""}
          frameClassName="w-18"
          value={own.text}
          placeholder={optional ? "–" : "1"}
          disabled={disabled}
          onBlur={settle}
          onKeyDown={(event) => event.key === "Enter" && settle()}
          onChange={(event) => type(event.target.value)}
        />
        <Select<Unit>
          size={size}
          className="w-31"
          aria-label={`${label}: unit`}
          value={unit}
          disabled={disabled}
          options={allowed.map((one) => ({ value: one, label: words(one) }))}
          onValue={(next) => onValue(joinDuration(split?.amount ?? 1, next))}
        />
      </div>
      {own.problem === "" ? null : (
        <p role="alert" className="mt-1.5 text-12 text-bad">
          {own.problem}
        </p>
      )}
    </div>
  );
}

function Words({ value, onValue, label }: { value: string; onValue: (value: string) => void; label: string }) {
  const { disabled, leave } = useForm();
  const [text, setText] = useState(durationWords(value));
  return (
    <Input
      aria-label={label}
      value={text}
      disabled={disabled}
      placeholder="1 day 2 hours"
      onChange={(event) => setText(event.target.value)}
      onBlur={() => {
        const read = readDurationWords(text);
        if (read) onValue(read);
        else setText(durationWords(value));
        leave();
      }}
    />
  );
}

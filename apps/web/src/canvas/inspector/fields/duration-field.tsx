"use client";
import { durationWords, readDurationWords } from "@journeyman/expressions";
import { useState } from "react";
import { useForm } from "@/canvas/inspector/form-context.tsx";
import { joinDuration, splitDuration, type Unit, units } from "@/canvas/inspector/values.ts";
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
  const split = value === undefined || value === "" ? { amount: Number.NaN, unit: "hours" as Unit } : splitDuration(value);
  const size = touch ? "touch" : "normal";
  if (!split) return <Words value={value ?? ""} onValue={onValue} label={label} />;
  const allowed = units.filter((unit) => !(elapsed && unit === "months"));
  const words = (unit: Unit) => (split.amount === 1 ? unit.slice(0, -1) : unit);
  return (
    <div className="flex items-center gap-2">
      <Input
        id={id}
        size={size}
        inputMode="numeric"
        aria-label={`${label}: how many`}
        frameClassName="w-18"
        value={Number.isNaN(split.amount) ? "" : String(split.amount)}
        placeholder={optional ? "–" : "1"}
        disabled={disabled}
        onBlur={leave}
        onChange={(event) => {
          const digits = event.target.value.replace(/\D/g, "").slice(0, 5);
          if (digits === "") onValue(optional ? undefined : "");
          else onValue(joinDuration(Number(digits), split.unit));
        }}
      />
      <Select<Unit>
        size={size}
        className="w-31"
        aria-label={`${label}: unit`}
        value={split.unit}
        disabled={disabled}
        options={allowed.map((unit) => ({ value: unit, label: words(unit) }))}
        onValue={(unit) => onValue(joinDuration(Number.isNaN(split.amount) ? 1 : split.amount, unit))}
      />
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

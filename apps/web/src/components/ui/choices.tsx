"use client";
import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Radio } from "@base-ui/react/radio";
import { RadioGroup as BaseRadioGroup } from "@base-ui/react/radio-group";
import { Switch as BaseSwitch } from "@base-ui/react/switch";
import { Check, Minus } from "lucide-react";
import { type ReactNode, useId } from "react";
import { classes } from "@/lib/classes.ts";

type Labelled = { label?: ReactNode; hint?: ReactNode; "aria-label"?: string; disabled?: boolean; className?: string };

export function Checkbox({
  checked,
  onChecked,
  indeterminate,
  label,
  hint,
  disabled,
  className,
  name,
  ...rest
}: Labelled & { checked: boolean; onChecked: (checked: boolean) => void; indeterminate?: boolean; name?: string }) {
  const box = (
    <BaseCheckbox.Root
      checked={checked}
      indeterminate={indeterminate ?? false}
      onCheckedChange={(next) => onChecked(next)}
      disabled={disabled ?? false}
      {...(name ? { name } : {})}
      {...rest}
      className="grid size-3.5 shrink-0 place-items-center rounded-chip border border-control bg-surface text-on-accent data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50 data-indeterminate:border-accent data-indeterminate:bg-accent"
    >
      <BaseCheckbox.Indicator className="[&_svg]:size-2.5 [&_svg]:stroke-3">
        {indeterminate ? <Minus aria-hidden /> : <Check aria-hidden />}
      </BaseCheckbox.Indicator>
    </BaseCheckbox.Root>
  );
  if (!label) return box;
  return (
    <label className={classes("flex items-start gap-2 py-0.5", className)}>
      <span className="grid h-5 place-items-center">{box}</span>
      <span>
        {label}
        {hint ? <span className="block text-12 text-muted">{hint}</span> : null}
      </span>
    </label>
  );
}

export type RadioOption<Value extends string> = { value: Value; label: ReactNode; hint?: ReactNode; disabled?: boolean };

export function RadioGroup<Value extends string>({
  value,
  onValue,
  options,
  className,
  ...rest
}: {
  /** Null: nothing is chosen yet. */
  value: Value | null;
  onValue: (value: Value) => void;
  options: readonly RadioOption<Value>[];
  className?: string;
  "aria-label"?: string;
  "aria-labelledby"?: string;
}) {
  return (
    <BaseRadioGroup
      value={value}
      onValueChange={(next) => next !== null && onValue(next)}
      className={classes("flex flex-col gap-3", className)}
      {...rest}
    >
      {options.map((option) => (
        <label key={option.value} className="flex items-start gap-2.5">
          <span className="grid h-5 place-items-center">
            <Radio.Root
              value={option.value}
              disabled={option.disabled ?? false}
              className="grid size-4 place-items-center rounded-full border border-control bg-surface data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
            >
              <Radio.Indicator className="size-1.5 rounded-full bg-on-accent" />
            </Radio.Root>
          </span>
          <span className={classes(option.disabled && "text-subtle")}>
            {option.label}
            {option.hint ? <span className="block text-12 text-muted">{option.hint}</span> : null}
          </span>
        </label>
      ))}
    </BaseRadioGroup>
  );
}

export function Switch({
  checked,
  onChecked,
  label,
  hint,
  disabled,
  className,
  ...rest
}: Labelled & { checked: boolean; onChecked: (checked: boolean) => void }) {
  const id = useId();
  const control = (
    <BaseSwitch.Root
      checked={checked}
      onCheckedChange={(next) => onChecked(next)}
      disabled={disabled ?? false}
      {...(label ? { "aria-labelledby": id } : {})}
      {...rest}
      className="relative block h-4 w-7 shrink-0 rounded-full border border-control bg-sunken transition-colors duration-80 data-checked:border-fg data-checked:bg-fg data-disabled:opacity-50"
    >
      <BaseSwitch.Thumb className="absolute top-0.5 left-0.5 size-2.5 rounded-full bg-control transition-[left] duration-80 data-checked:left-3.5 data-checked:bg-surface" />
    </BaseSwitch.Root>
  );
  if (!label) return control;
  return (
    <label className={classes("flex items-start gap-2.5", className)}>
      <span className="grid h-5 place-items-center">{control}</span>
      <span>
        <span id={id}>{label}</span>
        {hint ? <span className="block text-12 text-muted">{hint}</span> : null}
      </span>
    </label>
  );
}

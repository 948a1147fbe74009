"use client";
import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { popupClasses } from "@/components/ui/popover.tsx";
import { classes } from "@/lib/classes.ts";

export type Option<Value extends string = string> = { value: Value; label: string; hint?: string; icon?: ReactNode; disabled?: boolean };

export type SelectProps<Value extends string> = {
  value: Value | null;
  onValue: (value: Value) => void;
  options: readonly Option<Value>[];
  placeholder?: string;
  size?: "normal" | "compact" | "touch";
  /** Outlined with a hairline instead of the field's line: a filter, not a field. */
  quiet?: boolean;
  /** Said before the value inside the trigger: "Sort". */
  prefix?: string;
  id?: string;
  name?: string;
  disabled?: boolean;
  className?: string;
  "aria-label"?: string;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
};

export function Select<Value extends string>({
  value,
  onValue,
  options,
  placeholder = "Choose",
  size = "normal",
  quiet,
  prefix,
  className,
  disabled,
  name,
  ...rest
}: SelectProps<Value>) {
  return (
    <Base.Root<Value>
      items={options.map((option) => ({ value: option.value, label: option.label }))}
      value={value}
      onValueChange={(next) => next !== null && onValue(next)}
      disabled={disabled ?? false}
      {...(name ? { name } : {})}
    >
      <Base.Trigger
        className={classes(
          "inline-flex min-w-0 items-center gap-1.5 rounded-control border bg-surface text-left text-13 text-fg select-none",
          "focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-ring disabled:bg-well disabled:text-muted aria-invalid:border-bad",
          quiet ? "border-line hover:bg-hover" : "border-control",
          size === "compact" ? "h-7 pr-1.5 pl-2 text-12" : size === "touch" ? "h-11 px-3 text-14" : "h-8 pr-2 pl-2.5",
          className,
        )}
        {...rest}
      >
        {prefix ? <span className="text-muted">{prefix}</span> : null}
        <span className={classes("min-w-0 flex-1 truncate", prefix && "font-medium")}>
          <Base.Value placeholder={<span className="text-subtle">{placeholder}</span>} />
        </span>
        <Base.Icon className="text-subtle">
          <ChevronDown aria-hidden className="size-4 stroke-[1.75]" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-none">
          <Base.Popup className={classes(popupClasses, "max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto p-1")}>
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                className="flex min-h-7 cursor-default items-center gap-2 rounded-chip py-1 pr-2 pl-2 outline-none select-none data-disabled:text-subtle data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.75]"
              >
                {option.icon}
                <span className="min-w-0 flex-1">
                  <Base.ItemText className="block truncate">{option.label}</Base.ItemText>
                  {option.hint ? <span className="block text-12 text-muted">{option.hint}</span> : null}
                </span>
                <Base.ItemIndicator className="text-accent-text">
                  <Check aria-hidden />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

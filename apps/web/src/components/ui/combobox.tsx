"use client";
import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { popupClasses } from "@/components/ui/popover.tsx";
import { classes } from "@/lib/classes.ts";

export type ComboboxOption = { value: string; label: string; hint?: ReactNode };

export type ComboboxProps = {
  value: string | null;
  onValue: (value: string) => void;
  options: readonly ComboboxOption[];
  placeholder?: string;
  empty?: ReactNode;
  size?: "normal" | "compact" | "touch";
  /** Takes what was typed even when it is not in the list: an event that was never seen. */
  allowOther?: (text: string) => string;
  /** Search is done elsewhere; gets each keystroke. */
  onSearch?: (text: string) => void;
  id?: string;
  disabled?: boolean;
  className?: string;
  "aria-label"?: string;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
};

/** A field with a list that narrows as you type. */
export function Combobox({
  value,
  onValue,
  options,
  placeholder,
  empty = "Nothing fits.",
  size = "normal",
  allowOther,
  onSearch,
  disabled,
  className,
  ...rest
}: ComboboxProps) {
  const known = options.find((option) => option.value === value) ?? null;
  const current = known ?? (value ? { value, label: value } : null);
  const items = current && !known && allowOther ? [current, ...options] : options;
  return (
    <Base.Root<ComboboxOption>
      items={items}
      value={current}
      onValueChange={(next) => next && onValue(next.value)}
      isItemEqualToValue={(a, b) => a.value === b.value}
      disabled={disabled ?? false}
      // Enter takes the first that fits, so that a name can be typed to its end without the arrow keys.
      autoHighlight
      {...(onSearch ? { filter: null } : {})}
      onInputValueChange={(text, details) => {
        if (details.reason === "input-change") onSearch?.(text);
      }}
    >
      <span
        className={classes(
          "flex min-w-0 items-center rounded-control border border-control bg-surface focus-within:border-transparent focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-ring has-aria-invalid:border-bad has-[input:disabled]:bg-well has-[input:disabled]:text-muted",
          size === "compact" ? "h-7" : size === "touch" ? "h-11" : "h-8",
          className,
        )}
      >
        <Base.Input
          placeholder={placeholder}
          className={classes(
            "h-full min-w-0 flex-1 bg-transparent outline-none",
            size === "compact" ? "pl-2 text-12" : size === "touch" ? "pl-3 text-14" : "pl-2.5 text-13",
          )}
          onBlur={(event) => {
            const text = event.target.value.trim();
            if (text === "" || text === current?.label) return;
            const typed = options.find((option) => option.label === text);
            if (typed) onValue(typed.value);
            else if (allowOther) onValue(allowOther(text));
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || !allowOther) return;
            const text = event.currentTarget.value.trim();
            const fits = options.some((option) => option.label.toLowerCase().includes(text.toLowerCase()));
            if (text !== "" && !fits) {
              event.preventDefault();
              onValue(allowOther(text));
            }
          }}
          {...rest}
        />
        <Base.Trigger aria-label="Open the list" className="grid h-full w-7 place-items-center rounded-control text-subtle">
          <ChevronDown aria-hidden className="size-4 stroke-[1.75]" />
        </Base.Trigger>
      </span>
      <Base.Portal>
        <Base.Positioner sideOffset={4} collisionPadding={8} className="z-50 outline-none">
          <Base.Popup
            className={classes(
              popupClasses,
              "max-h-[min(320px,var(--available-height))] w-max max-w-[min(480px,var(--available-width))] min-w-(--anchor-width) overflow-y-auto p-1",
            )}
          >
            <Base.Empty className="px-2 py-1.5 text-12 text-muted empty:hidden">{empty}</Base.Empty>
            <Base.List>
              {(option: ComboboxOption) => (
                <Base.Item
                  key={option.value}
                  value={option}
                  className="flex min-h-7 cursor-default items-center gap-2 rounded-chip px-2 py-1 outline-none select-none data-highlighted:bg-hover"
                >
                  <span className="min-w-0 flex-1 truncate">{option.label}</span>
                  {option.hint ? <span className="text-12 text-subtle">{option.hint}</span> : null}
                  <Base.ItemIndicator>
                    <Check aria-hidden className="size-4 text-accent-text" />
                  </Base.ItemIndicator>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

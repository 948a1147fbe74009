"use client";
import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import type { ReactNode } from "react";
import { classes } from "@/lib/classes.ts";

export type Segment<Value extends string> = { value: Value; label: ReactNode; "aria-label"?: string; disabled?: boolean };

/** One of a few, all seen at once: 28 high, one outline. */
export function Segmented<Value extends string>({
  value,
  onValue,
  segments,
  className,
  size = "compact",
  ...rest
}: {
  value: Value;
  onValue: (value: Value) => void;
  segments: readonly Segment<Value>[];
  className?: string;
  size?: "compact" | "touch";
  "aria-label": string;
}) {
  return (
    <ToggleGroup
      value={[value]}
      onValueChange={(next) => {
        const chosen = next[0];
        if (chosen !== undefined) onValue(chosen);
      }}
      className={classes(
        "inline-flex shrink-0 rounded-control bg-sunken ring-1 ring-line ring-inset",
        size === "touch" ? "h-11" : "h-7",
        className,
      )}
      {...rest}
    >
      {segments.map((segment) => (
        <Toggle
          key={segment.value}
          value={segment.value}
          disabled={segment.disabled ?? false}
          {...(segment["aria-label"] ? { "aria-label": segment["aria-label"] } : {})}
          className={classes(
            "flex h-full items-center gap-1 rounded-control text-12 font-medium text-muted transition-colors duration-80 hover:text-fg disabled:opacity-50 data-pressed:bg-surface data-pressed:text-fg data-pressed:ring-1 data-pressed:ring-control data-pressed:ring-inset dark:data-pressed:bg-hover [&_svg]:size-3.5",
            size === "touch" ? "px-4 text-14" : "px-2.5",
          )}
        >
          {segment.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}

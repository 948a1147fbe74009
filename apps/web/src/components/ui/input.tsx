"use client";
import { Search, X } from "lucide-react";
import type { ComponentProps, ReactNode, Ref } from "react";
import { classes } from "@/lib/classes.ts";

const frame = [
  "flex min-w-0 items-center gap-1.5 rounded-control border border-control bg-surface text-13 text-fg transition-[border-color] duration-80",
  "focus-within:border-transparent focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-ring",
  "has-aria-invalid:border-bad has-disabled:bg-well has-disabled:text-muted",
  "[&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:stroke-[1.75] [&>svg]:text-subtle",
];

export type InputProps = Omit<ComponentProps<"input">, "size"> & {
  size?: "normal" | "compact" | "touch";
  /** An icon or a unit before the text. */
  before?: ReactNode;
  after?: ReactNode;
  frameClassName?: string;
  ref?: Ref<HTMLInputElement>;
};

export function Input({ size = "normal", before, after, className, frameClassName, ...rest }: InputProps) {
  return (
    <span
      className={classes(frame, size === "compact" ? "h-7 px-2" : size === "touch" ? "h-11 px-3 text-14" : "h-8 px-2.5", frameClassName)}
    >
      {before}
      <input className={classes("h-full min-w-0 flex-1 bg-transparent outline-none", className)} {...rest} />
      {after}
    </span>
  );
}

export type TextareaProps = ComponentProps<"textarea">;

export function Textarea({ className, ...rest }: TextareaProps) {
  return (
    <textarea
      className={classes(
        "block w-full min-w-0 resize-y rounded-control border border-control bg-surface px-2.5 py-1.5 text-13 text-fg",
        "focus-visible:border-transparent focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-ring aria-invalid:border-bad disabled:bg-well disabled:text-muted",
        className,
      )}
      {...rest}
    />
  );
}

/** A search field with a clear button; `onValue` gets every keystroke. */
export function SearchInput({
  value,
  onValue,
  ...rest
}: Omit<InputProps, "value" | "onChange" | "before" | "after"> & { value: string; onValue: (value: string) => void }) {
  return (
    <Input
      type="search"
      value={value}
      onChange={(event) => onValue(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && value !== "") {
          event.stopPropagation();
          onValue("");
        }
      }}
      className="[&::-webkit-search-cancel-button]:hidden"
      before={<Search aria-hidden />}
      after={
        value === "" ? null : (
          <button
            type="button"
            aria-label="Clear the search"
            className="-mr-1 grid size-5 place-items-center rounded-chip text-subtle hover:bg-hover"
            onClick={() => onValue("")}
          >
            <X aria-hidden className="size-3.5" />
          </button>
        )
      }
      {...rest}
    />
  );
}

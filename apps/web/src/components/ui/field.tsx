"use client";
import { cloneElement, isValidElement, type ReactElement, type ReactNode, useId } from "react";
import { classes } from "@/lib/classes.ts";

export type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  className?: string;
  /** One control that takes `id`, `aria-describedby` and `aria-invalid`. */
  children: ReactElement<Record<string, unknown>>;
};

/** A label, a control, a hint, and what is wrong with it: tied together for everyone who listens. */
export function Field({ label, hint, error, optional, className, children }: FieldProps) {
  const id = useId();
  const described = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  const control = isValidElement(children)
    ? cloneElement(children, { id, ...(described ? { "aria-describedby": described } : {}), ...(error ? { "aria-invalid": true } : {}) })
    : children;
  return (
    <div className={classes("flex min-w-0 flex-col gap-1.5", className)}>
      <label htmlFor={id} className="flex items-baseline gap-2 text-12 font-medium text-muted">
        {label}
        {optional ? <span className="font-normal text-subtle">optional</span> : null}
      </label>
      {control}
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-12 text-bad">
          {error}
        </p>
      ) : hint ? (
        <p id={`${id}-hint`} className="text-12 text-subtle">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

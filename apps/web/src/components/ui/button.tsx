"use client";
import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import type { ComponentProps } from "react";
import { classes } from "@/lib/classes.ts";

export const buttonVariants = cva(
  [
    "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control border font-medium whitespace-nowrap select-none",
    "transition-colors duration-80 disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50",
    "[&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.75]",
  ],
  {
    variants: {
      variant: {
        /** Ink: one a view. */
        primary: "border-fg bg-fg text-surface hover:bg-fg/88 hover:border-fg/88",
        secondary: "border-line bg-surface text-fg hover:bg-hover aria-expanded:bg-hover data-popup-open:bg-hover [&_svg]:text-muted",
        quiet:
          "border-transparent bg-transparent text-muted hover:bg-hover hover:text-fg aria-expanded:bg-hover aria-expanded:text-fg data-popup-open:bg-hover data-popup-open:text-fg",
        danger: "border-bad-solid bg-bad-solid text-white hover:bg-bad-solid/90",
        link: "border-transparent bg-transparent px-0! text-accent-text hover:underline underline-offset-3",
      },
      size: {
        normal: "h-8 px-3 text-13",
        compact: "h-7 px-2.5 text-12",
        touch: "h-11 px-4 text-14",
        icon: "size-8 p-0",
        "icon-compact": "size-7 p-0",
        "icon-tiny": "size-6 p-0 rounded-chip [&_svg]:size-3.5",
      },
    },
    defaultVariants: { variant: "secondary", size: "normal" },
  },
);

export type ButtonVariants = VariantProps<typeof buttonVariants>;

export type ButtonProps = ComponentProps<"button"> &
  ButtonVariants & { /** Shows a spinner and refuses presses; the label stays. */ busy?: boolean };

export function Button({ variant, size, busy, className, disabled, children, type, ...rest }: ButtonProps) {
  return (
    <button
      type={type ?? "button"}
      className={classes(buttonVariants({ variant, size }), className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy ? <LoaderCircle aria-hidden className="animate-spin" /> : null}
      {children}
    </button>
  );
}

export type ButtonLinkProps = ComponentProps<typeof Link> & ButtonVariants;

/** A link that looks like a button: for going somewhere. */
export function ButtonLink({ variant, size, className, ...rest }: ButtonLinkProps) {
  return <Link className={classes(buttonVariants({ variant, size }), className)} {...rest} />;
}

import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { classes } from "@/lib/classes.ts";

const badge = cva(
  "inline-flex h-5 shrink-0 items-center gap-1 rounded-chip px-1.5 text-12 font-medium whitespace-nowrap [&>svg]:size-3 [&>svg]:stroke-2",
  {
    variants: {
      tone: {
        neutral: "bg-hover text-muted",
        ok: "bg-ok-tint text-ok",
        warn: "bg-warn-tint text-warn",
        bad: "bg-bad-tint text-bad",
        info: "bg-info-tint text-info",
        live: "bg-accent-tint text-accent-text",
        line: "bg-transparent text-muted ring-1 ring-line ring-inset",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export type BadgeTone = NonNullable<VariantProps<typeof badge>["tone"]>;

/** Only exceptions get a filled badge; ordinary status is a glyph and plain text. */
export function Badge({ tone, className, ...rest }: ComponentProps<"span"> & { tone?: BadgeTone }) {
  return <span className={classes(badge({ tone }), className)} {...rest} />;
}

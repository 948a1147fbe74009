import { lookOf } from "@/components/message-look.ts";
import { Status, type StatusTone } from "@/components/ui/status.tsx";
import type { LedgerStep } from "@/lib/api-types.ts";
import { classes } from "@/lib/classes.ts";

export function MessageStatus({ state }: { state: string }) {
  const look = lookOf(state);
  return (
    <Status tone={look.tone} glyph={look.glyph}>
      {look.word}
    </Status>
  );
}

const inks: Record<StatusTone, string> = {
  live: "text-accent-text",
  ok: "text-ok",
  warn: "text-warn",
  bad: "text-bad",
  info: "text-info",
  muted: "text-muted",
};

/** `Accepted 11:41:07 — Delivered 11:41:09 — Clicked 11:59`: one line under a message. */
export function Ledger({
  steps,
  format,
  reason,
}: {
  steps: readonly LedgerStep[];
  format: (iso: string) => string;
  reason?: string | null;
}) {
  return (
    <span className="mt-0.5 flex flex-wrap items-center gap-x-1.5 gap-y-0.5 text-12 text-muted">
      {steps.map((step, index) => {
        const look = lookOf(step.state);
        const last = index === steps.length - 1;
        return (
          <span key={`${step.state}-${step.at}`} className="flex items-center gap-1.5">
            {index > 0 ? <span aria-hidden className="mx-0.5 h-px w-3 bg-control" /> : null}
            <span className={classes(last && look.tone !== "muted" && "font-medium", last ? inks[look.tone] : "text-muted")}>
              {look.word}
            </span>
            {step.at ? <span className="text-subtle">{format(step.at)}</span> : null}
          </span>
        );
      })}
      {reason ? <span className="text-muted">{reason}</span> : null}
    </span>
  );
}

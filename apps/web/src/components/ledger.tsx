import { type Glyph, Status, type StatusTone } from "@/components/ui/status.tsx";
import type { LedgerStep, MessageRow } from "@/lib/api-types.ts";
import { classes } from "@/lib/classes.ts";

type Look = { word: string; tone: StatusTone; glyph: Glyph };

/** How each state of the ledger looks and is called. Everything unusual has a shape of its own, not only a colour. */
export const stateLooks: Record<string, Look> = {
  planned: { word: "Planned", tone: "muted", glyph: "dashed" },
  held: { word: "Held", tone: "warn", glyph: "pause" },
  claimed: { word: "Being sent", tone: "info", glyph: "clock" },
  accepted: { word: "Accepted", tone: "muted", glyph: "hollow" },
  delivered: { word: "Delivered", tone: "ok", glyph: "check" },
  opened: { word: "Opened", tone: "ok", glyph: "check" },
  clicked: { word: "Clicked", tone: "ok", glyph: "check" },
  bounced: { word: "Bounced", tone: "bad", glyph: "cross" },
  complained: { word: "Reported as spam", tone: "bad", glyph: "alert" },
  unsubscribed: { word: "Unsubscribed", tone: "warn", glyph: "slash" },
  rejected: { word: "Rejected", tone: "bad", glyph: "cross" },
  failed: { word: "Failed", tone: "bad", glyph: "cross" },
  unknown: { word: "Unknown outcome", tone: "warn", glyph: "unknown" },
  suppressed: { word: "Suppressed", tone: "warn", glyph: "slash" },
  cancelled: { word: "Cancelled", tone: "muted", glyph: "slash" },
  expired: { word: "Expired", tone: "warn", glyph: "clock" },
};

export function lookOf(state: string): Look {
  return stateLooks[state] ?? { word: state, tone: "muted", glyph: "hollow" };
}

/** How far a message came: what its facts say counts over the bare state. */
export function furthest(
  message: Pick<MessageRow, "state" | "deliveredAt" | "openedAt" | "clickedAt" | "bouncedAt" | "complainedAt" | "unsubscribedAt">,
): string {
  if (message.complainedAt) return "complained";
  if (message.bouncedAt) return "bounced";
  if (message.clickedAt) return "clicked";
  if (message.openedAt) return "opened";
  if (message.deliveredAt) return "delivered";
  return message.state;
}

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

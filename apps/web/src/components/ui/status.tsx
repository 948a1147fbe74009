import { CircleAlert, CircleCheck, CircleDashed, CircleHelp, CircleSlash, CircleX, Clock, Pause, Square } from "lucide-react";
import type { ReactNode } from "react";
import { classes } from "@/lib/classes.ts";

export type StatusTone = "live" | "ok" | "warn" | "bad" | "info" | "muted";

export type Glyph = "dot" | "hollow" | "dashed" | "pause" | "square" | "check" | "cross" | "alert" | "clock" | "slash" | "unknown";

const tones: Record<StatusTone, string> = {
  live: "text-accent",
  ok: "text-ok",
  warn: "text-warn",
  bad: "text-bad",
  info: "text-info",
  muted: "text-subtle",
};

function glyphOf(glyph: Glyph): ReactNode {
  const icon = "size-3.5 stroke-2";
  switch (glyph) {
    case "dot":
      return <span className="size-1.75 rounded-full bg-current" />;
    case "hollow":
      return <span className="size-2 rounded-full border-[1.5px] border-current" />;
    case "dashed":
      return <CircleDashed className={icon} />;
    case "pause":
      return <Pause className={icon} />;
    case "square":
      return <Square className={icon} />;
    case "check":
      return <CircleCheck className={icon} />;
    case "cross":
      return <CircleX className={icon} />;
    case "alert":
      return <CircleAlert className={icon} />;
    case "clock":
      return <Clock className={icon} />;
    case "slash":
      return <CircleSlash className={icon} />;
    case "unknown":
      return <CircleHelp className={icon} />;
  }
}

/** A 14 px glyph and plain text: shape and word as well as colour. */
export function Status({ tone, glyph, children, className }: { tone: StatusTone; glyph: Glyph; children: ReactNode; className?: string }) {
  return (
    <span className={classes("inline-flex items-center gap-2 align-middle whitespace-nowrap", className)}>
      <span aria-hidden className={classes("grid w-3.5 shrink-0 place-items-center", tones[tone])}>
        {glyphOf(glyph)}
      </span>
      {children}
    </span>
  );
}

export type JourneyStatusName = "draft" | "live" | "paused" | "stopped" | "archived";

export function JourneyStatus({ status }: { status: JourneyStatusName }) {
  switch (status) {
    case "live":
      return (
        <Status tone="live" glyph="dot">
          Live
        </Status>
      );
    case "paused":
      return (
        <Status tone="warn" glyph="pause">
          Paused
        </Status>
      );
    case "stopped":
      return (
        <Status tone="muted" glyph="square">
          Ended
        </Status>
      );
    case "archived":
      return (
        <Status tone="muted" glyph="slash">
          Archived
        </Status>
      );
    case "draft":
      return (
        <Status tone="muted" glyph="dashed" className="text-muted">
          Draft
        </Status>
      );
  }
}

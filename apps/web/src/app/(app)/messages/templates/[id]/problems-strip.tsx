"use client";
import { Check, ChevronUp, CircleX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { placeOfProblem } from "@/app/(app)/messages/templates/[id]/problem-place.ts";
import { Meter } from "@/components/charts/meter.tsx";
import type { TemplatePreview, TemplateProblem } from "@/lib/api-types.ts";
import { classes } from "@/lib/classes.ts";
import { bytes, counted } from "@/lib/format.ts";

/** Gmail cuts a mail off here. */
const clipBytes = 102 * 1024;

type Props = {
  problems: readonly TemplateProblem[];
  preview: TemplatePreview | undefined;
  channel: "email" | "sms";
  transactional: boolean;
  onJump: (problem: TemplateProblem) => void;
  open: boolean;
  onOpen: (open: boolean) => void;
  /** The template does not parse: what it has cannot be told. */
  broken: boolean;
};

function Cell({ state, title, wide, children }: { state: "ok" | "warn" | "bad"; title: string; wide?: boolean; children: ReactNode }) {
  const icon = "mt-px size-3.5 shrink-0 stroke-2";
  return (
    <div className={classes("min-w-0 flex-1 bg-surface px-3 py-3 text-12", wide ? "basis-44" : "basis-34")}>
      <p className="flex items-center gap-2 font-medium whitespace-nowrap">
        {state === "ok" ? (
          <Check aria-label="Good" className={`${icon} text-ok`} />
        ) : state === "warn" ? (
          <TriangleAlert aria-label="Worth a look" className={`${icon} text-warn`} />
        ) : (
          <CircleX aria-label="To mend" className={`${icon} text-bad`} />
        )}
        {title}
      </p>
      <div className="mt-1 pl-5.5 text-muted">{children}</div>
    </div>
  );
}

/** Checks as one strip; the problems open above it, each leads to its place. */
export function ProblemsStrip({ problems, preview, channel, transactional, onJump, open, onOpen, broken }: Props) {
  const has = (code: string) => problems.some((problem) => problem.code === code && problem.severity === "error");
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const warnings = problems.length - errors;
  const size = preview?.bytes ?? 0;
  return (
    <div className="shrink-0 border-t border-line bg-surface">
      {open && problems.length > 0 ? (
        <ul className="max-h-60 overflow-y-auto border-b border-line py-1">
          {problems.map((problem) => (
            <li key={`${problem.path}-${problem.code}-${problem.message}`}>
              <button
                type="button"
                onClick={() => onJump(problem)}
                className="flex w-full items-start gap-2.5 px-4 py-1.5 text-left outline-offset-[-2px] hover:bg-hover"
              >
                {problem.severity === "error" ? (
                  <CircleX aria-label="Error" className="mt-0.5 size-4 shrink-0 stroke-[1.75] text-bad" />
                ) : (
                  <TriangleAlert aria-label="Warning" className="mt-0.5 size-4 shrink-0 stroke-[1.75] text-warn" />
                )}
                <span className="min-w-0 flex-1">{problem.message}</span>
                <span className="shrink-0 text-12 text-subtle">{placeOfProblem(problem)}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap gap-px bg-line">
        {channel === "email" ? (
          <>
            {transactional || broken ? null : (
              <>
                <Cell state={has("no_unsubscribe") ? "bad" : "ok"} title="Unsubscribe link">
                  {has("no_unsubscribe") ? "missing" : "one click"}
                </Cell>
                <Cell state={has("no_postal_address") ? "bad" : "ok"} title="Postal address">
                  {has("no_postal_address") ? "missing" : "in the mail"}
                </Cell>
              </>
            )}
            <Cell wide state={size > clipBytes ? "warn" : "ok"} title="Size">
              <span className="flex items-center gap-2">
                <span className="whitespace-nowrap">{preview ? bytes(size) : "–"} of 102 KB</span>
                <Meter
                  share={size / clipBytes}
                  label={`${Math.round((size / clipBytes) * 100)} % of what Gmail shows`}
                  tone={size > clipBytes ? "warn" : "ink"}
                  className="min-w-6 flex-1"
                />
              </span>
            </Cell>
          </>
        ) : (
          <Cell state={(preview?.segments?.count ?? 1) > 1 ? "warn" : "ok"} title="Length">
            {preview?.segments ? `${counted(preview.segments.count, "part", "parts")}, ${preview.segments.encoding}` : "–"}
          </Cell>
        )}
        <button
          type="button"
          disabled={problems.length === 0}
          aria-expanded={problems.length > 0 ? open : undefined}
          onClick={() => onOpen(!open)}
          className="flex min-w-0 flex-1 basis-34 items-start gap-2 bg-surface px-3 py-3 text-left text-12 outline-offset-[-2px] enabled:hover:bg-hover"
        >
          <span className="min-w-0 flex-1">
            <span className="flex items-center gap-2 font-medium">
              {errors > 0 ? (
                <CircleX aria-hidden className="size-3.5 stroke-2 text-bad" />
              ) : warnings > 0 ? (
                <TriangleAlert aria-hidden className="size-3.5 stroke-2 text-warn" />
              ) : (
                <Check aria-hidden className="size-3.5 stroke-2 text-ok" />
              )}
              {errors > 0 ? counted(errors, "problem", "problems") : warnings > 0 ? counted(warnings, "hint", "hints") : "No problems"}
            </span>
            <span className="mt-1 block pl-5.5 text-muted">
              {errors > 0 && warnings > 0
                ? `and ${counted(warnings, "hint", "hints")}`
                : errors + warnings > 0
                  ? "show them"
                  : "ready to publish"}
            </span>
          </span>
          {problems.length > 0 ? (
            <ChevronUp aria-hidden className={classes("size-4 shrink-0 text-subtle transition-transform", open && "rotate-180")} />
          ) : null}
        </button>
      </div>
    </div>
  );
}

"use client";
import { Minus, Check as Tick, X } from "lucide-react";
import type { Check } from "@/lib/api-types.ts";
import { classes } from "@/lib/classes.ts";
import { humane } from "@/lib/humane.ts";
import { useTimes } from "@/lib/use-now.ts";

/** Rules in order: passed ones muted, the one that decided in ink with its reason; those after it were not asked to decide. */
export function Checks({ checks, className }: { checks: readonly Check[]; className?: string }) {
  const times = useTimes();
  const named = checks.findIndex((check) => check.deciding);
  const deciding = named >= 0 ? named : checks.findIndex((check) => !check.passed);
  return (
    <ol className={classes("flex flex-col gap-1.5 text-12", className)}>
      {checks.map((check, index) => {
        const decides = index === deciding && !check.passed;
        return (
          <li key={`${check.rule}-${index}`} className={classes("flex gap-2", decides ? "text-fg" : "text-muted")}>
            {check.passed ? (
              <Tick aria-label="Passed" className="mt-0.5 size-3 shrink-0 stroke-2 text-ok" />
            ) : decides ? (
              <X aria-label="Refused" className="mt-0.5 size-3 shrink-0 stroke-2 text-bad" />
            ) : (
              <Minus aria-label="Would refuse too" className="mt-0.5 size-3 shrink-0 stroke-2 text-warn" />
            )}
            <span className={classes(decides && "font-medium")}>{humane(check.detail, times.inline)}</span>
          </li>
        );
      })}
    </ol>
  );
}

"use client";
import { CircleAlert, CircleCheck, CircleHelp, Info, MailWarning, OctagonPause, PlugZap, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card } from "@/components/ui/page-header.tsx";
import type { Need } from "@/lib/api-types.ts";
import { classes } from "@/lib/classes.ts";
import { useTimes } from "@/lib/use-now.ts";

const words = ["Nothing", "One thing", "Two things", "Three things", "Four things", "Five things", "Six things", "Seven things"];

function heading(count: number): string {
  if (count === 0) return "Nothing needs you";
  return `${words[count] ?? `${count} things`} ${count === 1 ? "needs" : "need"} you`;
}

function iconOf(need: Need): ReactNode {
  switch (need.kind) {
    case "unknown-messages":
      return <CircleHelp />;
    case "provider":
    case "provider-down":
      return <PlugZap />;
    case "bounces":
    case "complaints":
      return <MailWarning />;
    case "brake":
      return <OctagonPause />;
    case "stuck-runs":
    case "poison":
      return <CircleAlert />;
    default:
      return need.severity === "info" ? <Info /> : <TriangleAlert />;
  }
}

const tones = { bad: "text-bad", warn: "text-warn", info: "text-info" } as const;

export function NeedsYou({ needs }: { needs: readonly Need[] }) {
  const times = useTimes();
  return (
    <section aria-labelledby="needs-you">
      <h2 id="needs-you" className="mb-2.5 text-16 font-semibold tracking-[-.005em]">
        {heading(needs.length)}
      </h2>
      <Card>
        {needs.length === 0 ? (
          <p className="flex min-h-16 items-center gap-3 px-4 text-muted">
            <CircleCheck aria-hidden className="size-4 shrink-0 stroke-[1.75] text-ok" />
            Nobody is stuck, and every message has an outcome.
          </p>
        ) : (
          <ul>
            {needs.map((need) => (
              <li key={need.id} className="flex min-h-16 flex-wrap items-center gap-x-3 gap-y-1 border-line px-4 py-2.5 not-first:border-t">
                <span aria-hidden className={classes("shrink-0 [&_svg]:size-4 [&_svg]:stroke-[1.75]", tones[need.severity])}>
                  {iconOf(need)}
                </span>
                <span className="min-w-0 flex-1 basis-52">
                  <span className="block font-medium">{need.title}</span>
                  <span className="block text-12 text-muted">{need.detail}</span>
                </span>
                {need.since ? <span className="text-12 text-subtle max-sm:ml-7">{times.ago(need.since)}</span> : null}
                <ButtonLink href={need.href} size="compact" className="max-sm:ml-auto">
                  {need.label}
                </ButtonLink>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </section>
  );
}

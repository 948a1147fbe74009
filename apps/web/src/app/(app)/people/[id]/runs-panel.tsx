"use client";
import type { Family } from "@journeyman/node-kit";
import { Clock, Flag, Hourglass, Mail, Split, Zap } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { WhyPanel } from "@/app/(app)/people/[id]/why-panel.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { FamilyTile } from "@/components/ui/family-tile.tsx";
import { Card, SectionHeading } from "@/components/ui/page-header.tsx";
import type { PersonRun } from "@/lib/api-types.ts";
import { counted } from "@/lib/format.ts";
import { useTimes } from "@/lib/use-now.ts";

function glyph(family: string): ReactNode {
  const icon = "size-3.5";
  switch (family) {
    case "message":
      return <Mail className={icon} />;
    case "wait":
      return <Hourglass className={icon} />;
    case "branch":
      return <Split className={icon} />;
    case "exit":
      return <Flag className={icon} />;
    case "entry":
      return <Zap className={icon} />;
    default:
      return <Clock className={icon} />;
  }
}

function heading(open: number): string {
  return open === 0 ? "In no journey now" : `In ${counted(open, "journey", "journeys")} now`;
}

export function RunsPanel({ personId, runs }: { personId: string; runs: readonly PersonRun[] }) {
  const [all, setAll] = useState(false);
  const open = runs.filter((run) => run.status !== "ended");
  const ended = runs.filter((run) => run.status === "ended");
  const shown = all ? [...open, ...ended] : open.length > 0 ? open : ended.slice(0, 1);
  return (
    <section aria-labelledby="runs">
      <SectionHeading
        id="runs"
        className="mb-1"
        aside={
          ended.length > 0 && shown.length < runs.length ? (
            <button
              type="button"
              className="rounded-chip text-12 font-medium text-accent-text hover:underline"
              onClick={() => setAll(true)}
            >
              {counted(ended.length, "earlier run", "earlier runs")}
            </button>
          ) : null
        }
      >
        {heading(open.length)}
      </SectionHeading>
      <Card>
        {shown.length === 0 ? (
          <WhyNothing personId={personId} />
        ) : (
          <ul>
            {shown.map((run) => (
              <RunRow key={run.id} personId={personId} run={run} />
            ))}
          </ul>
        )}
      </Card>
    </section>
  );
}

function WhyNothing({ personId }: { personId: string }) {
  const [why, setWhy] = useState(false);
  return (
    <div className="p-3">
      <p className="text-muted">
        This person never entered a journey.{" "}
        <button
          type="button"
          aria-expanded={why}
          className="rounded-chip font-medium text-accent-text hover:underline"
          onClick={() => setWhy(!why)}
        >
          Why no e-mail?
        </button>
      </p>
      {why ? <WhyPanel personId={personId} channel="email" title="Why no e-mail?" /> : null}
    </div>
  );
}

function RunRow({ personId, run }: { personId: string; run: PersonRun }) {
  const times = useTimes();
  const [why, setWhy] = useState(false);
  const family = (run.status === "ended" ? "exit" : (run.at?.family ?? "wait")) as Family;
  return (
    <li className="border-line p-3 not-first:border-t">
      <div className="flex gap-3">
        <FamilyTile family={family} size={24} className="mt-1">
          {glyph(family)}
        </FamilyTile>
        <div className="min-w-0 flex-1">
          <div className="flex items-baseline gap-2">
            <Link href={`/journeys/${run.journey.id}?mode=live&run=${run.id}`} className="min-w-0 truncate font-medium hover:underline">
              {run.journey.name}
            </Link>
            {run.status === "stuck" ? <Badge tone="bad">Stuck</Badge> : run.status === "paused" ? <Badge tone="warn">Paused</Badge> : null}
            <span className="ml-auto shrink-0 text-12 text-subtle">
              v{run.version},{" "}
              {run.status === "ended" && run.endedAt ? `ended ${times.inline(run.endedAt)}` : `since ${times.inline(run.enteredAt)}`}
            </span>
          </div>
          <div className="flex items-baseline gap-2 text-12 text-muted">
            <span className="min-w-0 flex-1">
              {run.status === "ended" ? `Ended: ${run.exitReasonText ?? "done"}` : (run.at?.sentence ?? "About to start")}
              {run.status !== "ended" && run.wakeAt ? `, until ${times.inline(run.wakeAt)}` : ""}
            </span>
            <button
              type="button"
              aria-expanded={why}
              className="shrink-0 rounded-chip font-medium text-accent-text hover:underline"
              onClick={() => setWhy(!why)}
            >
              Why no e-mail?
            </button>
          </div>
        </div>
      </div>
      {why ? <WhyPanel personId={personId} journeyId={run.journey.id} channel="email" title="Why no e-mail?" /> : null}
    </li>
  );
}

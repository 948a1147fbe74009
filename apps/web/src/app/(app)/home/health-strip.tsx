"use client";
import { Card, SectionHeading } from "@/components/ui/page-header.tsx";
import type { HealthCell } from "@/lib/api-types.ts";
import { classes } from "@/lib/classes.ts";
import { useTimes } from "@/lib/use-now.ts";

const tones = { ok: "bg-ok", warn: "bg-warn", bad: "bg-bad" } as const;
const said = { ok: "well", warn: "worth a look", bad: "unwell" } as const;

export function HealthStrip({ cells, checkedAt }: { cells: readonly HealthCell[]; checkedAt: string }) {
  const times = useTimes(1_000);
  return (
    <section aria-labelledby="health" className="col-span-full">
      <SectionHeading id="health" aside={<span className="text-12 text-subtle">Checked {times.ago(checkedAt)} ago</span>}>
        Health
      </SectionHeading>
      <Card className="grid grid-cols-[repeat(auto-fit,minmax(180px,1fr))] gap-px overflow-hidden bg-line">
        {cells.map((cell) => (
          <div key={cell.key} className="min-w-0 bg-surface px-4 py-3">
            <p className="flex items-center gap-2 text-12 text-muted">
              <span className={classes("size-1.5 rounded-full", tones[cell.state])} />
              {cell.label}
              <span className="sr-only">: {said[cell.state]}</span>
            </p>
            <p className="text-16 font-semibold">{cell.value}</p>
            <p className="truncate text-12 text-muted" title={cell.detail}>
              {cell.detail}
            </p>
          </div>
        ))}
      </Card>
    </section>
  );
}

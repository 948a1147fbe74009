"use client";
import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { TraitHistory } from "@/app/(app)/people/[id]/trait-history.tsx";
import { TraitValue } from "@/app/(app)/people/[id]/trait-value.tsx";
import type { Trait } from "@/lib/api-types.ts";
import { classes } from "@/lib/classes.ts";
import { useTimes } from "@/lib/use-now.ts";

/** One trait: its value and since when; opened, who said it and what it was before. */
export function TraitRow({ personId, trait, revealed }: { personId: string; trait: Trait; revealed: boolean }) {
  const times = useTimes();
  const [open, setOpen] = useState(false);
  const panel = useId();
  return (
    <li className="border-line text-12 not-first:border-t">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={panel}
        className="flex h-8 w-full items-center gap-2 pr-3 pl-2 text-left outline-offset-[-2px] hover:bg-hover"
        onClick={() => setOpen(!open)}
      >
        <ChevronRight
          aria-hidden
          className={classes("size-3.5 shrink-0 text-subtle transition-transform duration-80", open && "rotate-90")}
        />
        <span className="w-30 shrink-0 truncate font-mono text-muted" title={trait.name}>
          {trait.name}
        </span>
        <TraitValue value={trait.value} hidden={trait.hidden} className="flex-1" />
        {trait.origin ? (
          <span className="shrink-0 text-subtle">
            <span className="sr-only">since </span>
            {times.when(trait.origin.since)}
          </span>
        ) : null}
      </button>
      {open ? (
        <div id={panel} className="pr-3 pb-2 pl-7.5">
          <TraitHistory personId={personId} name={trait.name} revealed={revealed} />
        </div>
      ) : null}
    </li>
  );
}

"use client";
import { ChevronDown, ChevronRight, EyeOff } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge.tsx";
import { Card, SectionHeading } from "@/components/ui/page-header.tsx";
import type { Trait } from "@/lib/api-types.ts";
import { useTimes } from "@/lib/use-now.ts";

const groups = [
  { class: "attribute", title: "Traits" },
  { class: "contact", title: "Contact fields" },
  { class: "restricted", title: "Restricted" },
] as const;

function valueText(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.map(valueText).join(", ");
  return JSON.stringify(value);
}

/** Traits by class: attributes are plain, contact fields are sealed and shown on demand, restricted ones stay closed. */
export function TraitsPanel({
  traits,
  revealed,
  onReveal,
}: {
  traits: readonly Trait[];
  revealed: boolean;
  onReveal?: (() => void) | undefined;
}) {
  const filled = groups
    .map((group) => ({ ...group, traits: traits.filter((trait) => trait.class === group.class) }))
    .filter((group) => group.traits.length > 0);
  if (filled.length === 0) {
    return (
      <section>
        <SectionHeading className="mb-1">Traits</SectionHeading>
        <Card className="p-3 text-muted">
          None yet. They come with <code className="font-mono text-12">identify</code>.
        </Card>
      </section>
    );
  }
  return (
    <>
      {filled.map((group) => (
        <section key={group.class}>
          <SectionHeading
            className="mb-1"
            count={group.traits.length}
            aside={
              group.class === "contact" && !revealed && onReveal ? (
                <button type="button" className="rounded-chip text-12 font-medium text-accent-text hover:underline" onClick={onReveal}>
                  Show
                </button>
              ) : null
            }
          >
            {group.title}
          </SectionHeading>
          <Card className="overflow-hidden">
            {group.traits.map((trait) => (
              <TraitRow key={trait.name} trait={trait} />
            ))}
          </Card>
        </section>
      ))}
    </>
  );
}

function TraitRow({ trait }: { trait: Trait }) {
  const times = useTimes();
  const [open, setOpen] = useState(false);
  const older = trait.history.length > 1;
  const value = trait.hidden ? (
    <span className="flex items-center gap-1.5 text-subtle">
      <EyeOff aria-hidden className="size-3.5 stroke-[1.75]" /> sealed
    </span>
  ) : (
    <span className="truncate" title={valueText(trait.value)}>
      {valueText(trait.value)}
    </span>
  );
  const Icon = open ? ChevronDown : ChevronRight;
  return (
    <div className="border-line not-first:border-t">
      <button
        type="button"
        disabled={!older}
        aria-expanded={older ? open : undefined}
        onClick={() => setOpen(!open)}
        className="flex h-8 w-full items-center gap-2 px-3 text-left text-12 outline-offset-[-2px] enabled:hover:bg-hover/50"
      >
        <span className="w-34 shrink-0 truncate font-mono text-muted">{trait.name}</span>
        <span className="flex min-w-0 flex-1 items-center gap-2">
          {value}
          {trait.decided ? null : <Badge tone="warn">class guessed</Badge>}
        </span>
        {trait.at ? <span className="shrink-0 text-subtle">{times.when(trait.at)}</span> : null}
        {older ? <Icon aria-hidden className="size-3.5 shrink-0 text-subtle" /> : <span className="w-3.5" />}
      </button>
      {open ? (
        <ol className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 pb-2 text-12">
          {trait.history.map((entry, index) => (
            <li key={`${entry.at}-${index}`} className="flex items-center gap-2">
              {index > 0 ? <span aria-hidden className="h-px w-6 bg-control" /> : null}
              <span>{trait.hidden ? "sealed" : valueText(entry.value)}</span>
              <span className="text-subtle">{times.when(entry.at)}</span>
            </li>
          ))}
        </ol>
      ) : null}
    </div>
  );
}

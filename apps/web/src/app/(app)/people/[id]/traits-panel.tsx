"use client";
import { EyeOff } from "lucide-react";
import { Card, SectionHeading } from "@/components/ui/page-header.tsx";
import type { Trait } from "@/lib/api-types.ts";

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
  return filled.map((group) => (
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
        <dl>
          {group.traits.map((trait) => (
            <div key={trait.name} className="flex h-8 items-center gap-2 border-line px-3 text-12 not-first:border-t">
              <dt className="w-34 shrink-0 truncate font-mono text-muted" title={trait.name}>
                {trait.name}
              </dt>
              <dd className="min-w-0 flex-1 truncate" title={trait.hidden ? undefined : valueText(trait.value)}>
                {trait.hidden ? (
                  <span className="flex items-center gap-1.5 text-subtle">
                    <EyeOff aria-hidden className="size-3.5 stroke-[1.75]" /> sealed
                  </span>
                ) : (
                  valueText(trait.value)
                )}
              </dd>
            </div>
          ))}
        </dl>
      </Card>
    </section>
  ));
}

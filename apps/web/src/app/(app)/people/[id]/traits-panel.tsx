"use client";
import { TraitRow } from "@/app/(app)/people/[id]/trait-row.tsx";
import { Card, SectionHeading } from "@/components/ui/page-header.tsx";
import type { Trait } from "@/lib/api-types.ts";

const groups = [
  { class: "attribute", title: "Traits" },
  { class: "contact", title: "Contact fields" },
  { class: "restricted", title: "Restricted" },
] as const;

/** Traits by class: attributes are plain, contact fields are sealed and shown on demand, restricted ones stay closed. */
export function TraitsPanel({
  personId,
  traits,
  revealed,
  onReveal,
}: {
  personId: string;
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
        <ul>
          {group.traits.map((trait) => (
            <TraitRow key={trait.name} personId={personId} trait={trait} revealed={revealed} />
          ))}
        </ul>
      </Card>
    </section>
  ));
}

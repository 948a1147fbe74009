"use client";
import { ArrowDown, Zap } from "lucide-react";
import Link from "next/link";
import { Sparkline } from "@/components/charts/sparkline.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Card, SectionHeading } from "@/components/ui/page-header.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import { Table, Td, Th, Tr } from "@/components/ui/table.tsx";
import type { LiveJourney } from "@/lib/api-types.ts";
import { count, percent } from "@/lib/format.ts";

export function LiveJourneys({ journeys }: { journeys: readonly LiveJourney[] }) {
  const sorted = [...journeys].sort((a, b) => b.enteredToday - a.enteredToday || b.inside - a.inside);
  return (
    <section aria-labelledby="live-journeys">
      <SectionHeading
        id="live-journeys"
        count={journeys.length}
        aside={
          <Link href="/journeys" className="text-12 font-medium text-accent-text hover:underline">
            All journeys
          </Link>
        }
      >
        Live journeys
      </SectionHeading>
      <Card className="@container overflow-hidden">
        {sorted.length === 0 ? (
          <EmptyState
            title="No journey is live yet"
            className="py-10"
            action={
              <ButtonLink href="/journeys?new=1" variant="secondary">
                Draw one
              </ButtonLink>
            }
          >
            For example: when someone adds to the cart and has not ordered within an hour, send the reminder.
          </EmptyState>
        ) : (
          <Table inset>
            <thead>
              <tr>
                <Th>Journey</Th>
                <Th numeric>Inside now</Th>
                <Th numeric aria-sort="descending" className="text-fg">
                  <span className="inline-flex items-center gap-1">
                    Entered today <ArrowDown aria-hidden className="size-3" />
                  </span>
                </Th>
                <Th className="hidden pl-6 @2xl:table-cell">Entered, 14 days</Th>
                <Th numeric>
                  Converted<span className="hidden @lg:inline">, 30 days</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((journey) => (
                <Tr key={journey.id} interactive>
                  <Td>
                    <span className="flex items-center gap-3">
                      <Zap aria-hidden className="size-4 shrink-0 stroke-[1.75] text-subtle" />
                      <Link href={`/journeys/${journey.id}?mode=live`} className="font-medium after:absolute after:inset-0">
                        {journey.name}
                      </Link>
                      {journey.stuck > 0 ? <Badge tone="bad">{count(journey.stuck)} stuck</Badge> : null}
                      {journey.status === "paused" ? <Badge tone="warn">Paused</Badge> : null}
                    </span>
                  </Td>
                  <Td numeric>{count(journey.inside)}</Td>
                  <Td numeric>{count(journey.enteredToday)}</Td>
                  <Td className="hidden pl-6 @2xl:table-cell">
                    <Sparkline values={journey.entered14Days} label={`Entered in 14 days: ${journey.entered14Days.join(", ")}`} />
                  </Td>
                  <Td numeric className="font-medium">
                    {journey.converted30Days ? (
                      percent(journey.converted30Days.converted, journey.converted30Days.entered)
                    ) : (
                      <span className="font-normal text-subtle">–</span>
                    )}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        )}
      </Card>
    </section>
  );
}

"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { TimelineRow } from "@/app/(app)/people/[id]/timeline-row.tsx";
import { Button } from "@/components/ui/button.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { Tabs } from "@/components/ui/tabs.tsx";
import { api } from "@/lib/api-client.ts";
import type { Timeline, TimelineItem } from "@/lib/api-types.ts";
import { useTimes } from "@/lib/use-now.ts";
import { useUrl } from "@/lib/use-url.ts";

const kinds = ["all", "message", "event", "journey", "consent"] as const;
type Kind = (typeof kinds)[number];
const labels: Record<Kind, string> = { all: "Everything", message: "Messages", event: "Events", journey: "Journeys", consent: "Consent" };

function isKind(value: string): value is Kind {
  return (kinds as readonly string[]).includes(value);
}

/** All that happened to a person, newest first, by day; ledger states on a second line. */
export function PersonTimeline({ id, reveal }: { id: string; reveal: boolean }) {
  const url = useUrl();
  const times = useTimes();
  const asked = url.get("show");
  const kind: Kind = isKind(asked) ? asked : "all";
  const [open, setOpen] = useState<string>();
  const timeline = useInfiniteQuery({
    queryKey: ["person", id, "timeline", kind, reveal],
    queryFn: ({ pageParam, signal }) =>
      api.get<Timeline>(`/people/${id}/timeline`, {
        query: { kind: kind === "all" ? undefined : kind, after: pageParam, limit: 40, reveal: reveal || undefined },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
  const items = timeline.data?.pages.flatMap((page) => page.items) ?? [];
  const days: { heading: string; items: TimelineItem[] }[] = [];
  for (const item of items) {
    const heading = times.heading(item.at);
    const last = days.at(-1);
    if (last?.heading === heading) last.items.push(item);
    else days.push({ heading, items: [item] });
  }
  return (
    <>
      <Tabs
        value={kind}
        onValue={(next) => url.set({ show: next === "all" ? null : next })}
        items={kinds.map((value) => ({ value, label: labels[value] }))}
        listClassName="pt-1"
      />
      {timeline.isError && !timeline.data ? (
        <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />
      ) : !timeline.data ? (
        <SkeletonRows rows={8} />
      ) : items.length === 0 ? (
        <EmptyState title={kind === "all" ? "Nothing happened yet" : `No ${labels[kind].toLowerCase()} yet`}>
          {kind === "message"
            ? "Messages appear here with every state they went through, and the reason when they did not go."
            : "What this person does appears here as it comes in."}
        </EmptyState>
      ) : (
        <>
          {days.map((day) => (
            <Fragment key={day.heading}>
              <h3 className="flex h-9 items-end pb-1.5 text-12 font-medium text-muted">{day.heading}</h3>
              <ol className="[&>li:first-child]:before:top-4 [&>li:last-child]:before:bottom-auto [&>li:last-child]:before:h-4 [&>li:only-child]:before:hidden">
                {day.items.map((item) => (
                  <TimelineRow
                    key={item.id}
                    item={item}
                    open={open === item.id}
                    onToggle={() => setOpen(open === item.id ? undefined : item.id)}
                  />
                ))}
              </ol>
            </Fragment>
          ))}
          {timeline.hasNextPage ? (
            <Button size="compact" className="mt-3" busy={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
              Earlier
            </Button>
          ) : (
            <p className="pt-4 text-12 text-subtle">That is all since this person is known.</p>
          )}
        </>
      )}
    </>
  );
}

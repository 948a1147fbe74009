"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { ConsentPanel } from "@/app/(app)/people/[id]/consent-panel.tsx";
import { PersonHead, titleOf } from "@/app/(app)/people/[id]/person-head.tsx";
import { PersonTimeline } from "@/app/(app)/people/[id]/person-timeline.tsx";
import { RunsPanel } from "@/app/(app)/people/[id]/runs-panel.tsx";
import { TraitsPanel } from "@/app/(app)/people/[id]/traits-panel.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { CopyId } from "@/components/ui/copy.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { ApiError, api } from "@/lib/api-client.ts";
import type { Person } from "@/lib/api-types.ts";

const crumbs = [{ label: "People", href: "/people" }];

export function PersonScreen({ id }: { id: string }) {
  const router = useRouter();
  const [reveal, setReveal] = useState(false);
  const person = useQuery({
    queryKey: ["person", id, reveal],
    queryFn: ({ signal }) => api.get<Person>(`/people/${id}`, { query: { reveal: reveal || undefined }, signal }),
    placeholderData: keepPreviousData,
    // Each look is recorded: read once, not polled. The timeline beside it is live.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });

  const redirect = person.data?.redirectTo;
  useEffect(() => {
    if (redirect && redirect !== id) router.replace(`/people/${redirect}`);
  }, [redirect, id, router]);

  if (person.isError && !person.data) {
    const gone = person.error instanceof ApiError && person.error.status === 404;
    return (
      <>
        <PageHeader title="Person" crumbs={crumbs} />
        {gone ? (
          <EmptyState title="There is no such person here" action={<ButtonLink href="/people">All people</ButtonLink>}>
            The id may belong to the other environment, or the person was erased.
          </EmptyState>
        ) : (
          <ErrorState error={person.error} onRetry={() => void person.refetch()} />
        )}
      </>
    );
  }
  if (!person.data) {
    return (
      <>
        <PageHeader title="Person" crumbs={crumbs} />
        <SkeletonRows rows={12} className="px-4 sm:px-8" />
      </>
    );
  }
  const data = person.data;
  return (
    <>
      <PageHeader
        title={titleOf(data)}
        crumbs={crumbs}
        actions={<CopyId id={data.id} label="Copy the person's id" short className="h-8 max-sm:hidden" />}
      />
      <PersonHead person={data} onReveal={data.mayReveal ? () => setReveal(!reveal) : undefined} />
      <div className="grid min-h-0 flex-1 grid-cols-1 min-[1180px]:grid-cols-[minmax(0,1fr)_416px]">
        <div className="min-w-0 px-4 pb-8 sm:pr-6 sm:pl-8">
          <PersonTimeline id={id} reveal={reveal} />
        </div>
        <aside className="flex min-w-0 flex-col gap-3 border-line px-4 pt-3 pb-8 max-[1179px]:border-t sm:px-8 min-[1180px]:border-l min-[1180px]:pr-8 min-[1180px]:pl-6">
          <RunsPanel personId={id} runs={data.runs} />
          <ConsentPanel personId={id} matrix={data.consent} points={data.points} />
          <TraitsPanel
            personId={id}
            traits={data.traits}
            revealed={data.revealed}
            onReveal={data.mayReveal ? () => setReveal(true) : undefined}
          />
        </aside>
      </div>
    </>
  );
}

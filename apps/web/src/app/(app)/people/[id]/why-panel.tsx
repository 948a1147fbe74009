"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Checks } from "@/components/checks.tsx";
import { ErrorLine, Skeleton } from "@/components/ui/states.tsx";
import { api } from "@/lib/api-client.ts";
import type { Why } from "@/lib/api-types.ts";
import { humane } from "@/lib/humane.ts";
import { useTimes } from "@/lib/use-now.ts";

/** "Why no e-mail?": opens in place, asks once, answers with every rule and the one that decided. */
export function WhyPanel({
  personId,
  journeyId,
  channel,
  title,
}: {
  personId: string;
  journeyId?: string;
  channel?: "email" | "sms";
  title: string;
}) {
  const times = useTimes();
  const why = useQuery({
    queryKey: ["person", personId, "why", journeyId ?? null, channel ?? null],
    queryFn: ({ signal }) => api.get<Why>(`/people/${personId}/why`, { query: { journey: journeyId, channel }, signal }),
  });
  return (
    <div className="mt-3 rounded-control bg-well px-3 py-2.5 text-12">
      <p className="flex items-baseline gap-2">
        <span className="font-medium">{title}</span>
        {why.data?.decidedAt ? <span className="ml-auto text-subtle">decided {times.exactInline(why.data.decidedAt)}</span> : null}
      </p>
      {why.isError ? (
        <ErrorLine error={why.error} onRetry={() => void why.refetch()} />
      ) : !why.data ? (
        <div className="mt-2 flex flex-col gap-2">
          <Skeleton className="w-4/5 bg-line" />
          <Skeleton className="w-3/5 bg-line" />
        </div>
      ) : (
        <>
          <p className="mt-1 text-13 text-fg">{humane(why.data.sentence, times.inline)}</p>
          {why.data.checks.length > 0 ? <Checks checks={why.data.checks} className="mt-2" /> : null}
          {why.data.mend ? (
            <Link href={why.data.mend.href} className="mt-2 inline-block font-medium text-accent-text hover:underline">
              {why.data.mend.label}
            </Link>
          ) : null}
        </>
      )}
    </div>
  );
}

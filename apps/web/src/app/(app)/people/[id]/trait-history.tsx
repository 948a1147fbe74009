"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { TraitValue } from "@/app/(app)/people/[id]/trait-value.tsx";
import { ErrorLine } from "@/components/ui/states.tsx";
import { api } from "@/lib/api-client.ts";
import type { TraitHistory as Page } from "@/lib/api-types.ts";
import { useTimes } from "@/lib/use-now.ts";

/** What was said of one trait, newest first: the value, when, and by which source. */
export function TraitHistory({ personId, name, revealed }: { personId: string; name: string; revealed: boolean }) {
  const times = useTimes();
  const history = useInfiniteQuery({
    queryKey: ["person", personId, "trait", name, revealed],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page>(`/people/${personId}/trait-history`, {
        query: { name, reveal: revealed || undefined, limit: 10, after: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    // Each look at what is sealed is recorded.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  });
  if (history.error) return <ErrorLine error={history.error} onRetry={() => void history.refetch()} />;
  if (!history.data) return <p className="appear-late h-6 text-subtle">Looking …</p>;
  const entries = history.data.pages.flatMap((page) => page.items);
  if (entries.length === 0) return <p className="text-muted">It was there before its history was kept.</p>;
  return (
    <>
      <ol aria-label={`What ${name} was`} className="border-l border-line pl-3">
        {entries.map((entry, index) => (
          <li key={entry.id} className="flex min-h-6 items-center gap-3">
            {!entry.hidden && entry.value === null ? (
              <span className="min-w-0 flex-1 text-subtle">taken away</span>
            ) : (
              <TraitValue value={entry.value} hidden={entry.hidden} className={index === 0 ? "flex-1 font-medium" : "flex-1 text-muted"} />
            )}
            <span className="flex max-w-[60%] shrink-0 gap-1 text-subtle">
              <span className="truncate">{entry.source ? `${entry.source},` : ""}</span>
              <time dateTime={entry.at} title={times.exact(entry.at)} className="shrink-0">
                {times.inline(entry.at)}
              </time>
            </span>
          </li>
        ))}
      </ol>
      {history.hasNextPage ? (
        <button
          type="button"
          className="mt-1 rounded-chip font-medium text-accent-text hover:underline"
          disabled={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          Earlier
        </button>
      ) : null}
    </>
  );
}

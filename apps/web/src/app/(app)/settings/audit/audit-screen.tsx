"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link2, Link2Off } from "lucide-react";
import { Sentence } from "@/components/sentence.tsx";
import { Button } from "@/components/ui/button.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { Table, Td, Th, Tr } from "@/components/ui/table.tsx";
import { api } from "@/lib/api-client.ts";
import type { AuditPage } from "@/lib/api-types.ts";
import { count } from "@/lib/format.ts";
import { useTimes } from "@/lib/use-now.ts";

export function AuditScreen() {
  const times = useTimes();
  const audit = useInfiniteQuery({
    queryKey: ["audit"],
    queryFn: ({ pageParam, signal }) => api.get<AuditPage>("/audit", { query: { after: pageParam, limit: 50 }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
  const chain = audit.data?.pages[0]?.chain;
  const rows = audit.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <p className="max-w-160 text-muted">
          What was done, by whom. Each entry holds a hash of the one before it, so that none can be changed or taken out unseen.
        </p>
        {chain ? (
          <p className={`flex items-center gap-2 text-12 font-medium ${chain.ok ? "text-ok" : "text-bad"}`}>
            {chain.ok ? <Link2 aria-hidden className="size-4 stroke-[1.75]" /> : <Link2Off aria-hidden className="size-4 stroke-[1.75]" />}
            {chain.ok ? `The chain of ${count(chain.length)} entries is whole` : `The chain is broken at entry ${chain.brokenAt ?? "?"}`}
          </p>
        ) : null}
      </div>
      {audit.isError && !audit.data ? (
        <ErrorState error={audit.error} onRetry={() => void audit.refetch()} />
      ) : !audit.data ? (
        <SkeletonRows rows={10} />
      ) : rows.length === 0 ? (
        <EmptyState title="Nothing was recorded yet" />
      ) : (
        <>
          <Table dense>
            <thead>
              <tr>
                <Th>When</Th>
                <Th>Who</Th>
                <Th>What</Th>
                <Th>Action</Th>
                <Th numeric>No.</Th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Tr key={row.seq}>
                  <Td className="text-muted">{times.exact(row.at)}</Td>
                  <Td className="font-medium">{row.actor.name}</Td>
                  <Td className="max-w-md truncate text-muted">
                    <Sentence text={row.sentence} />
                  </Td>
                  <Td className="font-mono text-12 text-subtle">{row.action}</Td>
                  <Td numeric className="text-subtle">
                    {row.seq}
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
          {audit.hasNextPage ? (
            <Button size="compact" className="mt-3" busy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
              Earlier
            </Button>
          ) : null}
        </>
      )}
    </>
  );
}

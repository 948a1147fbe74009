"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useShell } from "@/components/shell/shell-context.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Confirm } from "@/components/ui/dialog.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { Table, Td, Th, Tr } from "@/components/ui/table.tsx";
import { toast } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";
import type { List, SessionRow } from "@/lib/api-types.ts";
import { browserName } from "@/lib/browser-name.ts";
import { useTimes } from "@/lib/use-now.ts";

export function SessionsScreen() {
  const client = useQueryClient();
  const times = useTimes();
  const sessions = useQuery({
    queryKey: ["sessions"],
    queryFn: ({ signal }) => api.get<List<SessionRow>>("/sessions", { signal }),
    refetchInterval: 30_000,
  });
  const { user } = useShell();
  const [ending, setEnding] = useState<SessionRow>();
  async function end(session: SessionRow) {
    await api.post(`/sessions/${session.id}/revoke`);
    await client.invalidateQueries({ queryKey: ["sessions"] });
    toast({ title: "Signed out there" });
  }
  const open = sessions.data?.items.filter((session) => session.revokedAt === null) ?? [];
  return (
    <>
      <p className="mb-3 max-w-160 text-muted">
        Where you and your team are signed in. Ending a session works at once: it is checked with every click.
      </p>
      {sessions.isError && !sessions.data ? (
        <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : !sessions.data ? (
        <SkeletonRows rows={3} />
      ) : open.length === 0 ? (
        <EmptyState title="Nobody is signed in" />
      ) : (
        <Table>
          <thead>
            <tr>
              <Th>Who</Th>
              <Th>Where</Th>
              <Th>Signed in</Th>
              <Th>Last seen</Th>
              <Th className="w-24">
                <span className="sr-only">Actions</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {open.map((session) => (
              <Tr key={session.id}>
                <Td>
                  <span className="flex items-center gap-2">
                    <span className="font-medium">{session.user.name}</span>
                    {session.current ? <Badge tone="live">This one</Badge> : null}
                  </span>
                </Td>
                <Td className="text-muted" title={session.userAgent ?? undefined}>
                  {browserName(session.userAgent)}
                </Td>
                <Td className="text-muted">{times.when(session.createdAt)}</Td>
                <Td className="text-muted">{times.when(session.seenAt)}</Td>
                <Td className="text-right">
                  {session.current ? null : (
                    <Button size="compact" variant="quiet" onClick={() => setEnding(session)}>
                      Sign out
                    </Button>
                  )}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      {ending ? (
        <Confirm
          open
          onOpenChange={(open) => !open && setEnding(undefined)}
          title={ending.user.id === user.id ? "Sign out there?" : `Sign ${ending.user.name} out?`}
          confirm="Sign out"
          danger
          onConfirm={() => end(ending)}
        >
          <p>
            {browserName(ending.userAgent)}, last seen {times.inline(ending.seenAt)}. It works at once; what is not saved there stays in
            that browser for the next sign-in.
          </p>
        </Confirm>
      ) : null}
    </>
  );
}

"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { type SnippetKind, snippetFor, snippetNames } from "@/app/(app)/home/snippets.ts";
import { Code } from "@/components/code.tsx";
import { useMay, useShell } from "@/components/shell/shell-context.tsx";
import { Card } from "@/components/ui/page-header.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { Status } from "@/components/ui/status.tsx";
import { api } from "@/lib/api-client.ts";
import type { List, RecentEvents, Source } from "@/lib/api-types.ts";
import { count } from "@/lib/format.ts";
import { useTimes } from "@/lib/use-now.ts";

const kinds: readonly SnippetKind[] = ["browser", "server", "http"];

/** A snippet to paste, and the first event as it comes in. */
export function ConnectCard() {
  const { urls } = useShell();
  const maySeeKeys = useMay("settings.read");
  const [kind, setKind] = useState<SnippetKind>("browser");
  const times = useTimes(5_000);
  const sources = useQuery({
    queryKey: ["sources"],
    queryFn: () => api.get<List<Source>>("/sources"),
    enabled: maySeeKeys,
    staleTime: 60_000,
  });
  const recent = useQuery({
    queryKey: ["events", "recent"],
    queryFn: ({ signal }) => api.get<RecentEvents>("/events/recent", { query: { limit: 4 }, signal }),
    refetchInterval: 3_000,
  });
  const open = sources.data?.items.filter((source) => source.revokedAt === null) ?? [];
  const wanted = kind === "browser" ? "browser" : "server";
  const source = open.find((entry) => entry.kind === wanted);
  const key = source?.writeKey ?? (source ? `${source.prefix}…` : "your write key");
  return (
    <section aria-label="Connect your app">
      <Card className="overflow-hidden">
        <div className="flex h-11 items-center gap-2 border-b border-line pr-2 pl-4">
          <h2 className="text-13 font-semibold">Connect your app</h2>
          <Segmented
            aria-label="Language"
            className="ml-auto"
            value={kind}
            onValue={setKind}
            segments={kinds.map((value) => ({ value, label: snippetNames[value] }))}
          />
        </div>
        <Code copy className="border-b border-line">
          {snippetFor(kind, urls.ingest, key)}
        </Code>
        <div className="flex min-h-9 items-center px-4 text-12">
          {source?.lastSeenAt ? (
            <Status tone="live" glyph="dot">
              Events come from {source.name}, last {times.ago(source.lastSeenAt)} ago
            </Status>
          ) : (
            <Status tone="muted" glyph="hollow">
              {source ? `Waiting for the first event from ${source.name}` : "Make a source to get a write key"}
            </Status>
          )}
          {maySeeKeys ? (
            <Link href="/developers" className="ml-auto pl-2 font-medium text-accent-text hover:underline">
              Keys
            </Link>
          ) : null}
        </div>
        {recent.data && recent.data.items.length > 0 ? (
          <div className="border-t border-line px-4 pt-1.5 pb-2 text-12">
            <p className="flex h-6 items-center text-muted">
              Coming in, live <span className="ml-auto">{count(recent.data.perMinute)} a minute</span>
            </p>
            <ul aria-live="off">
              {recent.data.items.map((event) => (
                <li key={event.id} className="flex h-6 items-center gap-3">
                  <span className="w-13 shrink-0 text-subtle">{times.seconds(event.at)}</span>
                  <Link href={`/people/${event.personId}`} className="min-w-0 flex-1 truncate text-muted hover:text-fg">
                    <b className="font-medium text-fg">{event.name}</b> {event.summary}
                  </Link>
                  {event.source ? <span className="shrink-0 text-subtle">{event.source}</span> : null}
                </li>
              ))}
            </ul>
          </div>
        ) : null}
      </Card>
    </section>
  );
}

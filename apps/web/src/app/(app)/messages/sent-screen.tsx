"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Mail, MessageSquare, X } from "lucide-react";
import { MessageDrawer } from "@/app/(app)/messages/message-drawer.tsx";
import { MessagesTabs } from "@/app/(app)/messages/messages-tabs.tsx";
import { MessageStatus } from "@/components/ledger.tsx";
import { furthest, lookOf } from "@/components/message-look.ts";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Select } from "@/components/ui/select.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { Table, Td, Th, Tr } from "@/components/ui/table.tsx";
import { api } from "@/lib/api-client.ts";
import type { List, MessageRow } from "@/lib/api-types.ts";
import { classes } from "@/lib/classes.ts";
import { channelName } from "@/lib/format.ts";
import { useTimes } from "@/lib/use-now.ts";
import { useUrl } from "@/lib/use-url.ts";

const states = ["accepted", "planned", "held", "claimed", "unknown", "suppressed", "rejected", "expired", "cancelled"] as const;
const stateOptions = [{ value: "all", label: "any" }, ...states.map((value) => ({ value, label: lookOf(value).word }))] as const;

const channels = [
  { value: "all", label: "any" },
  { value: "email", label: "E-mail" },
  { value: "sms", label: "SMS" },
] as const;

/** Filters that come from links elsewhere (a journey, a template, a person): shown as chips, taken away one by one. */
const linked = [
  ["journey", "Journey"],
  ["template", "Template"],
  ["person", "Person"],
  ["reason", "Reason"],
] as const;

export function SentScreen() {
  const url = useUrl();
  const state = url.get("state");
  const channel = url.get("channel");
  const filters = {
    state,
    channel,
    journey: url.get("journey"),
    template: url.get("template"),
    person: url.get("person"),
    reason: url.get("reason"),
  };
  const messages = useInfiniteQuery({
    queryKey: ["messages", filters],
    queryFn: ({ pageParam, signal }) =>
      api.get<List<MessageRow>>("/messages", { query: { ...filters, after: pageParam, limit: 50 }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
  const rows = messages.data?.pages.flatMap((page) => page.items) ?? [];
  const filtered = Object.values(filters).some((value) => value !== "");
  const opened = url.get("message");
  const index = rows.findIndex((row) => row.id === opened);
  const near = (step: number) => rows[index + step]?.id;

  return (
    <>
      <PageHeader title="Messages" />
      <div className="px-4 sm:px-8">
        <MessagesTabs current="/messages" />
        <div className="flex min-h-13 flex-wrap items-center gap-2 py-2">
          <Select
            quiet
            size="compact"
            prefix="State"
            aria-label="State"
            value={state === "" ? "all" : state}
            onValue={(value) => url.set({ state: value === "all" ? null : value })}
            options={stateOptions}
          />
          <Select
            quiet
            size="compact"
            prefix="Channel"
            aria-label="Channel"
            value={channel === "" ? "all" : channel}
            onValue={(value) => url.set({ channel: value === "all" ? null : value })}
            options={channels}
          />
          {linked.map(([name, label]) => {
            const value = filters[name];
            return value === "" ? null : (
              <Button key={name} size="compact" onClick={() => url.set({ [name]: null })} aria-label={`Take away the filter ${label}`}>
                <span className="text-muted">{label}</span> {linkedName(rows, name) ?? value} <X aria-hidden className="size-3.5!" />
              </Button>
            );
          })}
        </div>
        {messages.isError && !messages.data ? (
          <ErrorState error={messages.error} onRetry={() => void messages.refetch()} />
        ) : !messages.data ? (
          <SkeletonRows rows={12} />
        ) : rows.length === 0 ? (
          filtered ? (
            <EmptyState
              title="No message fits these filters"
              action={
                <Button onClick={() => url.set({ state: null, channel: null, journey: null, template: null, person: null, reason: null })}>
                  Show all
                </Button>
              }
            />
          ) : (
            <EmptyState title="Nothing was sent yet">
              Every message of every journey is listed here with its state and the reason for it. For example: “Suppressed: refused Offers
              on 3 May”.
            </EmptyState>
          )
        ) : (
          <>
            <Table className={classes("transition-opacity", messages.isPlaceholderData && "opacity-60")}>
              <thead>
                <tr>
                  <Th>Person</Th>
                  <Th>Message</Th>
                  <Th>State</Th>
                  <Th>Reason</Th>
                  <Th>Journey</Th>
                  <Th numeric>Planned</Th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <SentRow key={row.id} row={row} selected={row.id === opened} onOpen={() => url.push({ message: row.id })} />
                ))}
              </tbody>
            </Table>
            <div className="flex h-13 items-center gap-4 text-12 text-muted">
              {messages.hasNextPage ? (
                <Button size="compact" busy={messages.isFetchingNextPage} onClick={() => void messages.fetchNextPage()}>
                  Show more
                </Button>
              ) : null}
              <span>
                {rows.length} shown{messages.hasNextPage ? "" : ", that is all"}
              </span>
            </div>
          </>
        )}
      </div>
      <MessageDrawer
        id={opened === "" ? undefined : opened}
        onClose={() => url.set({ message: null })}
        onNear={(step) => {
          const id = near(step);
          if (id) url.set({ message: id });
        }}
        hasPrevious={index > 0}
        hasNext={index >= 0 && index < rows.length - 1}
      />
    </>
  );
}

function linkedName(rows: readonly MessageRow[], filter: (typeof linked)[number][0]): string | undefined {
  const row = rows[0];
  switch (filter) {
    case "journey":
      return row?.journey?.name;
    case "template":
      return row?.template?.name;
    case "person":
      return row?.person?.name ?? row?.person?.hint ?? undefined;
    case "reason":
      return row?.reasonText ?? undefined;
  }
}

function SentRow({ row, selected, onOpen }: { row: MessageRow; selected: boolean; onOpen: () => void }) {
  const times = useTimes();
  const Icon = row.channel === "sms" ? MessageSquare : Mail;
  return (
    <Tr interactive data-selected={selected || undefined}>
      <Td>
        <span className="flex items-center gap-2.5">
          <Icon aria-label={channelName(row.channel)} className="size-4 shrink-0 stroke-[1.75] text-subtle" />
          <button type="button" onClick={onOpen} className="max-w-52 truncate rounded-chip font-medium after:absolute after:inset-0">
            {row.person?.name ?? row.to ?? row.person?.hint ?? "Somebody without a name"}
          </button>
        </span>
      </Td>
      <Td className="max-w-60 truncate">
        {row.template?.name ?? <span className="text-subtle">no template</span>}
        {row.preview ? <Badge className="ml-2">Test send</Badge> : null}
        {row.class === "transactional" ? (
          <Badge tone="line" className="ml-2">
            Transactional
          </Badge>
        ) : null}
      </Td>
      <Td>
        <MessageStatus state={furthest(row)} />
      </Td>
      <Td className="max-w-72 truncate text-muted" title={row.reasonText ?? undefined}>
        {row.reasonText ??
          (row.state === "held" && row.heldUntil ? `until ${times.inline(row.heldUntil)}` : <span className="text-subtle">–</span>)}
      </Td>
      <Td className="max-w-48 truncate text-muted">
        {row.journey ? `${row.journey.name}, v${row.journey.version}` : <span className="text-subtle">–</span>}
      </Td>
      <Td numeric className="text-muted">
        {times.when(row.plannedAt)}
      </Td>
    </Tr>
  );
}

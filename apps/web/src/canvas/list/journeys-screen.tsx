"use client";
import { Plus } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useAuthoringContext, useJourneys } from "@/canvas/api/hooks.ts";
import type { JourneyItem } from "@/canvas/api/types.ts";
import { ScaleHead } from "@/canvas/list/conversion.tsx";
import { compare, fits, inTab, type Sort, sorts, type Tab, tabs } from "@/canvas/list/filter.ts";
import { JourneyRow } from "@/canvas/list/journey-row.tsx";
import { SentenceBox, StarterCards, TriggerTiles } from "@/canvas/list/new-journey.tsx";
import { useCreateJourney } from "@/canvas/list/use-create-journey.ts";
import { scaleOf, wilson } from "@/canvas/list/wilson.ts";
import type { Command } from "@/commands/registry.ts";
import { useCommands } from "@/commands/use-commands.ts";
import { useMay } from "@/components/shell/shell-context.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { SearchInput } from "@/components/ui/input.tsx";
import { Keys } from "@/components/ui/kbd.tsx";
import { PageHeader, SectionHeading } from "@/components/ui/page-header.tsx";
import { Select } from "@/components/ui/select.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { Table, Th } from "@/components/ui/table.tsx";
import { Tabs } from "@/components/ui/tabs.tsx";
import { count, counted } from "@/lib/format.ts";
import { useDebounced } from "@/lib/use-debounced.ts";
import { useTimes } from "@/lib/use-now.ts";
import { useUrl } from "@/lib/use-url.ts";

const tabWords: Record<Tab, string> = {
  all: "All",
  live: "Live",
  paused: "Paused",
  draft: "Drafts",
  stopped: "Ended",
  archived: "Archived",
};
const sortWords: Record<Sort, string> = { edited: "Last edited", name: "Name", inside: "Inside", converted: "Converted" };

/** All journeys with what they do now; the first one is made from a drawing, a sentence or an event. */
export function JourneysScreen() {
  const url = useUrl();
  const tab = tabs.find((one) => one === url.get("status")) ?? "all";
  const sort = sorts.find((one) => one === url.get("sort")) ?? "edited";
  const asked = url.get("q");
  const [text, setText] = useState(asked);
  const search = useDebounced(text.trim(), 150);
  const field = useRef<HTMLInputElement>(null);
  const journeys = useJourneys(tab === "archived");
  const mayEdit = useMay("journey.edit");
  useEffect(() => {
    if (search !== asked) url.set({ q: search });
  }, [search, asked, url]);
  const commands = useMemo<Command[]>(
    () => [
      ...(mayEdit
        ? [
            {
              id: "create:journey",
              title: "New journey",
              group: "Create" as const,
              keys: "c",
              icon: Plus,
              run: () => url.push({ new: "1" }),
            },
          ]
        : []),
      { id: "journeys:find", title: "Find a journey", group: "This screen", keys: "f", run: () => field.current?.focus() },
    ],
    [mayEdit, url],
  );
  useCommands(commands);
  const all = journeys.data?.items ?? [];
  const rows = all.filter((item) => inTab(item, tab) && fits(item, search)).sort(compare(sort));
  const none = journeys.data !== undefined && all.length === 0 && tab !== "archived" && search === "";
  return (
    <>
      <PageHeader
        title="Journeys"
        actions={
          mayEdit ? (
            <Button variant="primary" onClick={() => url.push({ new: "1" })}>
              <Plus aria-hidden />
              New journey
              <Keys keys="c" tone="inherit" className="hidden sm:inline-flex" />
            </Button>
          ) : null
        }
      />
      {journeys.error && !journeys.data ? (
        <ErrorState error={journeys.error} onRetry={() => void journeys.refetch()} />
      ) : none ? (
        <Empty mayEdit={mayEdit} />
      ) : (
        <div className="flex min-h-0 flex-1 flex-col">
          <div className="flex-1 px-4 sm:px-8">
            <Tabs<Tab>
              value={tab}
              onValue={(next) => url.set({ status: next === "all" ? null : next })}
              items={tabs.map((one) => ({
                value: one,
                label: tabWords[one],
                ...(tab !== "archived" && one !== "archived" && journeys.data
                  ? { count: all.filter((item) => inTab(item, one)).length }
                  : {}),
              }))}
            />
            <div className="flex min-h-13 flex-wrap items-center gap-2 py-2.5">
              <SearchInput
                ref={field}
                size="compact"
                value={text}
                onValue={setText}
                aria-label="Find a journey"
                placeholder="Name or event"
                frameClassName="w-full sm:w-56"
              />
              <span className="flex-1" />
              <Select<Sort>
                quiet
                size="compact"
                prefix="Sort"
                aria-label="Sort by"
                value={sort}
                options={sorts.map((one) => ({ value: one, label: sortWords[one] }))}
                onValue={(next) => url.set({ sort: next === "edited" ? null : next })}
              />
            </div>
            <List
              rows={rows}
              pending={journeys.isPending}
              filtered={search !== "" || tab !== "all"}
              onClear={() => {
                setText("");
                url.set({ q: null, status: null });
              }}
            />
          </div>
          {rows.length > 0 ? (
            <footer className="flex h-9 shrink-0 items-center gap-4 border-t border-line px-4 text-12 text-muted sm:px-8">
              <span>
                {rows.length === all.length
                  ? counted(all.length, "journey", "journeys")
                  : `${count(rows.length)} of ${counted(all.length, "journey", "journeys")}`}
              </span>
              <span>
                {counted(
                  rows.reduce((sum, item) => sum + item.inside, 0),
                  "person",
                  "people",
                )}{" "}
                inside
              </span>
              <span className="ml-auto hidden sm:inline">Converted in 30 days, with 95 % intervals (Wilson)</span>
            </footer>
          ) : null}
        </div>
      )}
      <NewJourneyDialog open={url.get("new") === "1" && mayEdit} onClose={() => url.set({ new: null })} />
    </>
  );
}

function List({
  rows,
  pending,
  filtered,
  onClear,
}: {
  rows: readonly JourneyItem[];
  pending: boolean;
  filtered: boolean;
  onClear: () => void;
}) {
  const times = useTimes();
  if (pending) return <SkeletonRows rows={10} />;
  if (rows.length === 0) {
    return (
      <EmptyState title="No journey fits" action={filtered ? <Button onClick={onClear}>Show all</Button> : null}>
        Names and the events that start them are searched.
      </EmptyState>
    );
  }
  const scale = scaleOf(
    Math.max(
      0,
      ...rows.map(({ converted30Days: share }) => (share && share.entered > 0 ? wilson(share.converted, share.entered).high : 0)),
    ),
  );
  return (
    <Table>
      <thead>
        <tr>
          <Th>Name</Th>
          <Th>Status</Th>
          <Th>Starts when</Th>
          <Th numeric>Inside</Th>
          <Th numeric>Today</Th>
          <Th>Entered, 14 days</Th>
          <Th numeric>Converted</Th>
          <Th className="hidden pl-4 min-[1320px]:table-cell">
            <ScaleHead scale={scale} />
          </Th>
          <Th>Last edited</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((item) => (
          <JourneyRow key={item.id} item={item} scale={scale} edited={times.when(item.updatedAt)} />
        ))}
      </tbody>
    </Table>
  );
}

function Empty({ mayEdit }: { mayEdit: boolean }) {
  const context = useAuthoringContext();
  const create = useCreateJourney();
  if (!mayEdit) return <EmptyState title="No journeys yet">Somebody who may edit has to make the first one.</EmptyState>;
  return (
    <div className="px-4 py-5 sm:px-8">
      <SectionHeading>Start from a drawing</SectionHeading>
      <StarterCards context={context.data} create={create} />
      <div className="mx-auto max-w-160 py-16">
        <h2 className="text-center text-20 font-semibold">No journeys yet</h2>
        <p className="mt-1 mb-5 text-center text-muted">
          Say what should happen. You get a draft to look at; nothing is sent until you publish.
        </p>
        <SentenceBox context={context.data} create={create} />
      </div>
      <SectionHeading>Or start with an event</SectionHeading>
      <TriggerTiles context={context.data} create={create} />
    </div>
  );
}

function NewJourneyDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const context = useAuthoringContext();
  const create = useCreateJourney();
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()} title="New journey" width={720}>
      <div className="flex flex-col gap-5">
        <SentenceBox autoFocus context={context.data} create={create} />
        <div>
          <SectionHeading level={3}>Or from a drawing</SectionHeading>
          <StarterCards compact context={context.data} create={create} />
        </div>
      </div>
    </Dialog>
  );
}

"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useEffect, useMemo, useRef, useState } from "react";
import { readSearch } from "@/app/(app)/people/read-search.ts";
import type { Command } from "@/commands/registry.ts";
import { useCommands } from "@/commands/use-commands.ts";
import { Avatar } from "@/components/ui/avatar.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { SearchInput } from "@/components/ui/input.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { Table, Td, Th, Tr } from "@/components/ui/table.tsx";
import { api } from "@/lib/api-client.ts";
import type { List, PersonRow } from "@/lib/api-types.ts";
import { classes } from "@/lib/classes.ts";
import { countryName } from "@/lib/places.ts";
import { useDebounced } from "@/lib/use-debounced.ts";
import { useTimes } from "@/lib/use-now.ts";
import { useUrl } from "@/lib/use-url.ts";

export function PeopleScreen() {
  const url = useUrl();
  const asked = url.get("q");
  const [text, setText] = useState(asked);
  const search = useDebounced(text.trim(), 250);
  const field = useRef<HTMLInputElement>(null);
  const find = url.get("find");

  useEffect(() => {
    if (find === "") return;
    field.current?.focus();
    url.set({ find: null });
  }, [find, url]);
  useEffect(() => {
    if (search !== asked) url.set({ q: search });
  }, [search, asked, url]);

  const commands = useMemo<Command[]>(
    () => [{ id: "find:person", title: "Find a person", group: "This screen", keys: "/", run: () => field.current?.focus() }],
    [],
  );
  useCommands(commands);

  const people = useInfiniteQuery({
    queryKey: ["people", "list", search],
    queryFn: ({ pageParam, signal }) => api.get<List<PersonRow>>("/people", { query: { search, after: pageParam, limit: 50 }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const rows = people.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <>
      <PageHeader title="People" />
      <div className="px-4 sm:px-8">
        <div className="flex h-13 items-center gap-3">
          <SearchInput
            ref={field}
            value={text}
            onValue={setText}
            aria-label="Find people"
            placeholder="Id, whole e-mail, phone or @domain"
            frameClassName="w-full sm:w-96"
            spellCheck={false}
            autoCapitalize="off"
          />
          {people.isFetching && people.data ? <span className="text-12 text-subtle">Looking…</span> : null}
        </div>
        {people.isError && !people.data ? (
          <ErrorState error={people.error} onRetry={() => void people.refetch()} />
        ) : !people.data ? (
          <SkeletonRows rows={12} />
        ) : rows.length === 0 ? (
          search === "" ? (
            <EmptyState
              title="Nobody yet"
              action={
                <ButtonLink href="/" variant="secondary">
                  Connect your app
                </ButtonLink>
              }
            >
              People appear with their first event. For example: <code className="font-mono text-12">identify("u_1", {"{ email }"})</code>
            </EmptyState>
          ) : (
            <NobodyFound
              search={search}
              onSearch={(next) => {
                setText(next);
                field.current?.focus();
              }}
            />
          )
        ) : (
          <>
            <Table className={classes("transition-opacity", people.isPlaceholderData && "opacity-60")}>
              <thead>
                <tr>
                  <Th>Person</Th>
                  <Th>E-mail</Th>
                  <Th>Phone</Th>
                  <Th>Country</Th>
                  <Th>Zone</Th>
                  <Th numeric>Last seen</Th>
                </tr>
              </thead>
              <tbody>
                {rows.map((person) => (
                  <PersonTableRow key={person.id} person={person} />
                ))}
              </tbody>
            </Table>
            <div className="flex h-13 items-center gap-4 text-12 text-muted">
              {people.hasNextPage ? (
                <Button size="compact" busy={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
                  Show more
                </Button>
              ) : null}
              <span>
                {rows.length} shown{people.hasNextPage ? "" : ", that is all"}
              </span>
            </div>
          </>
        )}
      </div>
    </>
  );
}

function NobodyFound({ search, onSearch }: { search: string; onSearch: (text: string) => void }) {
  const sought = readSearch(search);
  return (
    <EmptyState
      title={`Nobody is found by “${search}”`}
      action={
        <>
          {sought.kind === "domain" ? (
            <Button variant="primary" onClick={() => onSearch(sought.search)}>
              Look for {sought.search}
            </Button>
          ) : null}
          <Button onClick={() => onSearch("")}>Show everybody</Button>
        </>
      }
    >
      {sought.kind === "domain" ? (
        <>With an @ before it, all people of a domain are found: {sought.search}.</>
      ) : (
        <>
          {sought.kind === "name" ? "Names are kept sealed and cannot be searched. " : ""}
          Addresses are stored sealed, so they are found whole: ana@example.com, +48 600 100 214, or @example.com for all of a domain.
        </>
      )}
    </EmptyState>
  );
}

function PersonTableRow({ person }: { person: PersonRow }) {
  const times = useTimes();
  const hint = (kind: "email" | "phone") => person.contactPoints.find((point) => point.kind === kind)?.hint;
  const nothing = <span className="text-subtle">–</span>;
  return (
    <Tr interactive>
      <Td>
        <span className="flex items-center gap-2.5">
          <Avatar name={person.name ?? "?"} />
          <Link
            href={`/people/${person.id}`}
            className={classes("max-w-60 truncate font-medium after:absolute after:inset-0", !person.name && "font-mono text-12")}
          >
            {person.name ?? person.userId ?? `${person.id.slice(0, 4)}…${person.id.slice(-8)}`}
          </Link>
        </span>
      </Td>
      <Td className="text-muted">{hint("email") ?? nothing}</Td>
      <Td className="text-muted">{hint("phone") ?? nothing}</Td>
      <Td className="text-muted">{person.country ? countryName(person.country) : nothing}</Td>
      <Td className="text-muted">{person.timeZone ?? nothing}</Td>
      <Td numeric className="text-muted">
        {person.lastSeenAt ? times.when(person.lastSeenAt) : nothing}
      </Td>
    </Tr>
  );
}

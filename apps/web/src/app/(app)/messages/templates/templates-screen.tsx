"use client";
import { useQuery } from "@tanstack/react-query";
import { Mail, MessageSquare, Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { MessagesTabs } from "@/app/(app)/messages/messages-tabs.tsx";
import { NewTemplateDialog } from "@/app/(app)/messages/templates/new-template-dialog.tsx";
import { useMay } from "@/components/shell/shell-context.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { SearchInput } from "@/components/ui/input.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { Status } from "@/components/ui/status.tsx";
import { Table, Td, Th, Tr } from "@/components/ui/table.tsx";
import { api } from "@/lib/api-client.ts";
import type { List, TemplateRow } from "@/lib/api-types.ts";
import { channelName } from "@/lib/format.ts";
import { useTimes } from "@/lib/use-now.ts";
import { useUrl } from "@/lib/use-url.ts";

export function TemplatesScreen() {
  const url = useUrl();
  const times = useTimes();
  const mayEdit = useMay("template.edit");
  const archived = url.get("archived") === "1";
  const [search, setSearch] = useState(url.get("q"));
  const templates = useQuery({
    queryKey: ["templates", archived],
    queryFn: ({ signal }) => api.get<List<TemplateRow>>("/templates", { query: { archived: archived || undefined }, signal }),
  });
  const words = search.trim().toLowerCase();
  const rows = (templates.data?.items ?? [])
    .filter((row) => (archived ? row.archivedAt !== null : row.archivedAt === null))
    .filter((row) => `${row.name} ${row.key}`.toLowerCase().includes(words));
  const create = () => url.push({ new: "1" });
  return (
    <>
      <PageHeader
        title="Messages"
        actions={
          mayEdit ? (
            <Button variant="primary" onClick={create}>
              <Plus aria-hidden /> New template
            </Button>
          ) : null
        }
      />
      <div className="px-4 sm:px-8">
        <MessagesTabs current="/messages/templates" />
        <div className="flex min-h-13 flex-wrap items-center gap-2 py-2">
          <SearchInput
            size="compact"
            aria-label="Find templates"
            placeholder="Name or key"
            value={search}
            onValue={(value) => {
              setSearch(value);
              url.set({ q: value });
            }}
            frameClassName="w-full sm:w-64"
          />
          <Segmented
            aria-label="Which templates"
            value={archived ? "archived" : "open"}
            onValue={(value) => url.set({ archived: value === "archived" ? "1" : null })}
            segments={[
              { value: "open", label: "In use" },
              { value: "archived", label: "Archived" },
            ]}
          />
        </div>
        {templates.isError && !templates.data ? (
          <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />
        ) : !templates.data ? (
          <SkeletonRows rows={8} />
        ) : rows.length === 0 ? (
          words !== "" ? (
            <EmptyState title={`No template is called “${search}”`} action={<Button onClick={() => setSearch("")}>Show all</Button>} />
          ) : archived ? (
            <EmptyState title="Nothing is archived" />
          ) : (
            <EmptyState title="No templates yet" action={mayEdit ? <Button onClick={create}>New template</Button> : null}>
              A template is a message with its words: subject, HTML and text. For example: a cart reminder that says “
              {"{{ person.firstName }}"}, your cart is waiting”.
            </EmptyState>
          )
        ) : (
          <Table className="mb-8">
            <thead>
              <tr>
                <Th>Name</Th>
                <Th>State</Th>
                <Th>Used by</Th>
                <Th>Key</Th>
                <Th numeric>Changed</Th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => {
                const Icon = row.channel === "sms" ? MessageSquare : Mail;
                return (
                  <Tr key={row.id} interactive>
                    <Td>
                      <span className="flex items-center gap-2.5">
                        <Icon aria-label={channelName(row.channel)} className="size-4 shrink-0 stroke-[1.75] text-subtle" />
                        <Link href={`/messages/templates/${row.id}`} className="max-w-80 truncate font-medium after:absolute after:inset-0">
                          {row.name}
                        </Link>
                        {row.transactional ? <Badge tone="line">Transactional</Badge> : null}
                      </span>
                    </Td>
                    <Td>
                      {row.publishedVersion === null ? (
                        <Status tone="muted" glyph="dashed" className="text-muted">
                          Never published
                        </Status>
                      ) : (
                        <span className="flex items-center gap-2">
                          <Status tone="live" glyph="dot">
                            Version {row.publishedVersion}
                          </Status>
                          {row.changed ? <span className="text-12 text-subtle">draft is ahead</span> : null}
                        </span>
                      )}
                    </Td>
                    <Td className="max-w-64 truncate text-muted">
                      {row.usedBy.length === 0 ? (
                        <span className="text-subtle">–</span>
                      ) : (
                        row.usedBy.map((journey) => journey.name).join(", ")
                      )}
                    </Td>
                    <Td className="font-mono text-12 text-muted">{row.key}</Td>
                    <Td numeric className="text-muted">
                      {times.when(row.updatedAt)}
                    </Td>
                  </Tr>
                );
              })}
            </tbody>
          </Table>
        )}
      </div>
      <NewTemplateDialog open={url.get("new") === "1" && mayEdit} onClose={() => url.set({ new: null })} />
    </>
  );
}

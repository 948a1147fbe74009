"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Archive, ArchiveRestore, Ellipsis, PenLine, Plus } from "lucide-react";
import { useState } from "react";
import { TopicDialog } from "@/app/(app)/settings/topics/topic-dialog.tsx";
import { useMay } from "@/components/shell/shell-context.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Menu, MenuItem } from "@/components/ui/menu.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { Table, Td, Th, Tr } from "@/components/ui/table.tsx";
import { toast, toastError } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";
import type { List, Topic } from "@/lib/api-types.ts";
import { count } from "@/lib/format.ts";

const kinds = { topic: "Topic", tracking: "Tracking", profiling: "Profiling", sharing: "Sharing" } as const;

export function TopicsScreen() {
  const client = useQueryClient();
  const mayChange = useMay("settings.manage");
  const [editing, setEditing] = useState<Topic | "new">();
  const topics = useQuery({ queryKey: ["topics"], queryFn: ({ signal }) => api.get<List<Topic>>("/topics", { signal }) });
  const archive = useMutation({
    mutationFn: (topic: Topic) => api.post(`/topics/${topic.id}/${topic.archivedAt ? "unarchive" : "archive"}`),
    onSuccess: async (_, topic) => {
      await client.invalidateQueries({ queryKey: ["topics"] });
      toast({ title: topic.archivedAt ? `${topic.name} is back` : `${topic.name} is archived; its records stay` });
    },
    onError: toastError,
  });
  const rows = topics.data?.items ?? [];
  return (
    <>
      <div className="mb-3 flex items-start gap-4">
        <p className="max-w-160 text-muted">
          What people can agree to or refuse. Each says what no record means; each wording is kept with its version as proof. The counts are
          people: who agreed to e-mail and refused SMS is in both.
        </p>
        {mayChange ? (
          <Button variant="primary" className="ml-auto" onClick={() => setEditing("new")}>
            <Plus aria-hidden /> New topic
          </Button>
        ) : null}
      </div>
      {topics.isError && !topics.data ? (
        <ErrorState error={topics.error} onRetry={() => void topics.refetch()} />
      ) : !topics.data ? (
        <SkeletonRows rows={4} />
      ) : rows.length === 0 ? (
        <EmptyState title="No topics yet" action={mayChange ? <Button onClick={() => setEditing("new")}>New topic</Button> : null}>
          Marketing always goes under a topic. For example: “Offers”, which needs agreement first.
        </EmptyState>
      ) : (
        <Table>
          <thead>
            <tr>
              <Th>Name</Th>
              <Th>No record means</Th>
              <Th>Wording</Th>
              <Th numeric>Agreed</Th>
              <Th numeric>Refused</Th>
              <Th className="w-10">
                <span className="sr-only">More</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((topic) => (
              <Tr key={topic.id}>
                <Td>
                  <span className="flex items-center gap-2">
                    <span className="font-medium">{topic.name}</span>
                    <span className="font-mono text-12 text-subtle">{topic.key}</span>
                    {topic.kind === "topic" ? null : <Badge tone="line">{kinds[topic.kind]}</Badge>}
                    {topic.archivedAt ? <Badge>Archived</Badge> : null}
                  </span>
                </Td>
                <Td className="text-muted">{topic.noRecord === "opt-in" ? "refused: needs agreement first" : "allowed until refused"}</Td>
                <Td className="max-w-80 truncate text-muted" title={topic.wording}>
                  {topic.wording === "" ? (
                    <span className="text-subtle">none yet</span>
                  ) : (
                    `“${topic.wording}”, version ${topic.wordingVersion}`
                  )}
                </Td>
                <Td numeric>{topic.counts ? count(topic.counts.granted) : "–"}</Td>
                <Td numeric>{topic.counts ? count(topic.counts.denied) : "–"}</Td>
                <Td>
                  {mayChange ? (
                    <Menu
                      trigger={
                        <IconButton label={`More for ${topic.name}`} size="compact" tooltip={false}>
                          <Ellipsis aria-hidden />
                        </IconButton>
                      }
                    >
                      <MenuItem icon={<PenLine aria-hidden />} onSelect={() => setEditing(topic)}>
                        Change
                      </MenuItem>
                      <MenuItem
                        icon={topic.archivedAt ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
                        onSelect={() => archive.mutate(topic)}
                      >
                        {topic.archivedAt ? "Bring it back" : "Archive"}
                      </MenuItem>
                    </Menu>
                  ) : null}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      {editing ? (
        <TopicDialog
          key={editing === "new" ? "new" : editing.id}
          topic={editing === "new" ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
    </>
  );
}

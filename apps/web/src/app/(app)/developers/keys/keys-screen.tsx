"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ExternalLink, Plus } from "lucide-react";
import { useState } from "react";
import { Code } from "@/components/code.tsx";
import { useMay, useShell } from "@/components/shell/shell-context.tsx";
import { ShownOnce } from "@/components/shown-once.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { RadioGroup } from "@/components/ui/choices.tsx";
import { Confirm } from "@/components/ui/dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { FormDialog, fieldProblem } from "@/components/ui/form-dialog.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Card, SectionHeading } from "@/components/ui/page-header.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { Table, Td, Th, Tr } from "@/components/ui/table.tsx";
import { api } from "@/lib/api-client.ts";
import type { ApiKey, List } from "@/lib/api-types.ts";
import { useTimes } from "@/lib/use-now.ts";
import { useOrigin } from "@/lib/use-origin.ts";

type Role = "owner" | "marketer";

export function KeysScreen() {
  const { environment } = useShell();
  const times = useTimes();
  const client = useQueryClient();
  const mayChange = useMay("key.manage");
  const [adding, setAdding] = useState(false);
  const [created, setCreated] = useState<{ name: string; key: string }>();
  const [revoking, setRevoking] = useState<ApiKey>();
  const origin = useOrigin();
  const keys = useQuery({ queryKey: ["keys"], queryFn: ({ signal }) => api.get<List<ApiKey>>("/keys", { signal }), enabled: mayChange });
  const refresh = () => client.invalidateQueries({ queryKey: ["keys"] });
  return (
    <>
      <div className="mb-3 flex items-start gap-4">
        <p className="max-w-160 text-muted">
          Everything this app does, your programs can do. A key belongs to one environment, here {environment.kind}.{" "}
          <a
            href="/api/openapi.json"
            target="_blank"
            rel="noreferrer"
            className="inline-flex items-center gap-1 font-medium text-accent-text hover:underline"
          >
            OpenAPI 3.1 <ExternalLink aria-hidden className="size-3.5" />
          </a>
        </p>
        {mayChange ? (
          <Button variant="primary" className="ml-auto" onClick={() => setAdding(true)}>
            <Plus aria-hidden /> New key
          </Button>
        ) : null}
      </div>
      {!mayChange ? (
        <EmptyState title="Keys are for owners">Ask an owner of this workspace to make one for you.</EmptyState>
      ) : keys.isError && !keys.data ? (
        <ErrorState error={keys.error} onRetry={() => void keys.refetch()} />
      ) : !keys.data ? (
        <SkeletonRows rows={3} />
      ) : keys.data.items.length === 0 ? (
        <EmptyState title="No API keys yet" action={<Button onClick={() => setAdding(true)}>New key</Button>}>
          For example: a key for your deployment that publishes journeys.
        </EmptyState>
      ) : (
        <Table>
          <thead>
            <tr>
              <Th>Name</Th>
              <Th>Key</Th>
              <Th>Role</Th>
              <Th>Made</Th>
              <Th>Last used</Th>
              <Th className="w-24">
                <span className="sr-only">Actions</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {keys.data.items.map((key) => (
              <Tr key={key.id} className={key.revokedAt ? "text-subtle" : undefined}>
                <Td>
                  <span className="flex items-center gap-2">
                    <span className="font-medium">{key.name}</span>
                    {key.revokedAt ? <Badge>Revoked</Badge> : null}
                  </span>
                </Td>
                <Td className="font-mono text-12 text-muted">{key.prefix}…</Td>
                <Td className="text-muted capitalize">{key.role}</Td>
                <Td className="text-muted">{times.when(key.createdAt)}</Td>
                <Td className="text-muted">{key.lastUsedAt ? times.when(key.lastUsedAt) : "never"}</Td>
                <Td className="text-right">
                  {key.revokedAt === null ? (
                    <Button size="compact" variant="quiet" onClick={() => setRevoking(key)}>
                      Revoke
                    </Button>
                  ) : null}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      <section className="mt-8 max-w-180">
        <SectionHeading>Try it</SectionHeading>
        <Card className="overflow-hidden">
          <Code copy>{`curl ${origin}/api/v1/journeys \\\n  -H "Authorization: Bearer your API key"`}</Code>
        </Card>
      </section>
      {adding ? (
        <NewKeyDialog
          onClose={() => setAdding(false)}
          onCreated={(made) => {
            setAdding(false);
            setCreated(made);
            void refresh();
          }}
        />
      ) : null}
      {created ? (
        <ShownOnce
          title={`${created.name} is there`}
          secrets={[{ label: "API key", value: created.key }]}
          onClose={() => setCreated(undefined)}
        />
      ) : null}
      <Confirm
        open={revoking !== undefined}
        onOpenChange={(open) => !open && setRevoking(undefined)}
        title={`Revoke ${revoking?.name ?? ""}?`}
        confirm="Revoke"
        danger
        onConfirm={async () => {
          if (!revoking) return;
          await api.post(`/keys/${revoking.id}/revoke`);
          await refresh();
        }}
      >
        <p>Programs that use it are refused from now on. This cannot be taken back.</p>
      </Confirm>
    </>
  );
}

function NewKeyDialog({ onClose, onCreated }: { onClose: () => void; onCreated: (made: { name: string; key: string }) => void }) {
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("marketer");
  const create = useMutation({
    mutationFn: () => api.post<{ id: string; key: string }>("/keys", { name, role }),
    onSuccess: ({ key }) => onCreated({ name, key }),
  });
  return (
    <FormDialog
      title="New API key"
      submit="Make it"
      busy={create.isPending}
      ready={name.trim() !== ""}
      error={create.error}
      onSubmit={() => create.mutateAsync()}
      onClose={onClose}
    >
      <Field label="Name" hint="What uses it: “deploy”, “warehouse”." error={fieldProblem(create.error, "name")}>
        <Input value={name} onChange={(event) => setName(event.target.value)} autoFocus maxLength={80} />
      </Field>
      <RadioGroup
        aria-label="What it may do"
        value={role}
        onValue={setRole}
        options={[
          { value: "marketer", label: "As a marketer", hint: "Journeys, messages and people." },
          { value: "owner", label: "As an owner", hint: "Also settings, keys and members. Give it to few." },
        ]}
      />
    </FormDialog>
  );
}

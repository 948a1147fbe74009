"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Globe, Plus, Server } from "lucide-react";
import { useState } from "react";
import { snippetFor } from "@/app/(app)/home/snippets.ts";
import { Code } from "@/components/code.tsx";
import { useMay, useShell } from "@/components/shell/shell-context.tsx";
import { ShownOnce } from "@/components/shown-once.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { RadioGroup, Switch } from "@/components/ui/choices.tsx";
import { CopyId } from "@/components/ui/copy.tsx";
import { Confirm } from "@/components/ui/dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { FormDialog, fieldProblem } from "@/components/ui/form-dialog.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Card, SectionHeading } from "@/components/ui/page-header.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { Status } from "@/components/ui/status.tsx";
import { Table, Td, Th, Tr } from "@/components/ui/table.tsx";
import { api } from "@/lib/api-client.ts";
import type { List, Source } from "@/lib/api-types.ts";
import { useTimes } from "@/lib/use-now.ts";

type Created = { id: string; writeKey: string; tokenSecret?: string };

export function SourcesScreen() {
  const { urls } = useShell();
  const times = useTimes(5_000);
  const client = useQueryClient();
  const mayChange = useMay("settings.manage");
  const [adding, setAdding] = useState(false);
  const [created, setCreated] = useState<{ name: string; kind: Source["kind"]; secret: Created }>();
  const [revoking, setRevoking] = useState<Source>();
  const sources = useQuery({
    queryKey: ["sources"],
    queryFn: ({ signal }) => api.get<List<Source>>("/sources", { signal }),
    refetchInterval: 5_000,
  });
  const refresh = () => client.invalidateQueries({ queryKey: ["sources"] });
  const rows = sources.data?.items ?? [];
  const browser = rows.find((source) => source.kind === "browser" && source.revokedAt === null);
  return (
    <>
      <div className="mb-3 flex items-start gap-4">
        <p className="max-w-160 text-muted">
          Where events come from. The collector speaks Segment's API, so its SDKs work by changing the host. A browser's key is public:
          without a signed token it can add events, never change who somebody is.
        </p>
        {mayChange ? (
          <Button variant="primary" className="ml-auto" onClick={() => setAdding(true)}>
            <Plus aria-hidden /> New source
          </Button>
        ) : null}
      </div>
      {sources.isError && !sources.data ? (
        <ErrorState error={sources.error} onRetry={() => void sources.refetch()} />
      ) : !sources.data ? (
        <SkeletonRows rows={3} />
      ) : rows.length === 0 ? (
        <EmptyState title="No sources yet" action={mayChange ? <Button onClick={() => setAdding(true)}>New source</Button> : null}>
          For example: “Web shop”, a browser source, and “Shop backend”, a server source.
        </EmptyState>
      ) : (
        <Table>
          <thead>
            <tr>
              <Th>Name</Th>
              <Th>Write key</Th>
              <Th>Consent</Th>
              <Th>Last event</Th>
              <Th className="w-24">
                <span className="sr-only">Actions</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((source) => {
              const Icon = source.kind === "browser" ? Globe : Server;
              return (
                <Tr key={source.id} className={source.revokedAt ? "text-subtle" : undefined}>
                  <Td>
                    <span className="flex items-center gap-2.5">
                      <Icon aria-hidden className="size-4 shrink-0 stroke-[1.75] text-subtle" />
                      <span className="font-medium">{source.name}</span>
                      <span className="text-12 text-muted">{source.kind}</span>
                      {source.revokedAt ? <Badge>Revoked</Badge> : null}
                    </span>
                  </Td>
                  <Td>
                    {source.writeKey ? (
                      <CopyId id={source.writeKey} label="Copy the write key" className="-ml-1" />
                    ) : (
                      <span className="font-mono text-12 text-muted">{source.prefix}…</span>
                    )}
                  </Td>
                  <Td className="text-muted">
                    {source.mayConsent ? (source.kind === "browser" ? "with a token" : "recorded") : "not taken"}
                  </Td>
                  <Td>
                    {source.lastSeenAt ? (
                      <Status
                        tone={times.now - Date.parse(source.lastSeenAt) < 300_000 ? "live" : "muted"}
                        glyph="dot"
                        className="text-muted"
                      >
                        {times.ago(source.lastSeenAt)} ago
                      </Status>
                    ) : (
                      <Status tone="muted" glyph="hollow" className="text-muted">
                        waiting for the first
                      </Status>
                    )}
                    {source.refused ? (
                      <p className="mt-0.5 mb-1.5 w-60 whitespace-normal text-12 text-muted">
                        {source.refused.events} refused, the last {times.ago(source.refused.lastAt)} ago: {source.refused.lastReason}
                      </p>
                    ) : null}
                  </Td>
                  <Td className="text-right">
                    {mayChange && source.revokedAt === null ? (
                      <Button size="compact" variant="quiet" onClick={() => setRevoking(source)}>
                        Revoke
                      </Button>
                    ) : null}
                  </Td>
                </Tr>
              );
            })}
          </tbody>
        </Table>
      )}
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-6 min-[1180px]:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <section>
          <SectionHeading>In the browser</SectionHeading>
          <Card className="overflow-hidden">
            <Code copy>{snippetFor("browser", urls.ingest, browser?.writeKey ?? "your write key")}</Code>
          </Card>
        </section>
        <section>
          <SectionHeading>On the server</SectionHeading>
          <Card className="overflow-hidden">
            <Code copy>{snippetFor("server", urls.ingest, "your write key")}</Code>
          </Card>
        </section>
      </div>
      {adding ? (
        <NewSourceDialog
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
          onClose={() => setCreated(undefined)}
          secrets={[
            {
              label: "Write key",
              value: created.secret.writeKey,
              hint:
                created.kind === "browser"
                  ? "Public: it stands in your page, and stays visible here."
                  : "Secret: it belongs on your server only.",
            },
            ...(created.secret.tokenSecret
              ? [
                  {
                    label: "Secret for user tokens",
                    value: created.secret.tokenSecret,
                    hint: "Your server signs {sub, exp} with it (HS256), so that a page may say who somebody is.",
                  },
                ]
              : []),
          ]}
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
          await api.post(`/sources/${revoking.id}/revoke`);
          await refresh();
        }}
      >
        <p>Its events are refused from now on. What came before stays. This cannot be taken back; a new source gets a new key.</p>
      </Confirm>
    </>
  );
}

function NewSourceDialog({
  onClose,
  onCreated,
}: {
  onClose: () => void;
  onCreated: (made: { name: string; kind: Source["kind"]; secret: Created }) => void;
}) {
  const [name, setName] = useState("");
  const [kind, setKind] = useState<Source["kind"]>("server");
  const [mayConsent, setMayConsent] = useState(true);
  const create = useMutation({
    mutationFn: () => api.post<Created>("/sources", { name, kind, mayConsent }),
    onSuccess: (secret) => onCreated({ name, kind, secret }),
  });
  return (
    <FormDialog
      title="New source"
      submit="Make it"
      busy={create.isPending}
      ready={name.trim() !== ""}
      error={create.error}
      onSubmit={() => create.mutateAsync()}
      onClose={onClose}
    >
      <Field label="Name" error={fieldProblem(create.error, "name")}>
        <Input value={name} onChange={(event) => setName(event.target.value)} placeholder="Shop backend" autoFocus maxLength={80} />
      </Field>
      <RadioGroup
        aria-label="Kind"
        value={kind}
        onValue={setKind}
        options={[
          { value: "server", label: "Server", hint: "Trusted: may change e-mail, phone and consent. Its key is secret." },
          {
            value: "browser",
            label: "Browser",
            hint: "Its key is public: events and traits only, unless your server signs a user token.",
          },
        ]}
      />
      <Switch
        checked={mayConsent}
        onChecked={setMayConsent}
        label="Takes consent"
        hint="context.consent.categoryPreferences is recorded for topics with the same key."
      />
    </FormDialog>
  );
}

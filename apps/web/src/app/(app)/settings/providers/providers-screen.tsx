"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Mail, MessageSquare, Plus } from "lucide-react";
import { useState } from "react";
import { ProbeResult } from "@/app/(app)/settings/providers/probe-result.tsx";
import { ProviderDialog } from "@/app/(app)/settings/providers/provider-dialog.tsx";
import { TestEnvironmentNote } from "@/app/(app)/settings/providers/test-environment-note.tsx";
import { TestRecipients } from "@/app/(app)/settings/providers/test-recipients.tsx";
import { useMay } from "@/components/shell/shell-context.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { CopyId } from "@/components/ui/copy.tsx";
import { Card } from "@/components/ui/page-header.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { Status } from "@/components/ui/status.tsx";
import { api } from "@/lib/api-client.ts";
import type { List, Probe, Provider } from "@/lib/api-types.ts";
import { channelName } from "@/lib/format.ts";
import { useOnce } from "@/lib/use-once.ts";

export function ProvidersScreen() {
  const mayChange = useMay("settings.manage");
  const [editing, setEditing] = useState<Provider | "new">();
  const providers = useQuery({ queryKey: ["providers"], queryFn: ({ signal }) => api.get<List<Provider>>("/providers", { signal }) });
  return (
    <>
      <div className="mb-3 flex items-start gap-4">
        <p className="max-w-160 text-muted">
          The services that carry messages. One per channel sends; the others rest. Passwords and tokens are stored sealed and never shown
          again.
        </p>
        {mayChange ? (
          <Button variant="primary" className="ml-auto" onClick={() => setEditing("new")}>
            <Plus aria-hidden /> New provider
          </Button>
        ) : null}
      </div>
      <div className="mb-4 max-w-200 empty:hidden">
        <TestEnvironmentNote />
      </div>
      {providers.isError && !providers.data ? (
        <ErrorState error={providers.error} onRetry={() => void providers.refetch()} />
      ) : !providers.data ? (
        <SkeletonRows rows={3} />
      ) : providers.data.items.length === 0 ? (
        <EmptyState title="No providers yet" action={mayChange ? <Button onClick={() => setEditing("new")}>New provider</Button> : null}>
          Until there is one, messages of its channel wait as planned. For example: your SMTP server for e-mail, Twilio for SMS.
        </EmptyState>
      ) : (
        <ul className="grid grid-cols-1 gap-4 min-[1180px]:grid-cols-2">
          {providers.data.items.map((provider) => (
            <ProviderCard key={provider.id} provider={provider} onEdit={mayChange ? () => setEditing(provider) : undefined} />
          ))}
        </ul>
      )}
      <TestRecipients />
      {editing ? (
        <ProviderDialog
          key={editing === "new" ? "new" : editing.id}
          provider={editing === "new" ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
    </>
  );
}

function summary(provider: Provider): string {
  const text = (name: string) => {
    const value = provider.settings[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
  if (provider.kind === "smtp") {
    const from = provider.settings["from"];
    const address = typeof from === "object" && from !== null && "address" in from ? String(from.address) : "";
    return `${text("host")}:${text("port")}, from ${address}`;
  }
  return `${text("from") || text("messagingServiceSid")}, account ${text("accountSid").slice(0, 6)}…`;
}

function ProviderCard({ provider, onEdit }: { provider: Provider; onEdit?: (() => void) | undefined }) {
  const probe = useMutation({ mutationFn: () => api.post<Probe>(`/providers/${provider.id}/probe`) });
  const test = useOnce(() => probe.mutateAsync());
  const Icon = provider.channel === "sms" ? MessageSquare : Mail;
  return (
    <li>
      <Card className="p-4">
        <div className="flex items-start gap-3">
          <Icon aria-hidden className="mt-0.5 size-4 shrink-0 stroke-[1.75] text-subtle" />
          <div className="min-w-0 flex-1">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{provider.name}</span>
              <span className="text-12 text-muted">
                {channelName(provider.channel)}, {provider.kind === "smtp" ? "SMTP" : "Twilio"}
              </span>
              {provider.fake ? <Badge tone="ok">Fake: nothing leaves this machine</Badge> : null}
            </p>
            <p className="truncate text-12 text-muted" title={summary(provider)}>
              {summary(provider)}
              {provider.ratePerSecond ? `, at most ${provider.ratePerSecond} a second` : ""}
            </p>
          </div>
          {provider.active ? (
            <Status tone="live" glyph="dot">
              Sends
            </Status>
          ) : (
            <Status tone="muted" glyph="hollow" className="text-muted">
              Rests
            </Status>
          )}
        </div>
        {provider.webhookUrl ? (
          <div className="mt-3 flex min-w-0 items-center gap-2 text-12">
            <span className="shrink-0 text-muted">Reports come to</span>
            <CopyId id={provider.webhookUrl} label="Copy the webhook's address" className="min-w-0" />
          </div>
        ) : null}
        <div className="mt-3 flex flex-wrap items-center gap-2">
          <Button size="compact" busy={probe.isPending} onClick={test} disabled={!onEdit}>
            Test the connection
          </Button>
          {onEdit ? (
            <Button size="compact" variant="quiet" onClick={onEdit}>
              Change
            </Button>
          ) : null}
          <ProbeResult probe={probe.data} error={probe.error} />
        </div>
      </Card>
    </li>
  );
}

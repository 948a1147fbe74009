"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useMemo, useState } from "react";
import { ReadOnlyNote, SettingRow } from "@/components/setting-row.tsx";
import { useMay } from "@/components/shell/shell-context.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Switch } from "@/components/ui/choices.tsx";
import { Combobox } from "@/components/ui/combobox.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input, Textarea } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import { ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { toast } from "@/components/ui/toast.tsx";
import { ApiError, api } from "@/lib/api-client.ts";
import type { WorkspaceSettings } from "@/lib/api-types.ts";
import { zoneOptions } from "@/lib/zones.ts";

export function WorkspaceScreen() {
  const settings = useQuery({
    queryKey: ["workspace"],
    queryFn: ({ signal }) => api.get<WorkspaceSettings>("/workspace", { signal }),
    refetchOnWindowFocus: false,
  });
  if (settings.isError && !settings.data) return <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />;
  if (!settings.data) return <SkeletonRows rows={6} />;
  return <WorkspaceForm key={JSON.stringify(settings.data)} stored={settings.data} />;
}

const windows = [
  { value: "PT24H", label: "24 hours" },
  { value: "P7D", label: "7 days" },
  { value: "P14D", label: "14 days" },
  { value: "P30D", label: "30 days" },
];

function WorkspaceForm({ stored }: { stored: WorkspaceSettings }) {
  const client = useQueryClient();
  const router = useRouter();
  const mayChange = useMay("settings.manage");
  const [form, setForm] = useState(stored);
  const zones = useMemo(() => zoneOptions(), []);
  const dirty = JSON.stringify(form) !== JSON.stringify(stored);
  const save = useMutation({
    mutationFn: () =>
      api.put<WorkspaceSettings>("/workspace", { ...form, postalAddress: form.postalAddress?.trim() ? form.postalAddress : null }),
    onSuccess: (saved) => {
      client.setQueryData(["workspace"], saved);
      toast({ title: "Saved" });
      router.refresh();
    },
  });
  const field = (path: string) => (save.error instanceof ApiError ? save.error.field(path) : undefined);
  const quiet = form.quietHours;
  const cap = form.cap?.marketing;
  const windowOptions =
    cap && !windows.some((entry) => entry.value === cap.within) ? [...windows, { value: cap.within, label: cap.within }] : windows;

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }

  return (
    <form onSubmit={submit}>
      {mayChange ? null : <ReadOnlyNote />}
      <fieldset disabled={!mayChange} className="min-w-0">
        <SettingRow title="The brand" about="The name stands in the side bar and on the unsubscribe page.">
          <Field label="Name" error={field("name")}>
            <Input value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} maxLength={120} />
          </Field>
        </SettingRow>
        <SettingRow
          title="Postal address"
          about={
            <>
              Marketing mail must name the sender's address. Templates show it with{" "}
              <code className="font-mono whitespace-nowrap">{"{{ postal_address }}"}</code>; without one they cannot be published.
            </>
          }
        >
          <Field label="Address" error={field("postalAddress")}>
            <Textarea
              rows={3}
              value={form.postalAddress ?? ""}
              onChange={(event) => setForm({ ...form, postalAddress: event.target.value })}
              placeholder={"Northkettle sp. z o.o.\nul. Józefa 18\n31-056 Kraków"}
            />
          </Field>
        </SettingRow>
        <SettingRow title="Time zone" about="For people whose own zone is not known, and for “today” on the home screen.">
          <Field label="Zone" error={field("timeZone")}>
            <Combobox value={form.timeZone} onValue={(timeZone) => setForm({ ...form, timeZone })} options={zones} disabled={!mayChange} />
          </Field>
        </SettingRow>
        <SettingRow
          title="Quiet hours"
          about="Marketing waits until they end, in each person's own zone; steps may skip instead. Transactional messages go at any time."
        >
          <Switch
            checked={quiet !== null}
            disabled={!mayChange}
            onChecked={(on) => setForm({ ...form, quietHours: on ? { from: "21:00", to: "08:00" } : null })}
            label="Keep quiet hours"
            hint={quiet === null ? "Messages go at any time of day." : undefined}
          />
          {quiet ? (
            <>
              <div className="flex flex-wrap items-end gap-3">
                <Field label="From" error={field("quietHours.from")}>
                  <Input
                    type="time"
                    value={quiet.from}
                    onChange={(event) => setForm({ ...form, quietHours: { ...quiet, from: event.target.value } })}
                    required
                  />
                </Field>
                <Field label="To" error={field("quietHours.to")}>
                  <Input
                    type="time"
                    value={quiet.to}
                    onChange={(event) => setForm({ ...form, quietHours: { ...quiet, to: event.target.value } })}
                    required
                  />
                </Field>
              </div>
              <Field label="For">
                <Select
                  className="self-start"
                  disabled={!mayChange}
                  value={quiet.channels === undefined || quiet.channels.length === 2 ? "all" : (quiet.channels[0] ?? "all")}
                  onValue={(value) =>
                    setForm({ ...form, quietHours: value === "all" ? { from: quiet.from, to: quiet.to } : { ...quiet, channels: [value] } })
                  }
                  options={[
                    { value: "all", label: "E-mail and SMS" },
                    { value: "sms", label: "SMS only" },
                    { value: "email", label: "E-mail only" },
                  ]}
                />
              </Field>
            </>
          ) : null}
        </SettingRow>
        <SettingRow title="Cap" about="At most so many marketing messages to one person, over all journeys, in a rolling window.">
          <Switch
            checked={cap !== undefined}
            disabled={!mayChange}
            onChecked={(on) => setForm({ ...form, cap: on ? { marketing: { count: 3, within: "P7D" } } : null })}
            label="Cap marketing messages"
            hint={cap ? undefined : "There is no cap."}
          />
          {cap ? (
            <div className="flex flex-wrap items-end gap-3">
              <Field label="At most" error={field("cap.marketing.count")}>
                <Input
                  type="number"
                  min={1}
                  max={1000}
                  value={cap.count}
                  onChange={(event) => setForm({ ...form, cap: { marketing: { ...cap, count: Number(event.target.value) } } })}
                  frameClassName="w-24"
                  required
                />
              </Field>
              <Field label="in" error={field("cap.marketing.within")}>
                <Select
                  disabled={!mayChange}
                  value={cap.within}
                  onValue={(within) => setForm({ ...form, cap: { marketing: { ...cap, within } } })}
                  options={windowOptions}
                />
              </Field>
            </div>
          ) : null}
        </SettingRow>
      </fieldset>
      {save.isError ? (
        <p role="alert" className="mb-3 text-bad">
          {save.error.message}
        </p>
      ) : null}
      {mayChange ? (
        <div className="sticky bottom-0 -mx-4 flex items-center gap-2 border-t border-line bg-surface px-4 py-3 sm:-mx-8 sm:px-8">
          <Button type="submit" variant="primary" busy={save.isPending} disabled={!dirty}>
            Save
          </Button>
          <Button variant="quiet" disabled={!dirty} onClick={() => setForm(stored)}>
            Discard
          </Button>
          {dirty ? <span className="text-12 text-muted">Not saved yet</span> : null}
        </div>
      ) : null}
    </form>
  );
}

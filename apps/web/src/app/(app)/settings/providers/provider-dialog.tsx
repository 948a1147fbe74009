"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isProven, type ProviderInput, type Tried } from "@/app/(app)/settings/providers/is-proven.ts";
import { ProbeResult } from "@/app/(app)/settings/providers/probe-result.tsx";
import { ProviderFields } from "@/app/(app)/settings/providers/provider-fields.tsx";
import { type FieldSpec, fieldsOf, providerForms, settingsFieldsOf } from "@/app/(app)/settings/providers/provider-forms.ts";
import { settingsFrom, type Values } from "@/app/(app)/settings/providers/settings-from.ts";
import { TestEnvironmentNote } from "@/app/(app)/settings/providers/test-environment-note.tsx";
import { UnprovenDialog } from "@/app/(app)/settings/providers/unproven-dialog.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Switch } from "@/components/ui/choices.tsx";
import { Field } from "@/components/ui/field.tsx";
import { FormDialog, fieldProblem } from "@/components/ui/form-dialog.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { toast } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";
import type { Probe, Provider } from "@/lib/api-types.ts";
import { same } from "@/lib/same.ts";
import { useOnce } from "@/lib/use-once.ts";

type Kind = Provider["kind"];

function read(source: Record<string, unknown>, path: string): string {
  let value: unknown = source;
  for (const part of path.split("."))
    value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[part] : undefined;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** One provider's settings. What is to send is tried first; what failed its test sends only by a second, plain yes. */
export function ProviderDialog({ provider, onClose }: { provider: Provider | undefined; onClose: () => void }) {
  const client = useQueryClient();
  const [kind, setKind] = useState<Kind>(provider?.kind ?? "smtp");
  const { channel } = providerForms[kind];
  const [name, setName] = useState(provider?.name ?? "");
  const [values, setValues] = useState<Values>(() =>
    Object.fromEntries(
      (["smtp", "twilio"] as const)
        .flatMap(settingsFieldsOf)
        .map((field) => [field.path, provider ? read(provider.settings, field.path) : (field.initial ?? "")]),
    ),
  );
  const [secrets, setSecrets] = useState<Values>({});
  const [active, setActive] = useState(provider?.active ?? false);
  const [rate, setRate] = useState(provider?.ratePerSecond ? String(provider.ratePerSecond) : "");
  const [unproven, setUnproven] = useState<string>();

  const input = (): ProviderInput => ({
    kind,
    settings: settingsFrom(settingsFieldsOf(kind), values, provider?.settings ?? {}),
    secrets: Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== "")),
  });
  const probe = useMutation({
    mutationFn: async (): Promise<Tried> => {
      const tried = input();
      return { input: tried, probe: await api.post<Probe>(provider ? `/providers/${provider.id}/probe` : "/providers/probe", tried) };
    },
  });
  const write = useMutation({
    mutationFn: (sends: boolean) => {
      const body = { ...input(), name, active: sends, ratePerSecond: rate.trim() === "" ? null : Number(rate) };
      return provider ? api.put(`/providers/${provider.id}`, body) : api.post("/providers", body);
    },
    onSuccess: async (_, sends) => {
      await client.invalidateQueries({ queryKey: ["providers"] });
      toast({ title: sends ? `${name} sends from now on` : `${name} is stored and does not send` });
      onClose();
    },
    onError: () => setUnproven(undefined),
  });
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set());
  /** What has to be there, before the server is asked: its own checks come after. */
  function complete(): boolean {
    const empty = ({ path, secret }: FieldSpec) =>
      secret ? (secrets[path] ?? "") === "" && !(provider?.secrets ?? []).includes(path) : (values[path] ?? "").trim() === "";
    const found = fieldsOf(kind).filter((field) => !field.optional && !field.options && empty(field));
    setMissing(new Set(found.map(({ path }) => path)));
    return found.length === 0;
  }
  async function save() {
    if (!complete()) return;
    if (!active || isProven(provider, input(), probe.data)) return write.mutateAsync(active);
    const failure = await probe.mutateAsync().then(
      (tried) => (tried.probe.ok ? undefined : tried.probe.message),
      (error: unknown) => (error instanceof Error ? error.message : "It could not be tested."),
    );
    if (failure === undefined) return write.mutateAsync(true);
    setUnproven(failure);
  }
  const decide = useOnce(write.mutateAsync);
  const test = useOnce(() => probe.mutateAsync());
  const problemOf = ({ path, label, secret }: FieldSpec) =>
    missing.has(path) ? `${label}: this has to be filled in.` : fieldProblem(write.error, `${secret ? "secrets" : "settings"}.${path}`);
  const shownProbe = probe.data && same(probe.data.input, input()) ? probe.data.probe : undefined;
  return (
    <FormDialog
      width={600}
      title={provider ? `Change ${provider.name}` : "New provider"}
      submit="Save"
      busy={write.isPending || probe.isPending}
      ready={name.trim() !== ""}
      error={write.error}
      onSubmit={save}
      onClose={onClose}
      aside={
        <>
          <Button busy={probe.isPending} onClick={() => complete() && test()}>
            Test
          </Button>
          <ProbeResult probe={shownProbe} error={probe.error} />
        </>
      }
    >
      {provider?.fake ? null : <TestEnvironmentNote />}
      {provider ? null : (
        <Segmented
          aria-label="Kind of provider"
          className="self-start"
          value={kind}
          onValue={setKind}
          segments={[
            { value: "smtp", label: "E-mail by SMTP" },
            { value: "twilio", label: "SMS by Twilio" },
          ]}
        />
      )}
      <Field label="Name" error={fieldProblem(write.error, "name")}>
        <Input
          value={name}
          onChange={(event) => setName(event.target.value)}
          placeholder={kind === "smtp" ? "Our mail server" : "Twilio"}
          autoFocus
        />
      </Field>
      <ProviderFields
        kind={kind}
        values={values}
        onValue={(path, value) => setValues({ ...values, [path]: value })}
        secrets={secrets}
        onSecret={(path, value) => setSecrets({ ...secrets, [path]: value })}
        stored={provider?.secrets ?? []}
        problemOf={problemOf}
      />
      <div className="flex flex-col gap-3 border-t border-line pt-4">
        <Field
          label="At most, a second"
          optional
          error={fieldProblem(write.error, "ratePerSecond")}
          hint="What your provider allows."
          className="sm:max-w-64"
        >
          <Input type="number" min={0.1} step="any" value={rate} onChange={(event) => setRate(event.target.value)} />
        </Field>
        <Switch
          checked={active}
          onChecked={setActive}
          label={`Sends all ${channel}`}
          hint={
            active ? `It is tested as you save; other providers for ${channel} then rest.` : "Stored only; another one sends, or nobody."
          }
        />
      </div>
      {unproven === undefined ? null : (
        <UnprovenDialog
          name={name}
          channel={channel}
          failure={unproven}
          busy={write.isPending}
          onRest={() => decide(false)}
          onSend={() => decide(true)}
          onClose={() => setUnproven(undefined)}
        />
      )}
    </FormDialog>
  );
}

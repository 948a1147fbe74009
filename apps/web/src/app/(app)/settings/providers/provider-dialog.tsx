"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProbeResult } from "@/app/(app)/settings/providers/probe-result.tsx";
import { providerForms } from "@/app/(app)/settings/providers/provider-forms.ts";
import { settingsFrom, type Values } from "@/app/(app)/settings/providers/settings-from.ts";
import { Button } from "@/components/ui/button.tsx";
import { Switch } from "@/components/ui/choices.tsx";
import { Field } from "@/components/ui/field.tsx";
import { FormDialog, fieldProblem } from "@/components/ui/form-dialog.tsx";
import { Input, Textarea } from "@/components/ui/input.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { Select } from "@/components/ui/select.tsx";
import { toast } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";
import type { Probe, Provider } from "@/lib/api-types.ts";

type Kind = Provider["kind"];

function read(source: Record<string, unknown>, path: string): string {
  let value: unknown = source;
  for (const part of path.split("."))
    value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[part] : undefined;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

export function ProviderDialog({ provider, onClose }: { provider: Provider | undefined; onClose: () => void }) {
  const client = useQueryClient();
  const [kind, setKind] = useState<Kind>(provider?.kind ?? "smtp");
  const spec = providerForms[kind];
  const [name, setName] = useState(provider?.name ?? "");
  const [values, setValues] = useState<Values>(() =>
    Object.fromEntries(
      Object.values(providerForms).flatMap((form) =>
        form.settings.map((field) => [field.path, provider ? read(provider.settings, field.path) : (field.initial ?? "")]),
      ),
    ),
  );
  const [secrets, setSecrets] = useState<Values>({});
  const [active, setActive] = useState(provider?.active ?? true);
  const [rate, setRate] = useState(provider?.ratePerSecond ? String(provider.ratePerSecond) : "");

  const input = () => ({
    kind,
    settings: settingsFrom(spec.settings, values, provider?.settings ?? {}),
    secrets: Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== "")),
  });
  const save = useMutation({
    mutationFn: () => {
      const body = { ...input(), name, active, ratePerSecond: rate.trim() === "" ? null : Number(rate) };
      return provider ? api.put(`/providers/${provider.id}`, body) : api.post("/providers", body);
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["providers"] });
      toast({ title: active ? `${name} sends from now on` : `${name} is stored and rests` });
      onClose();
    },
  });
  const probe = useMutation({ mutationFn: () => api.post<Probe>("/providers/probe", input()) });
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set());
  /** What has to be there, before the server is asked: its own checks come after. */
  function complete(): boolean {
    const settings = spec.settings.filter((field) => !field.optional && !field.options && (values[field.path] ?? "").trim() === "");
    const stored = provider?.secrets ?? [];
    const hidden = spec.secrets.filter((field) => !field.optional && (secrets[field.path] ?? "") === "" && !stored.includes(field.path));
    const found = new Set([...settings.map((field) => `settings.${field.path}`), ...hidden.map((field) => `secrets.${field.path}`)]);
    setMissing(found);
    return found.size === 0;
  }
  const problemOf = (path: string, label: string) =>
    missing.has(path) ? `${label}: this has to be filled in.` : fieldProblem(save.error, path);
  return (
    <FormDialog
      width={560}
      title={provider ? `Change ${provider.name}` : "New provider"}
      submit="Save"
      busy={save.isPending}
      ready={name.trim() !== ""}
      error={save.error}
      onSubmit={() => complete() && save.mutate()}
      onClose={onClose}
      aside={
        <>
          <Button busy={probe.isPending} onClick={() => complete() && probe.mutate()}>
            Test
          </Button>
          <ProbeResult probe={probe.data} error={probe.error} />
        </>
      }
    >
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
      <Field label="Name" error={fieldProblem(save.error, "name")}>
        <Input
          value={name}
          onChange={(event) => setName(event.target.value)}
          placeholder={kind === "smtp" ? "Our mail server" : "Twilio"}
          autoFocus
        />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        {spec.settings.map((field) => (
          <Field
            key={field.path}
            label={field.label}
            optional={field.optional ?? false}
            hint={field.hint}
            error={problemOf(`settings.${field.path}`, field.label)}
            className={field.wide ? "sm:col-span-2" : undefined}
          >
            {field.options ? (
              <Select
                value={values[field.path] ?? ""}
                onValue={(value) => setValues({ ...values, [field.path]: value })}
                options={field.options}
              />
            ) : (
              <Input
                type={field.type ?? "text"}
                value={values[field.path] ?? ""}
                placeholder={field.placeholder}
                onChange={(event) => setValues({ ...values, [field.path]: event.target.value })}
                spellCheck={false}
                autoComplete="off"
              />
            )}
          </Field>
        ))}
        {spec.secrets.map((field) => {
          const stored = provider?.secrets.includes(field.path) ?? false;
          const props = {
            value: secrets[field.path] ?? "",
            placeholder: stored ? "Stored; leave empty to keep it" : (field.placeholder ?? ""),
            autoComplete: "off",
            spellCheck: false,
          };
          return (
            <Field
              key={field.path}
              label={field.label}
              optional={field.optional ?? false}
              hint={field.hint}
              error={problemOf(`secrets.${field.path}`, field.label)}
              className={field.wide ? "sm:col-span-2" : undefined}
            >
              {field.lines ? (
                <Textarea
                  rows={3}
                  className="font-mono text-12"
                  {...props}
                  onChange={(event) => setSecrets({ ...secrets, [field.path]: event.target.value })}
                />
              ) : (
                <Input
                  type="password"
                  {...props}
                  autoComplete="new-password"
                  onChange={(event) => setSecrets({ ...secrets, [field.path]: event.target.value })}
                />
              )}
            </Field>
          );
        })}
        <Field label="At most, a second" optional error={fieldProblem(save.error, "ratePerSecond")} hint="What your provider allows.">
          <Input type="number" min={0.1} step="any" value={rate} onChange={(event) => setRate(event.target.value)} />
        </Field>
      </div>
      <Switch checked={active} onChecked={setActive} label="Sends" hint={`Other providers for ${spec.channel} rest when this one sends.`} />
    </FormDialog>
  );
}

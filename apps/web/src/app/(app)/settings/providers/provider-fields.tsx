"use client";
import { type FieldSpec, providerForms } from "@/app/(app)/settings/providers/provider-forms.ts";
import type { Values } from "@/app/(app)/settings/providers/settings-from.ts";
import { Field } from "@/components/ui/field.tsx";
import { Input, Textarea } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import type { Provider } from "@/lib/api-types.ts";

type Props = {
  kind: Provider["kind"];
  values: Values;
  onValue: (path: string, value: string) => void;
  secrets: Values;
  onSecret: (path: string, value: string) => void;
  /** Secrets that are stored already, by name. */
  stored: readonly string[];
  problemOf: (field: FieldSpec) => string | undefined;
};

/** The fields of one kind of provider, in groups. */
export function ProviderFields({ kind, problemOf, ...rest }: Props) {
  return providerForms[kind].groups.map((group) => (
    <fieldset key={group.title} className="grid gap-x-4 gap-y-3 border-t border-line pt-4 sm:grid-cols-2">
      <legend className="float-left text-13 font-semibold sm:col-span-2">{group.title}</legend>
      {group.fields.map((field) => (
        <Field
          key={field.path}
          label={field.label}
          optional={field.optional ?? false}
          hint={field.hint}
          error={problemOf(field)}
          className={field.wide ? "sm:col-span-2" : undefined}
        >
          <Control field={field} {...rest} />
        </Field>
      ))}
    </fieldset>
  ));
}

type ControlProps = Omit<Props, "kind" | "problemOf"> & { field: FieldSpec };

/** `labelled` is what the field ties its label, hint and problem to the control with. */
function Control({ field, values, onValue, secrets, onSecret, stored, ...labelled }: ControlProps) {
  if (field.options)
    return (
      <Select {...labelled} value={values[field.path] ?? ""} onValue={(value) => onValue(field.path, value)} options={field.options} />
    );
  if (!field.secret)
    return (
      <Input
        {...labelled}
        type={field.type ?? "text"}
        value={values[field.path] ?? ""}
        placeholder={field.placeholder}
        onChange={(event) => onValue(field.path, event.target.value)}
        spellCheck={false}
        autoComplete="off"
      />
    );
  const secret = {
    ...labelled,
    value: secrets[field.path] ?? "",
    placeholder: stored.includes(field.path) ? "Stored; leave empty to keep it" : (field.placeholder ?? ""),
    spellCheck: false,
  };
  return field.lines ? (
    <Textarea
      rows={3}
      className="font-mono text-12"
      autoComplete="off"
      {...secret}
      onChange={(event) => onSecret(field.path, event.target.value)}
    />
  ) : (
    <Input type="password" autoComplete="new-password" {...secret} onChange={(event) => onSecret(field.path, event.target.value)} />
  );
}

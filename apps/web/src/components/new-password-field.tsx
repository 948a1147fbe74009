"use client";
import { Field } from "@/components/ui/field.tsx";
import { Input, type InputProps } from "@/components/ui/input.tsx";

type Props = Pick<InputProps, "size" | "autoFocus" | "type" | "autoComplete"> & {
  label?: string;
  value: string;
  onValue: (value: string) => void;
  error?: string | undefined;
};

/** A password that is being chosen, with what makes a good one; the server has the last word. */
export function NewPasswordField({ label = "New password", value, onValue, error, ...input }: Props) {
  return (
    <Field label={label} hint="At least 15 characters. A few words in a row are easy to keep and hard to guess." error={error}>
      <Input
        type="password"
        autoComplete="new-password"
        spellCheck={false}
        {...input}
        value={value}
        onChange={(event) => onValue(event.target.value)}
      />
    </Field>
  );
}

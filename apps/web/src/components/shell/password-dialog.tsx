"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { NewPasswordField } from "@/components/new-password-field.tsx";
import { Field } from "@/components/ui/field.tsx";
import { FormDialog, fieldProblem } from "@/components/ui/form-dialog.tsx";
import { Input } from "@/components/ui/input.tsx";
import { toast } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";

/** One's own password. The present one is asked for: an open browser must not be enough to take an account over. */
export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const change = useMutation({
    mutationFn: () => api.put<{ endedSessions: number }>("/account/password", { current, password }),
    onSuccess: ({ endedSessions }) => {
      void client.invalidateQueries({ queryKey: ["sessions"] });
      const elsewhere =
        endedSessions === 1 ? "; you are signed out in one other place" : `; you are signed out in ${endedSessions} other places`;
      toast({ title: `Your new password holds from now on${endedSessions === 0 ? "" : elsewhere}` });
      onClose();
    },
  });
  return (
    <FormDialog
      title="Change your password"
      description="Wherever else you are signed in, you are signed out."
      submit="Change it"
      busy={change.isPending}
      ready={current !== "" && password !== ""}
      error={change.error}
      onSubmit={() => change.mutateAsync()}
      onClose={onClose}
    >
      <Field label="Current password" error={fieldProblem(change.error, "current")}>
        <Input
          type="password"
          autoComplete="current-password"
          autoFocus
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
      </Field>
      <NewPasswordField value={password} onValue={setPassword} error={fieldProblem(change.error, "password")} />
    </FormDialog>
  );
}

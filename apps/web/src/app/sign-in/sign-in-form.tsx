"use client";
import { CircleAlert } from "lucide-react";
import { signIn } from "next-auth/react";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

export function SignInForm({ target }: { target: string }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const password = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(undefined);
    try {
      const answer = await signIn("credentials", {
        redirect: false,
        email: text(form, "email"),
        password: text(form, "password"),
      });
      if (answer?.ok && !answer.error) {
        // A full load: the shell is read anew for this person.
        window.location.assign(target);
        return;
      }
      setProblem(
        answer?.error && answer.error !== "CredentialsSignin" && answer.error !== "Configuration"
          ? answer.error
          : answer?.error === "Configuration"
            ? "Signing in does not work right now. Nothing is wrong with your password; try again in a moment."
            : "The e-mail address or the password is not right.",
      );
      password.current?.select();
    } catch {
      setProblem("The server could not be reached. Check the connection and try again.");
    }
    setBusy(false);
  }

  return (
    <form method="post" onSubmit={(event) => void submit(event)} className="mt-6 flex flex-col gap-4" noValidate>
      <Field label="E-mail">
        <Input name="email" type="email" autoComplete="username" autoFocus required size="touch" />
      </Field>
      <Field label="Password">
        <Input name="password" type="password" autoComplete="current-password" required size="touch" ref={password} />
      </Field>
      {problem ? (
        <p role="alert" className="flex items-start gap-2 rounded-control bg-bad-tint px-3 py-2 text-13 text-bad">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 stroke-[1.75]" />
          {problem}
        </p>
      ) : null}
      <Button type="submit" variant="primary" size="touch" busy={busy} className="mt-1 w-full">
        Sign in
      </Button>
    </form>
  );
}

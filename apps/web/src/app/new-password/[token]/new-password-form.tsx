"use client";
import { CircleAlert, CircleCheck } from "lucide-react";
import { type FormEvent, useState } from "react";
import { NewPasswordField } from "@/components/new-password-field.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";

type Refusal = { message: string; field?: string };

export function NewPasswordForm({ token, email }: { token: string; email: string }) {
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const [done, setDone] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setRefusal(undefined);
    try {
      const answer = await fetch(`/new-password/${encodeURIComponent(token)}/save`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ password }),
      });
      if (answer.ok) setDone(true);
      else setRefusal((await answer.json()) as Refusal);
    } catch {
      setRefusal({ message: "The server could not be reached. Your password is as it was; check the connection and try again." });
    }
    setBusy(false);
  }

  if (done) {
    return (
      <div className="mt-6 flex flex-col gap-4">
        <p role="status" className="flex items-start gap-2 rounded-control bg-ok-tint px-3 py-2 text-13 text-ok">
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 stroke-[1.75]" />
          Your new password holds from now on.
        </p>
        <ButtonLink href="/sign-in" variant="primary" size="touch" className="w-full">
          Sign in
        </ButtonLink>
      </div>
    );
  }
  return (
    <form method="post" onSubmit={(event) => void submit(event)} className="mt-6 flex flex-col gap-4" noValidate>
      {/* For password managers: whose password it is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <NewPasswordField size="touch" autoFocus value={password} onValue={setPassword} error={refusal?.field} />
      {refusal && !refusal.field ? (
        <p role="alert" className="flex items-start gap-2 rounded-control bg-bad-tint px-3 py-2 text-13 text-bad">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 stroke-[1.75]" />
          {refusal.message}
        </p>
      ) : null}
      <Button type="submit" variant="primary" size="touch" busy={busy} disabled={password === ""} className="mt-1 w-full">
        Set the password
      </Button>
    </form>
  );
}

"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Mail, MessageSquare, Plus, X } from "lucide-react";
import { useState } from "react";
import { useMay, useShell } from "@/components/shell/shell-context.tsx";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Card, SectionHeading } from "@/components/ui/page-header.tsx";
import { ErrorLine, SkeletonRows } from "@/components/ui/states.tsx";
import { toast, toastError } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";
import type { List, TestRecipient } from "@/lib/api-types.ts";
import { useOnce } from "@/lib/use-once.ts";

const queryKey = ["test-recipients"];

/** Whom real providers may write to from the test environment. In the live one there is no such list. */
export function TestRecipients() {
  const mayChange = useMay("settings.manage");
  const isTest = useShell().environment.kind === "test";
  const recipients = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<List<TestRecipient>>("/test-recipients", { signal }),
    enabled: isTest,
  });
  if (!isTest) return null;
  return (
    <section aria-labelledby="test-recipients" className="mt-8 max-w-160">
      <SectionHeading id="test-recipients" count={recipients.data?.items.length || undefined}>
        Listed for tests
      </SectionHeading>
      <Card>
        {recipients.error ? (
          <ErrorLine error={recipients.error} onRetry={() => void recipients.refetch()} />
        ) : !recipients.data ? (
          <SkeletonRows rows={2} className="px-4" />
        ) : recipients.data.items.length === 0 ? (
          <p className="px-4 py-3 text-muted">
            Nobody yet. Before you try a real provider, list your own address: everybody else’s messages are decided, recorded and not sent.
          </p>
        ) : (
          <ul className="divide-y divide-line">
            {recipients.data.items.map((recipient) => (
              <Recipient key={recipient.id} recipient={recipient} mayChange={mayChange} />
            ))}
          </ul>
        )}
        {mayChange ? <AddRecipient /> : null}
      </Card>
    </section>
  );
}

function Recipient({ recipient, mayChange }: { recipient: TestRecipient; mayChange: boolean }) {
  const client = useQueryClient();
  const { id, kind, address, addedBy } = recipient;
  const remove = useMutation({
    mutationFn: () => api.delete(`/test-recipients/${id}`),
    onSuccess: () => toast({ title: `${address} is off the list` }),
    onError: toastError,
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
  const takeOff = useOnce(() => remove.mutateAsync());
  const Icon = kind === "phone" ? MessageSquare : Mail;
  return (
    <li className="flex min-h-10 items-center gap-3 px-4">
      <Icon aria-hidden className="size-4 shrink-0 stroke-[1.75] text-subtle" />
      <span className="min-w-0 flex-1 truncate">{address}</span>
      {addedBy ? <span className="hidden shrink-0 text-12 text-muted sm:block">added by {addedBy}</span> : null}
      {mayChange ? (
        <IconButton label={`Take ${address} off the list`} className="-mr-2" disabled={remove.isPending} onClick={takeOff}>
          <X aria-hidden />
        </IconButton>
      ) : null}
    </li>
  );
}

function AddRecipient() {
  const client = useQueryClient();
  const [address, setAddress] = useState("");
  const add = useMutation({
    mutationFn: () => api.post("/test-recipients", { address }),
    onSuccess: async () => {
      setAddress("");
      await client.invalidateQueries({ queryKey });
    },
  });
  const put = useOnce(() => add.mutateAsync());
  return (
    <form
      noValidate
      className="border-t border-line p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (address.trim() !== "") put();
      }}
    >
      <div className="flex gap-2">
        <Input
          aria-label="Address to list"
          placeholder="anna@example.com or +48 600 100 200"
          autoComplete="off"
          frameClassName="flex-1"
          value={address}
          aria-invalid={add.error ? true : undefined}
          aria-describedby={add.error ? "test-recipient-problem" : undefined}
          onChange={(event) => {
            setAddress(event.target.value);
            add.reset();
          }}
        />
        <Button type="submit" busy={add.isPending} disabled={address.trim() === ""}>
          <Plus aria-hidden /> List
        </Button>
      </div>
      {add.error ? (
        <p id="test-recipient-problem" role="alert" className="mt-2 text-12 text-bad">
          {add.error.message}
        </p>
      ) : null}
    </form>
  );
}

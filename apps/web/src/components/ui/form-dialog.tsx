"use client";
import { type ReactNode, useId } from "react";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, type DialogProps } from "@/components/ui/dialog.tsx";
import { ApiError } from "@/lib/api-client.ts";
import { useOnce } from "@/lib/use-once.ts";

type Props = Pick<DialogProps, "title" | "description" | "width" | "children"> & {
  open?: boolean;
  /** What the primary button says. */
  submit: string;
  busy: boolean;
  ready?: boolean;
  /** The last refusal: fields show their part by `fieldProblem`, what is left stands below them. */
  error: Error | null;
  /** At the bottom left, beside the buttons. */
  aside?: ReactNode;
  /** Until it has settled, a second press falls through; its refusal is shown by `error`. */
  onSubmit: () => Promise<unknown>;
  onClose: () => void;
};

/** Fields with one way to say yes and one to leave all as it was. */
export function FormDialog({ open = true, submit, busy, ready = true, error, aside, onSubmit, onClose, children, ...dialog }: Props) {
  const form = useId();
  const send = useOnce(onSubmit);
  const ofFields = error instanceof ApiError && error.problems.length > 0;
  return (
    <Dialog
      {...dialog}
      open={open}
      onOpenChange={(next) => !next && onClose()}
      actions={
        <>
          {aside ? <span className="mr-auto flex min-w-0 items-center gap-2">{aside}</span> : null}
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} busy={busy} disabled={!ready}>
            {submit}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          // It can still be pressed while it fades away.
          if (ready && open) send();
        }}
      >
        {children}
        {error && !ofFields ? (
          <p role="alert" className="text-bad">
            {error.message}
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}

/** What a refusal says of one field, by its path. */
export const fieldProblem = (error: Error | null, path: string): string | undefined =>
  error instanceof ApiError ? error.field(path) : undefined;

"use client";
import { AlertDialog as Alert } from "@base-ui/react/alert-dialog";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { classes } from "@/lib/classes.ts";
import { useOnce } from "@/lib/use-once.ts";

/** Also over a drawer, from inside of which a dialog may be opened: `forceRender`. */
const backdrop =
  "fixed inset-0 z-40 bg-[oklch(0.2_0.01_265/0.4)] transition-opacity duration-120 data-ending-style:opacity-0 data-starting-style:opacity-0 dark:bg-[oklch(0.1_0.01_265/0.6)]";
const popup =
  "fixed top-1/2 left-1/2 z-40 flex max-h-[calc(100dvh-32px)] w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 flex-col rounded-dialog border border-line bg-surface shadow-float outline-none transition-[opacity,scale] duration-120 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0";

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Stands at the bottom right; put the primary button last. */
  actions?: ReactNode;
  width?: number;
  children?: ReactNode;
};

export function Dialog({ open, onOpenChange, title, description, actions, width = 480, children }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop forceRender className={backdrop} />
        <Base.Popup className={popup} style={{ maxWidth: width }}>
          <div className="flex items-start gap-3 px-5 pt-4">
            <div className="min-w-0 flex-1 pt-0.5">
              <Base.Title className="text-14 font-semibold">{title}</Base.Title>
              {description ? <Base.Description className="mt-1 text-13 text-muted">{description}</Base.Description> : null}
            </div>
            <Base.Close
              render={
                <IconButton label="Close" size="compact" tooltip={false} className="-mr-1.5">
                  <X aria-hidden />
                </IconButton>
              }
            />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-4 pb-5">{children}</div>
          {actions ? <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{actions}</div> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export type ConfirmProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** What will happen, and what stays safe. */
  children?: ReactNode;
  confirm: string;
  cancel?: string;
  danger?: boolean;
  /** The dialog stays open and busy until it settles; an error is shown in it. */
  onConfirm: () => unknown;
};

/** Asks before what cannot be taken back. Esc and the first button leave everything as it was. */
export function Confirm({ open, onOpenChange, title, children, confirm, cancel = "Cancel", danger, onConfirm }: ConfirmProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const run = useOnce(async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await onConfirm();
      onOpenChange(false);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "It did not work. Try again.");
    } finally {
      setBusy(false);
    }
  });
  return (
    <Alert.Root
      open={open}
      onOpenChange={(next) => {
        if (!busy) {
          setProblem(undefined);
          onOpenChange(next);
        }
      }}
    >
      <Alert.Portal>
        <Alert.Backdrop forceRender className={backdrop} />
        <Alert.Popup className={classes(popup, "max-w-110")}>
          <div className="min-h-0 overflow-y-auto p-5">
            <Alert.Title className="text-14 font-semibold">{title}</Alert.Title>
            <Alert.Description render={<div />} className="mt-1.5 text-13 text-muted">
              {children}
            </Alert.Description>
            {problem ? (
              <p role="alert" className="mt-3 text-13 text-bad">
                {problem}
              </p>
            ) : null}
          </div>
          <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
            <Alert.Close render={<Button disabled={busy}>{cancel}</Button>} />
            <Button variant={danger ? "danger" : "primary"} busy={busy} onClick={() => open && run()}>
              {confirm}
            </Button>
          </div>
        </Alert.Popup>
      </Alert.Portal>
    </Alert.Root>
  );
}

"use client";
import { Toast as Base } from "@base-ui/react/toast";
import { X } from "lucide-react";
import type { ReactNode } from "react";

const manager = Base.createToastManager();

export type ToastInput = {
  title: string;
  /** "Undo", with what it does. */
  action?: { label: string; run: () => void };
  /** A failure stays until it is closed and is read out at once. */
  failed?: boolean;
};

/** Says what happened, at the bottom, with a way back where there is one. */
export function toast(input: ToastInput): void {
  const { action } = input;
  // One that was acted on leaves at once: the focus in it would hold back all others for as long as it stays there.
  const act = () => {
    manager.close(id);
    action?.run();
  };
  const id: string = manager.add({
    title: input.title,
    timeout: input.failed ? 0 : 6000,
    priority: input.failed ? "high" : "low",
    type: input.failed ? "failed" : "done",
    ...(action ? { actionProps: { children: action.label, onClick: act } } : {}),
  });
}

/** A failure as a toast, in the error's own words. */
export function toastError(error: unknown): void {
  toast({ title: error instanceof Error ? error.message : "It did not work. Try again.", failed: true });
}

function ToastList() {
  const { toasts } = Base.useToastManager();
  return toasts.map((entry) => (
    <Base.Root
      key={entry.id}
      toast={entry}
      className="pointer-events-auto flex min-h-10 max-w-[min(560px,calc(100vw-32px))] items-center gap-3 rounded-card bg-fg py-1.5 pr-1.5 pl-3.5 font-medium text-surface shadow-float transition-[opacity,translate] duration-180 data-ending-style:opacity-0 data-limited:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <Base.Title className="min-w-0" />
      {entry.actionProps ? (
        <Base.Action className="h-7 rounded-control px-2 underline decoration-1 underline-offset-3 hover:bg-surface/15" />
      ) : null}
      <Base.Close
        aria-label="Close"
        className="grid size-7 shrink-0 place-items-center rounded-control opacity-70 hover:bg-surface/15 hover:opacity-100"
      >
        <X aria-hidden className="size-4 stroke-[1.75]" />
      </Base.Close>
    </Base.Root>
  ));
}

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport className="pointer-events-none fixed inset-x-0 bottom-[calc(24px+var(--page-foot,0px))] z-60 mx-auto flex w-max max-w-full flex-col-reverse items-center gap-2">
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

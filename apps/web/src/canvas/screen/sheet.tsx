"use client";
import { type ReactNode, useEffect, useRef } from "react";

/** The panel on narrow screens: from below, over the lower part; the list above stays usable. */
export function Sheet({ open, label, children }: { open: boolean; label: string; children: ReactNode }) {
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => {
    if (open) sheet.current?.scrollTo({ top: 0 });
  }, [open]);
  if (!open) return null;
  return (
    <section
      ref={sheet}
      id="jm-inspector"
      aria-label={label}
      className="flex max-h-[60dvh] min-h-0 shrink-0 flex-col rounded-t-dialog border-t border-line bg-surface shadow-[0_-12px_32px_-12px_oklch(0.2_0.02_265/0.16)]"
    >
      <span aria-hidden className="mx-auto mt-2 h-1 w-9 shrink-0 rounded-full bg-control/60" />
      {children}
    </section>
  );
}

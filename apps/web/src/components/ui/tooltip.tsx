"use client";
import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import { Keys } from "@/components/ui/kbd.tsx";

export const TooltipProvider = Base.Provider;

export type TooltipProps = {
  content: ReactNode;
  keys?: string | undefined;
  side?: "top" | "bottom" | "left" | "right";
  /** One element that takes props and a ref. */
  children: ReactElement<Record<string, unknown>>;
};

/** A hint for those who see and hover; never the only place where something is said. */
export function Tooltip({ content, keys, side = "bottom", children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="z-50">
          <Base.Popup className="flex max-w-72 items-center gap-2 rounded-control bg-fg px-2 py-1 text-12 text-surface shadow-float transition-opacity duration-80 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {content}
            {keys ? <Keys keys={keys} tone="inverse" /> : null}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

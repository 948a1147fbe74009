"use client";
import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { classes } from "@/lib/classes.ts";

/** Only what floats has a shadow. */
export const popupClasses =
  "rounded-card border border-line bg-surface text-13 text-fg shadow-float outline-none transition-[opacity,scale] duration-120 origin-(--transform-origin) data-starting-style:opacity-0 data-starting-style:scale-98 data-ending-style:opacity-0";

export type PopoverProps = {
  trigger: ReactElement<Record<string, unknown>>;
  title?: ReactNode;
  children: ReactNode;
  side?: "top" | "bottom" | "left" | "right";
  align?: "start" | "center" | "end";
  className?: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

export function Popover({ trigger, title, children, side = "bottom", align = "start", className, open, onOpenChange }: PopoverProps) {
  return (
    <Base.Root {...(open === undefined ? {} : { open })} {...(onOpenChange ? { onOpenChange: (next: boolean) => onOpenChange(next) } : {})}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup className={classes(popupClasses, "w-72 max-w-(--available-width) p-3 text-12", className)}>
            {title ? <Base.Title className="text-13 font-semibold">{title}</Base.Title> : null}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

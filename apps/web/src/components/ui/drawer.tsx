"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { classes } from "@/lib/classes.ts";

export type DrawerProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** Beside the title: a badge. */
  aside?: ReactNode;
  /** Before the close button: open in full, next, previous. */
  tools?: ReactNode;
  footer?: ReactNode;
  width?: number;
  /** Comes from below, for narrow screens. */
  sheet?: boolean;
  /** false: the page beside it stays usable (row → drawer). */
  modal?: boolean;
  children: ReactNode;
};

/** 440 wide from the right, head 48; on narrow screens it takes the width. */
export function Drawer({ open, onOpenChange, title, aside, tools, footer, width = 440, sheet, modal = false, children }: DrawerProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)} modal={modal} disablePointerDismissal={!modal}>
      <Base.Portal>
        {modal ? (
          <Base.Backdrop className="fixed inset-0 z-40 bg-[oklch(0.2_0.01_265/0.4)] transition-opacity duration-180 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        ) : null}
        <Base.Popup
          className={classes(
            "fixed z-40 flex max-w-full flex-col border-line bg-surface shadow-float outline-none transition-transform duration-180 ease-out",
            sheet
              ? "inset-x-0 bottom-0 max-h-[85dvh] rounded-t-dialog border-t data-ending-style:translate-y-full data-starting-style:translate-y-full"
              : "inset-y-0 right-0 border-l data-ending-style:translate-x-full data-starting-style:translate-x-full",
          )}
          style={sheet ? undefined : { width }}
        >
          <div className="flex h-12 shrink-0 items-center gap-2 border-b border-line pr-2 pl-5">
            <Base.Title className="min-w-0 truncate text-14 font-semibold">{title}</Base.Title>
            {aside}
            <span className="ml-auto flex items-center gap-1">
              {tools}
              <Base.Close
                render={
                  <IconButton label="Close" size="compact" tooltip={false}>
                    <X aria-hidden />
                  </IconButton>
                }
              />
            </span>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
          {footer ? <div className="flex min-h-12 shrink-0 items-center gap-2 border-t border-line px-5">{footer}</div> : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

"use client";
import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { Keys } from "@/components/ui/kbd.tsx";
import { popupClasses } from "@/components/ui/popover.tsx";
import { classes } from "@/lib/classes.ts";

const item =
  "flex min-h-7 w-full cursor-default items-center gap-2 rounded-chip px-2 py-1 outline-none select-none data-disabled:text-subtle data-highlighted:bg-hover [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:stroke-[1.75] [&>svg]:text-muted";

export type MenuProps = {
  trigger: ReactElement<Record<string, unknown>>;
  children: ReactNode;
  side?: "top" | "bottom" | "left" | "right";
  align?: "start" | "center" | "end";
  className?: string;
};

export function Menu({ trigger, children, side = "bottom", align = "end", className }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={4} collisionPadding={8} className="z-50 outline-none">
          <Base.Popup className={classes(popupClasses, "min-w-52 p-1", className)}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export type MenuItemProps = {
  className?: string;
  icon?: ReactNode;
  children: ReactNode;
  /** Shown at the right, as in `mod+d`. */
  keys?: string;
  hint?: string;
  danger?: boolean;
  disabled?: boolean;
  onSelect?: () => void;
  href?: string;
};

export function MenuItem({ icon, children, keys, hint, danger, disabled, onSelect, href, className: own }: MenuItemProps) {
  const inside = (
    <>
      {icon}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{children}</span>
        {hint ? <span className="block text-12 text-muted">{hint}</span> : null}
      </span>
      {keys ? <Keys keys={keys} className="ml-4" /> : null}
    </>
  );
  const className = classes(item, danger && "text-bad [&>svg]:text-inherit", own);
  if (href && !disabled) {
    return (
      <Base.LinkItem className={className} render={<Link href={href} />} closeOnClick>
        {inside}
      </Base.LinkItem>
    );
  }
  return (
    <Base.Item className={className} disabled={disabled ?? false} {...(onSelect ? { onClick: onSelect } : {})}>
      {inside}
    </Base.Item>
  );
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-line" />;
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-12 text-subtle">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}

export function MenuChoice<Value extends string>({
  value,
  onValue,
  options,
}: {
  value: Value;
  onValue: (value: Value) => void;
  options: readonly { value: Value; label: string; icon?: ReactNode; hint?: string }[];
}) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next: Value) => onValue(next)}>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} className={item} closeOnClick>
          {option.icon}
          <span className="min-w-0 flex-1">
            <span className="block truncate">{option.label}</span>
            {option.hint ? <span className="block text-12 text-muted">{option.hint}</span> : null}
          </span>
          <Base.RadioItemIndicator>
            <Check aria-hidden className="size-4 text-accent-text" />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

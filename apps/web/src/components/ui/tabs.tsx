"use client";
import { Tabs as Base } from "@base-ui/react/tabs";
import Link from "next/link";
import type { ReactNode } from "react";
import { classes } from "@/lib/classes.ts";

const tab =
  "relative flex h-10 shrink-0 items-center gap-1.5 font-medium text-muted outline-offset-[-2px] transition-colors duration-80 hover:text-fg data-active:text-fg data-active:after:absolute data-active:after:inset-x-0 data-active:after:-bottom-px data-active:after:h-0.5 data-active:after:bg-accent";

function Count({ children }: { children: ReactNode }) {
  return <span className="text-12 font-normal text-subtle">{children}</span>;
}

export type TabItem<Value extends string> = { value: Value; label: ReactNode; count?: ReactNode };

/** Tabs over panels in one page. */
export function Tabs<Value extends string>({
  value,
  onValue,
  items,
  children,
  className,
  listClassName,
}: {
  value: Value;
  onValue: (value: Value) => void;
  items: readonly TabItem<Value>[];
  children?: ReactNode;
  className?: string;
  listClassName?: string;
}) {
  return (
    <Base.Root value={value} onValueChange={(next: Value) => onValue(next)} className={className}>
      <Base.List className={classes("flex gap-5 overflow-x-auto overflow-y-hidden border-b border-line", listClassName)}>
        {items.map((item) => (
          <Base.Tab key={item.value} value={item.value} className={tab}>
            {item.label}
            {item.count === undefined ? null : <Count>{item.count}</Count>}
          </Base.Tab>
        ))}
      </Base.List>
      {children}
    </Base.Root>
  );
}

/** Tabs that are places: each is a URL. */
export function LinkTabs({
  current,
  items,
  className,
}: {
  current: string;
  items: readonly { href: string; label: ReactNode; count?: ReactNode }[];
  className?: string;
}) {
  return (
    <nav className={classes("flex gap-5 overflow-x-auto overflow-y-hidden border-b border-line", className)}>
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          className={tab}
          {...(item.href === current ? { "data-active": "", "aria-current": "page" as const } : {})}
        >
          {item.label}
          {item.count === undefined ? null : <Count>{item.count}</Count>}
        </Link>
      ))}
    </nav>
  );
}

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { classes } from "@/lib/classes.ts";

export type Crumb = { label: string; href: string };

/** The top bar of a screen, 48 px: where I am, what I can do. */
export function PageHeader({
  title,
  crumbs = [],
  note,
  actions,
  className,
}: {
  title: ReactNode;
  crumbs?: readonly Crumb[];
  note?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  return (
    <header className={classes("flex min-h-12 shrink-0 items-center gap-2 border-b border-line px-4 sm:px-8", className)}>
      <nav aria-label="Where you are" className="flex min-w-0 items-center gap-1.5 text-14">
        {crumbs.map((crumb) => (
          <span key={crumb.href} className="flex shrink-0 items-center gap-1.5">
            <Link href={crumb.href} className="rounded-chip text-muted hover:text-fg">
              {crumb.label}
            </Link>
            <ChevronRight aria-hidden className="size-3.5 text-subtle" />
          </span>
        ))}
        <h1 className="truncate font-semibold">{title}</h1>
      </nav>
      {note ? <div className="ml-1 hidden min-w-0 truncate text-muted sm:block">{note}</div> : null}
      {actions ? <div className="ml-auto flex shrink-0 items-center gap-2 py-1.5">{actions}</div> : null}
    </header>
  );
}

/** A heading of a section, 28 high, with a link or a button at its right. */
export function SectionHeading({
  children,
  count,
  aside,
  level = 2,
  className,
  id,
}: {
  children: ReactNode;
  count?: ReactNode;
  aside?: ReactNode;
  level?: 2 | 3;
  className?: string;
  id?: string;
}) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <div className={classes("mb-2 flex min-h-7 items-center gap-2", className)}>
      <Heading id={id} className="text-13 font-semibold">
        {children}
      </Heading>
      {count === undefined ? null : <span className="text-subtle">{count}</span>}
      {aside ? <div className="ml-auto flex items-center gap-2">{aside}</div> : null}
    </div>
  );
}

export function Card({ className, ...rest }: React.ComponentProps<"section">) {
  return <section className={classes("rounded-card border border-line bg-surface", className)} {...rest} />;
}

"use client";
import { TriangleAlert } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "@/components/ui/button.tsx";
import { CopyId } from "@/components/ui/copy.tsx";
import { classes } from "@/lib/classes.ts";

/** A sentence, an example, one action. */
export function EmptyState({
  title,
  children,
  action,
  className,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div className={classes("flex flex-col items-center gap-1 px-4 py-16 text-center", className)}>
      <h2 className="text-16 font-semibold">{title}</h2>
      {children ? <div className="max-w-110 text-13 text-balance text-muted">{children}</div> : null}
      {action ? <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}

export function Skeleton({ className, ...rest }: ComponentProps<"span">) {
  return <span aria-hidden className={classes("appear-late block h-3 rounded-chip bg-hover", className)} {...rest} />;
}

/** Rows as a table has them, from 150 ms on. */
export function SkeletonRows({ rows = 6, className }: { rows?: number; className?: string }) {
  return (
    <div role="status" aria-label="Loading" className={classes("appear-late", className)}>
      {Array.from({ length: rows }, (_, index) => (
        <div
          key={index}
          className="flex h-11 items-center gap-4 border-b border-line motion-safe:animate-[pulse-soft_1.6s_ease-in-out_infinite]"
        >
          <span className="size-4 rounded-full bg-hover" />
          <span className="h-3 rounded-chip bg-hover" style={{ width: `${26 + ((index * 13) % 18)}%` }} />
          <span className="ml-auto h-3 w-16 rounded-chip bg-hover" />
          <span className="h-3 w-12 rounded-chip bg-hover" />
        </div>
      ))}
    </div>
  );
}

type Failure = { message: string; id?: string | undefined };

function failureOf(error: unknown): Failure {
  if (typeof error === "object" && error !== null && "message" in error && typeof error.message === "string") {
    const id = "requestId" in error && typeof error.requestId === "string" ? error.requestId : undefined;
    return { message: error.message, id };
  }
  return { message: "Something went wrong." };
}

/** What happened, what is safe, retry, an id to copy. */
export function ErrorState({
  title = "This could not be loaded",
  error,
  safe = "Nothing was changed.",
  onRetry,
  className,
}: {
  title?: string;
  error: unknown;
  safe?: string;
  onRetry?: () => void;
  className?: string;
}) {
  const failure = failureOf(error);
  return (
    <div role="alert" className={classes("flex flex-col items-center gap-1 px-4 py-16 text-center", className)}>
      <TriangleAlert aria-hidden className="mb-1 size-5 stroke-[1.5] text-bad" />
      <h2 className="text-16 font-semibold">{title}</h2>
      <p className="max-w-110 text-13 text-balance text-muted">
        {failure.message} {safe}
      </p>
      <div className="mt-4 flex items-center gap-3">
        {onRetry ? <Button onClick={onRetry}>Try again</Button> : null}
        {failure.id ? <CopyId id={failure.id} label="Error id" /> : null}
      </div>
    </div>
  );
}

/** The same, in one line, for a part of a screen. */
export function ErrorLine({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <p role="alert" className="flex items-center gap-2 px-4 py-3 text-13 text-bad">
      <TriangleAlert aria-hidden className="size-4 shrink-0 stroke-[1.75]" />
      <span className="min-w-0">{failureOf(error).message}</span>
      {onRetry ? (
        <Button size="compact" onClick={onRetry} className="ml-auto">
          Try again
        </Button>
      ) : null}
    </p>
  );
}

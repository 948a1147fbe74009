import { classes } from "@/lib/classes.ts";

/** Journeyman's mark: a path that turns, with where it starts and where it goes. */
export function Mark({ className }: { className?: string }) {
  return (
    <span className={classes("grid size-6 shrink-0 place-items-center rounded-control bg-fg text-surface", className)}>
      <svg aria-hidden viewBox="0 0 16 16" className="size-4 fill-none stroke-current" strokeWidth="1.75" strokeLinecap="round">
        <path d="M3.5 4H8a2.5 2.5 0 0 1 0 5 2.5 2.5 0 0 0 0 3h3" />
        <circle cx="3" cy="4" r="1.5" className="fill-current stroke-none" />
        <circle cx="12.5" cy="12" r="1.5" className="fill-current stroke-none" />
      </svg>
    </span>
  );
}

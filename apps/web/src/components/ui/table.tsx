"use client";
import { type ComponentProps, type RefObject, useEffect, useRef, useState } from "react";
import { classes } from "@/lib/classes.ts";

/** A table that scrolls sideways inside its own frame, and fades at its right where there is more; the head sticks. `inset`: inside a card, with 16 px at the sides. */
export function Table({
  inset,
  dense,
  className,
  frameClassName,
  ...rest
}: ComponentProps<"table"> & { inset?: boolean; dense?: boolean; frameClassName?: string }) {
  const [frame, more] = useMoreToTheRight();
  return (
    <div className={classes("relative min-w-0", frameClassName)}>
      <div ref={frame} className="overflow-x-auto">
        <table
          data-inset={inset || undefined}
          data-dense={dense || undefined}
          className={classes(
            "group/table w-full border-collapse text-left",
            inset
              ? "[&_td:first-child]:pl-4 [&_td:last-child]:pr-4 [&_th:first-child]:pl-4 [&_th:last-child]:pr-4 [&_tbody_tr:last-child_td]:border-b-0"
              : "[&_td:first-child]:pl-0 [&_td:last-child]:pr-0 [&_th:first-child]:pl-0 [&_th:last-child]:pr-0",
            className,
          )}
          {...rest}
        />
      </div>
      <span
        aria-hidden
        className={classes(
          "pointer-events-none absolute inset-y-0 right-0 z-20 w-12 bg-linear-to-l from-surface to-transparent transition-opacity duration-80",
          !more && "opacity-0",
        )}
      />
    </div>
  );
}

/** Whether there is more to the right than the frame shows. */
function useMoreToTheRight(): [RefObject<HTMLDivElement | null>, boolean] {
  const frame = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const look = () => setMore(element.scrollWidth - element.clientWidth - element.scrollLeft > 1);
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    if (element.firstElementChild) sizes.observe(element.firstElementChild);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
  return [frame, more];
}

export function Th({ numeric, className, ...rest }: ComponentProps<"th"> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      className={classes(
        "sticky top-0 z-10 h-8 border-b border-line bg-surface px-3 text-12 font-medium whitespace-nowrap text-muted",
        numeric && "text-right",
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ numeric, className, ...rest }: ComponentProps<"td"> & { numeric?: boolean }) {
  return (
    <td
      className={classes("h-11 border-b border-line px-3 whitespace-nowrap group-data-dense/table:h-9", numeric && "text-right", className)}
      {...rest}
    />
  );
}

/** A row; with `interactive` it shows the hover 12 px wider than the table. Put a link in its first cell, stretched by `RowLink`. */
export function Tr({ interactive, className, ...rest }: ComponentProps<"tr"> & { interactive?: boolean }) {
  return (
    <tr
      className={classes(
        interactive &&
          "relative transition-colors duration-80 hover:bg-bg has-focus-visible:bg-bg data-selected:bg-accent-tint dark:hover:bg-hover dark:has-focus-visible:bg-hover",
        className,
      )}
      {...rest}
    />
  );
}

import type { Family } from "@journeyman/node-kit";
import type { ReactNode } from "react";
import { classes } from "@/lib/classes.ts";

const tones: Record<Family, { fill: string; ink: string }> = {
  entry: { fill: "fill-t-entry stroke-f-entry/42", ink: "text-f-entry" },
  message: { fill: "fill-t-message stroke-f-message/42", ink: "text-f-message" },
  wait: { fill: "fill-t-wait stroke-f-wait/42", ink: "text-f-wait" },
  branch: { fill: "fill-t-branch stroke-f-branch/42", ink: "text-f-branch" },
  test: { fill: "fill-t-test stroke-f-test/42", ink: "text-f-test" },
  data: { fill: "fill-t-data stroke-f-data/42", ink: "text-f-data" },
  exit: { fill: "fill-t-exit stroke-f-exit/42", ink: "text-f-exit" },
};

/** Outlines in a box of 36: circle, square, hexagon, diamond, split diamond, slab, octagon. */
function outline(family: Family): ReactNode {
  switch (family) {
    case "entry":
      return <circle cx="18" cy="18" r="17" />;
    case "message":
      return <rect x="2" y="2" width="32" height="32" rx="7" />;
    case "wait":
      return (
        <path d="M9.6 3h16.8a3 3 0 0 1 2.6 1.5l6 11.9a3.4 3.4 0 0 1 0 3.2l-6 11.9a3 3 0 0 1-2.6 1.5H9.6A3 3 0 0 1 7 31.5l-6-11.9a3.4 3.4 0 0 1 0-3.2L7 4.5A3 3 0 0 1 9.6 3Z" />
      );
    case "branch":
      return <path d="M15.9 1.4a3 3 0 0 1 4.2 0l14.5 14.5a3 3 0 0 1 0 4.2L20.1 34.6a3 3 0 0 1-4.2 0L1.4 20.1a3 3 0 0 1 0-4.2Z" />;
    case "test":
      return (
        <>
          <path d="M17 1.5v33L1.4 20.1a3 3 0 0 1 0-4.2Z" />
          <path d="M19 1.5v33l15.6-14.4a3 3 0 0 0 0-4.2Z" />
        </>
      );
    case "data":
      return <rect x="1" y="6" width="34" height="24" rx="5" />;
    case "exit":
      return <path d="M11.5 1.5h13L34.5 11.5v13l-10 10h-13l-10-10v-13Z" strokeLinejoin="round" />;
  }
}

/** A step's tile in its family's shape and colour. Family colour is used only where a step is meant. */
export function FamilyTile({
  family,
  children,
  size = 36,
  className,
}: {
  family: Family;
  children: ReactNode;
  size?: number;
  className?: string;
}) {
  const tone = tones[family];
  return (
    <span className={classes("relative grid shrink-0 place-items-center", tone.ink, className)} style={{ width: size, height: size }}>
      <svg
        aria-hidden
        viewBox="0 0 36 36"
        className={classes("absolute inset-0 size-full overflow-visible", tone.fill)}
        strokeWidth={36 / size}
      >
        {outline(family)}
      </svg>
      <span className="relative grid place-items-center [&_svg]:stroke-2" style={{ width: size * 0.5, height: size * 0.5 }}>
        {children}
      </span>
    </span>
  );
}

import "./tile.css";
import type { Family } from "@journeyman/node-kit";
import { createElement, type ReactNode } from "react";
import { iconOf } from "@/canvas/view/icons.tsx";

/** Shape and colour of a family, in a box of 36. */
function shapeOf(family: Family): ReactNode {
  switch (family) {
    case "entry":
      return <circle className="shape" cx="18" cy="18" r="15" />;
    case "message":
      return <rect className="shape" x="4.5" y="4.5" width="27" height="27" rx="5" />;
    case "wait":
      return <path className="shape" d="M18 3 31 10.5V25.5L18 33 5 25.5V10.5Z" />;
    case "branch":
      return <path className="shape" d="M18 2.5 33.5 18 18 33.5 2.5 18Z" />;
    case "test":
      return (
        <>
          <path className="shape" d="M14.8 5V31L2.5 18Z" />
          <path className="shape" d="M21.2 5V31L33.5 18Z" />
        </>
      );
    case "data":
      return <rect className="shape" x="2.5" y="8" width="31" height="20" rx="4" />;
    case "exit":
      return <path className="shape" d="M12.2 4H23.8L32 12.2V23.8L23.8 32H12.2L4 23.8V12.2Z" />;
  }
}

/** A step's tile as the canvas draws it: no outline, so that cards stay quiet; on a tinted ground with one. 36 on a card, 24 and 20 in lists. */
export function StepTile({
  family,
  icon,
  size = 36,
  outlined,
}: {
  family: Family;
  icon: string;
  size?: 36 | 28 | 24 | 20;
  outlined?: boolean;
}) {
  const box = size >= 28 ? 16 : 20;
  return (
    <svg
      className="jm-tile"
      data-family={family}
      data-outlined={outlined || undefined}
      width={size}
      height={size}
      viewBox="0 0 36 36"
      aria-hidden="true"
    >
      {shapeOf(family)}
      <g fill="none" stroke="currentColor">
        {createElement(iconOf(icon), { x: 18 - box / 2, y: 18 - box / 2, width: box, height: box, fill: "none", stroke: "currentColor" })}
      </g>
    </svg>
  );
}

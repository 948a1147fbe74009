"use client";
import { type ReactNode, useRef, useState } from "react";

const key = "journeyman.panel";
const bounds = { least: 320, most: 640, usual: 400 };

function kept(): number {
  try {
    const width = Number(localStorage.getItem(key));
    return width >= bounds.least && width <= bounds.most ? width : bounds.usual;
  } catch {
    return bounds.usual;
  }
}

/** The panel right of the canvas: 400 wide, 320 to 640 by its edge. It takes its room from the canvas and never covers a step. */
export function PanelFrame({ children, wide = false, label }: { children: ReactNode; wide?: boolean; label: string }) {
  const [width, setWidth] = useState(kept);
  const drag = useRef<{ x: number; width: number }>(undefined);
  const set = (next: number) => {
    const clamped = Math.min(bounds.most, Math.max(bounds.least, Math.round(next)));
    setWidth(clamped);
    try {
      localStorage.setItem(key, String(clamped));
    } catch {
      // Only the memory of the width is lost.
    }
  };
  return (
    <aside
      id="jm-inspector"
      aria-label={label}
      className="relative flex h-full min-h-0 shrink-0 flex-col border-l border-line bg-surface"
      style={{ width: wide ? 640 : width }}
    >
      {wide ? null : (
        <div
          role="separator"
          aria-orientation="vertical"
          aria-label="Width of the panel"
          aria-valuenow={width}
          aria-valuemin={bounds.least}
          aria-valuemax={bounds.most}
          tabIndex={0}
          className="absolute inset-y-0 -left-1 z-20 w-2 cursor-col-resize outline-offset-[-2px] hover:bg-accent/20"
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            drag.current = { x: event.clientX, width };
          }}
          onPointerMove={(event) => drag.current && set(drag.current.width + drag.current.x - event.clientX)}
          onPointerUp={() => {
            drag.current = undefined;
          }}
          onDoubleClick={() => set(bounds.usual)}
          onKeyDown={(event) => {
            const by = event.key === "ArrowLeft" ? 20 : event.key === "ArrowRight" ? -20 : 0;
            if (by === 0) return;
            event.preventDefault();
            event.stopPropagation();
            set(width + by);
          }}
        />
      )}
      {children}
    </aside>
  );
}

"use client";
import { type RefObject, useEffect } from "react";
import type { Mode } from "@/canvas/editor/use-view.ts";
import type { CanvasHandle } from "@/canvas/view/use-canvas-handle.ts";

/** A step that the opening panel would cover is moved into sight, and no other is. */
export function useShowSelected(canvas: RefObject<CanvasHandle | null>, only: string | undefined, mode: Mode): void {
  useEffect(() => {
    // A change of mode opens or closes the panel too.
    if (only === undefined || mode === "review") return;
    const frame = requestAnimationFrame(() => afterPress(() => canvas.current?.show([only])));
    return () => cancelAnimationFrame(frame);
  }, [only, mode, canvas]);
}

let pressed = false;
if (typeof window !== "undefined") {
  window.addEventListener("pointerdown", () => (pressed = true), true);
  window.addEventListener("pointerup", () => (pressed = false), true);
  window.addEventListener("pointercancel", () => (pressed = false), true);
}

/** Not while something is held: the drawing must not move under the hand. */
function afterPress(run: () => void): void {
  if (!pressed) {
    run();
    return;
  }
  window.addEventListener("pointerup", () => requestAnimationFrame(run), { once: true });
}

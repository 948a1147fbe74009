import type { Viewport } from "@xyflow/react";

/** Where a person last looked at a journey: the view never jumps back. Kept in this browser. */
export function readViewport(key: string): Viewport | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(`journeyman.view.${key}`) ?? "null");
    if (kept === null || typeof kept !== "object") return undefined;
    const { x, y, zoom } = kept as Record<string, unknown>;
    if (typeof x !== "number" || typeof y !== "number" || typeof zoom !== "number" || !Number.isFinite(x + y + zoom)) return undefined;
    return { x, y, zoom: Math.min(2, Math.max(0.1, zoom)) };
  } catch {
    return undefined;
  }
}

export function keepViewport(key: string, viewport: Viewport): void {
  try {
    localStorage.setItem(`journeyman.view.${key}`, JSON.stringify(viewport));
  } catch {
    // A full or forbidden storage only costs the memory of the view.
  }
}

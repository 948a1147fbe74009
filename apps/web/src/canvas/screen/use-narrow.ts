"use client";
import { useSyncExternalStore } from "react";

const query = "(max-width: 899px)";

function subscribe(change: () => void): () => void {
  const media = window.matchMedia(query);
  media.addEventListener("change", change);
  return () => media.removeEventListener("change", change);
}

/** Under 900 px the outline is the editor. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(query).matches,
    () => false,
  );
}

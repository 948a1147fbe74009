"use client";
import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Where this app answers, as the browser sees it; empty while the server renders. */
export function useOrigin(): string {
  return useSyncExternalStore(
    never,
    () => window.location.origin,
    () => "",
  );
}

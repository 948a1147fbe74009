"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useCallback } from "react";

/**
 * Filters and drawers live in the URL. `set` replaces the entry (typing must not fill the history); `push` makes one, so that
 * Back closes what was opened. Neither asks the server again.
 */
export function useUrl(): {
  get: (name: string) => string;
  set: (values: Record<string, string | null>) => void;
  push: (values: Record<string, string | null>) => void;
} {
  const params = useSearchParams();
  const path = usePathname();
  const address = useCallback(
    (values: Record<string, string | null>) => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(values)) {
        if (value === null || value === "") next.delete(name);
        else next.set(name, value);
      }
      const text = next.toString();
      return text === "" ? path : `${path}?${text}`;
    },
    [path],
  );
  const get = useCallback((name: string) => params.get(name) ?? "", [params]);
  const set = useCallback((values: Record<string, string | null>) => window.history.replaceState(null, "", address(values)), [address]);
  const push = useCallback((values: Record<string, string | null>) => window.history.pushState(null, "", address(values)), [address]);
  return { get, set, push };
}

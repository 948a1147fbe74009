"use client";
import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";

export type Mode = "edit" | "live" | "review" | "versions";

/** What of the journey is looked at. All of it is in the URL, so that Back works and a link shows the same. */
export type View = { mode: Mode; step: string | undefined; run: string | undefined; version: string | undefined };

const modes: readonly Mode[] = ["edit", "live", "review", "versions"];

export function useView(): { view: View; go: (change: Partial<View>, how?: "push" | "replace") => void } {
  const search = useSearchParams();
  const view = useMemo((): View => {
    const mode = search.get("mode");
    const run = search.get("run") ?? undefined;
    return {
      mode: run ? "live" : (modes.find((one) => one === mode) ?? "edit"),
      step: search.get("step") ?? undefined,
      run,
      version: search.get("version") ?? undefined,
    };
  }, [search]);
  const go = useCallback((change: Partial<View>, how: "push" | "replace" = "push") => {
    const params = new URLSearchParams(window.location.search);
    for (const [key, value] of Object.entries(change)) {
      if (value === undefined || (key === "mode" && value === "edit")) params.delete(key);
      else params.set(key, value);
    }
    const text = params.toString();
    const url = `${window.location.pathname}${text === "" ? "" : `?${text}`}`;
    if (how === "push") window.history.pushState(null, "", url);
    else window.history.replaceState(null, "", url);
  }, []);
  return { view, go };
}

"use client";
import { useState } from "react";
import { Latch } from "@/lib/latch.ts";

/** One at a time: a second press before the first is over falls through. A refusal is for whoever runs it to show. */
export function useOnce<Args extends unknown[]>(run: (...args: Args) => Promise<unknown>): (...args: Args) => void {
  const [latch] = useState(() => new Latch());
  return (...args) => {
    if (!latch.take()) return;
    run(...args)
      .catch(() => {})
      .finally(() => latch.release());
  };
}

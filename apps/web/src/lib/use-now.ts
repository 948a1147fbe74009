"use client";
import { useEffect, useMemo, useState } from "react";
import { useShell } from "@/components/shell/shell-context.tsx";
import { ago, dayHeading, dayOf, secondsOf, timeOf, when, whenExact } from "@/lib/format.ts";

/** The time, renewed every so often while the screen is seen. */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === "visible" && setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

export type Times = {
  zone: string;
  now: number;
  time: (iso: string) => string;
  seconds: (iso: string) => string;
  day: (iso: string) => string;
  heading: (iso: string) => string;
  when: (iso: string) => string;
  /** The same inside a sentence: `since today 11:20`. */
  inline: (iso: string) => string;
  exact: (iso: string) => string;
  exactInline: (iso: string) => string;
  ago: (iso: string) => string;
};

function inSentence(words: string): string {
  return words.replace(/^(Today|Yesterday|Tomorrow)/, (word) => word.toLowerCase());
}

/** Times in the zone of the person who looks. */
export function useTimes(everyMs?: number): Times {
  const zone = useShell().user.timeZone;
  const now = useNow(everyMs);
  return useMemo(
    () => ({
      zone,
      now,
      time: (iso) => timeOf(iso, zone),
      seconds: (iso) => secondsOf(iso, zone),
      day: (iso) => dayOf(iso, zone),
      heading: (iso) => dayHeading(iso, zone, now),
      when: (iso) => when(iso, zone, now),
      inline: (iso) => inSentence(when(iso, zone, now)),
      exact: (iso) => whenExact(iso, zone, now),
      exactInline: (iso) => inSentence(whenExact(iso, zone, now)),
      ago: (iso) => ago(iso, now),
    }),
    [zone, now],
  );
}

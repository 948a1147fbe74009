"use client";
import { useSyncExternalStore } from "react";
import { formatKeys } from "@/components/ui/key-names.ts";
import { classes } from "@/lib/classes.ts";

const noSubscribe = () => () => {};

function useApple(): boolean {
  return useSyncExternalStore(
    noSubscribe,
    () => /Mac|iPhone|iPad/.test(navigator.platform),
    () => false,
  );
}

export function Kbd({ className, tone, ...rest }: React.ComponentProps<"kbd"> & { tone?: "inverse" | "inherit" | undefined }) {
  return (
    <kbd
      className={classes(
        "inline-grid h-4.5 min-w-4.5 place-items-center rounded-chip border border-line bg-surface px-1 font-sans text-11 font-medium text-subtle",
        (tone === "inverse" || tone === "inherit") && "border-current/30 bg-transparent text-inherit opacity-80",
        className,
      )}
      {...rest}
    />
  );
}

/** Keys of a command, as `mod+k`, `g j` or `?`. */
export function Keys({ keys, tone, className }: { keys: string; tone?: "inverse" | "inherit"; className?: string }) {
  const apple = useApple();
  const parts = formatKeys(keys, apple);
  return (
    <span className={classes("inline-flex items-center gap-1", className)} suppressHydrationWarning>
      {parts.map((part, index) => (
        <Kbd key={`${index}-${part}`} tone={tone}>
          {part}
        </Kbd>
      ))}
    </span>
  );
}

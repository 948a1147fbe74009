import { classes } from "@/lib/classes.ts";

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = words[0]?.[0] ?? "?";
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? "") : (words[0]?.[1] ?? "");
  return (first + last).toUpperCase();
}

export function Avatar({ name, size = "normal", className }: { name: string; size?: "small" | "normal" | "large"; className?: string }) {
  return (
    <span
      aria-hidden
      className={classes(
        "grid shrink-0 place-items-center rounded-full bg-hover leading-none font-semibold tracking-[.01em] text-muted",
        size === "small" ? "size-5 text-[9px]" : size === "large" ? "size-12 text-16" : "size-6 text-[10px]",
        className,
      )}
    >
      {initialsOf(name)}
    </span>
  );
}

import { classes } from "@/lib/classes.ts";

/** 4 px; `share` from 0 to 1. */
export function Meter({
  share,
  label,
  tone = "ink",
  className,
}: {
  share: number;
  label: string;
  tone?: "ink" | "warn" | "bad";
  className?: string;
}) {
  const width = `${Math.min(1, Math.max(0, share)) * 100}%`;
  return (
    <span role="img" aria-label={label} className={classes("block h-1 overflow-hidden rounded-full bg-hover", className)}>
      <span className={classes("block h-1", tone === "bad" ? "bg-bad" : tone === "warn" ? "bg-warn" : "bg-fg")} style={{ width }} />
    </span>
  );
}

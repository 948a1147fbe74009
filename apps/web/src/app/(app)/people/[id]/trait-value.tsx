import { EyeOff } from "lucide-react";
import { classes } from "@/lib/classes.ts";

/** A trait's value on one line; whole in its tooltip, and sealed where it may not be seen. */
export function TraitValue({ value, hidden, className }: { value?: unknown; hidden: boolean; className?: string }) {
  if (hidden) {
    return (
      <span className={classes("flex min-w-0 items-center gap-1.5 text-subtle", className)}>
        <EyeOff aria-hidden className="size-3.5 stroke-[1.75]" /> sealed
      </span>
    );
  }
  const text = valueText(value);
  return (
    <span className={classes("min-w-0 truncate", className)} title={text}>
      {text}
    </span>
  );
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.map(valueText).join(", ");
  return JSON.stringify(value);
}

"use client";
import { Check, Copy } from "lucide-react";
import { useRef, useState } from "react";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { classes } from "@/lib/classes.ts";

function useCopy(): { copied: boolean; copy: (text: string) => Promise<void> } {
  const [copied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  return {
    copied,
    copy: async (text) => {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setCopied(false), 1500);
    },
  };
}

/** An id in mono that copies itself on a press. `short` keeps the kind and the last six characters. */
export function CopyId({
  id,
  label = "Copy the id",
  short = false,
  className,
}: {
  id: string;
  label?: string;
  short?: boolean;
  className?: string;
}) {
  const { copied, copy } = useCopy();
  const shown = short && id.length > 14 ? `${id.slice(0, id.indexOf("_") + 1)}…${id.slice(-6)}` : id;
  return (
    <button
      type="button"
      onClick={() => void copy(id)}
      title={id}
      aria-label={`${label}: ${id}`}
      className={classes(
        "inline-flex h-6 max-w-full items-center gap-1.5 rounded-chip px-1 font-mono text-12 text-muted hover:bg-hover hover:text-fg",
        className,
      )}
    >
      <span className="truncate">{shown}</span>
      {copied ? (
        <Check aria-hidden className="size-3.5 shrink-0 text-ok" />
      ) : (
        <Copy aria-hidden className="size-3.5 shrink-0 text-subtle" />
      )}
      <span role="status" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </button>
  );
}

export function CopyButton({ text, label = "Copy", className }: { text: string; label?: string; className?: string }) {
  const { copied, copy } = useCopy();
  return (
    <IconButton label={copied ? "Copied" : label} variant="secondary" size="compact" className={className} onClick={() => void copy(text)}>
      {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
    </IconButton>
  );
}

"use client";
import { FlaskConical } from "lucide-react";
import { useShell } from "@/components/shell/shell-context.tsx";

/** What the test environment means for a service that reaches real people. */
export function TestEnvironmentNote() {
  if (useShell().environment.kind !== "test") return null;
  return (
    <p className="flex items-start gap-2 rounded-control bg-warn-tint px-3 py-2 text-12">
      <FlaskConical aria-hidden className="mt-px size-4 shrink-0 stroke-[1.75] text-warn" />
      <span>
        This is the Test environment. A real provider writes only to recipients that are listed for tests; messages to everybody else are
        decided and recorded, and not sent. Only the demo inbox and phone take messages to anybody.
      </span>
    </p>
  );
}

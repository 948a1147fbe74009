import type { Probe } from "@/lib/api-types.ts";

/** What a try of connection and credentials said. */
export function ProbeResult({ probe, error }: { probe: Probe | undefined; error: Error | null }) {
  if (error) {
    return (
      <p role="alert" className="min-w-0 text-12 text-bad">
        {error.message}
      </p>
    );
  }
  if (!probe) return null;
  return (
    <p role="status" className={`min-w-0 text-12 ${probe.ok ? "text-ok" : "text-bad"}`}>
      {probe.ok ? `It works: ${probe.message} (${probe.ms} ms)` : probe.message}
    </p>
  );
}

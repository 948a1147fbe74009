"use client";
import { ErrorState } from "@/components/ui/states.tsx";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center bg-surface">
      <ErrorState
        title="This screen could not be shown"
        error={{ message: "The server had a problem.", ...(error.digest ? { requestId: error.digest } : {}) }}
        safe="What you saved is safe; journeys go on by themselves."
        onRetry={reset}
      />
    </main>
  );
}

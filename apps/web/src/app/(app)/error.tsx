"use client";
import { ErrorState } from "@/components/ui/states.tsx";

export default function AppErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <ErrorState
      title="This screen could not be shown"
      error={{ message: "The server had a problem.", ...(error.digest ? { requestId: error.digest } : {}) }}
      safe="What you saved is safe; journeys go on by themselves."
      onRetry={reset}
      className="flex-1 justify-center"
    />
  );
}

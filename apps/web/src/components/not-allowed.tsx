import { EmptyState } from "@/components/ui/states.tsx";

/** Shown instead of a screen to whoever has no right to it. */
export function NotAllowed() {
  return (
    <EmptyState title="Your role does not include this" className="flex-1 justify-center">
      Ask an owner of the workspace, if you need it.
    </EmptyState>
  );
}

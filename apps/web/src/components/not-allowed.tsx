import { PageHeader } from "@/components/ui/page-header.tsx";
import { EmptyState } from "@/components/ui/states.tsx";

/** Shown instead of a screen to whoever has no right to it. */
export function NotAllowed() {
  return (
    <>
      <PageHeader title="Not for your role" />
      <EmptyState title="Your role does not include this">Ask an owner of the workspace, if you need it.</EmptyState>
    </>
  );
}

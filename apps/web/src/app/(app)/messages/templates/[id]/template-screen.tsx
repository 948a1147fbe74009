"use client";
import { useQuery } from "@tanstack/react-query";
import { templateCrumbs } from "@/app/(app)/messages/templates/[id]/crumbs.ts";
import { TemplateEditor } from "@/app/(app)/messages/templates/[id]/template-editor.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { PageHeader } from "@/components/ui/page-header.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "@/components/ui/states.tsx";
import { ApiError, api } from "@/lib/api-client.ts";
import type { Template } from "@/lib/api-types.ts";

export function TemplateScreen({ id }: { id: string }) {
  // Read once: from then on the editor owns the draft, and a refetch must not pull the text away under the caret.
  const template = useQuery({
    queryKey: ["template", id],
    queryFn: ({ signal }) => api.get<Template>(`/templates/${id}`, { signal }),
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (template.data) return <TemplateEditor template={template.data} reload={async () => (await template.refetch()).data} />;
  return (
    <>
      <PageHeader title="Template" crumbs={templateCrumbs} />
      {template.isError ? (
        template.error instanceof ApiError && template.error.status === 404 ? (
          <EmptyState title="There is no such template here" action={<ButtonLink href="/messages/templates">All templates</ButtonLink>}>
            It may belong to the other environment.
          </EmptyState>
        ) : (
          <ErrorState error={template.error} onRetry={() => void template.refetch()} />
        )
      ) : (
        <SkeletonRows rows={12} className="px-4 sm:px-8" />
      )}
    </>
  );
}

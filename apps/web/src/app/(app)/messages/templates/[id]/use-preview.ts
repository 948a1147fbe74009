"use client";
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api-client.ts";
import type { TemplateContent, TemplatePreview } from "@/lib/api-types.ts";
import { useDebounced } from "@/lib/use-debounced.ts";

type Input = { channel: "email" | "sms"; content: TemplateContent; personId: string | undefined; templateId: string };

/** What this person would get, a moment after typing stops. */
export function usePreview({ channel, content, personId, templateId }: Input): UseQueryResult<TemplatePreview> {
  const still = useDebounced(content, 350);
  return useQuery({
    queryKey: ["template-preview", templateId, personId ?? null, still],
    queryFn: ({ signal }) =>
      api.post<TemplatePreview>(
        "/templates/preview",
        { channel, content: still, templateId, ...(personId ? { personId } : {}) },
        { signal },
      ),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 30_000,
    retry: false,
  });
}

"use client";
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api-client.ts";
import type { TemplateContent, TemplatePreview } from "@/lib/api-types.ts";
import { useDebounced } from "@/lib/use-debounced.ts";

type Input = {
  channel: "email" | "sms";
  content: TemplateContent;
  personId: string | undefined;
  templateId: string;
  transactional: boolean;
};

/** What this person would get, a moment after typing stops. */
export function usePreview({ channel, content, personId, templateId, transactional }: Input): UseQueryResult<TemplatePreview> {
  const still = useDebounced(content, 350);
  return useQuery({
    queryKey: ["template-preview", templateId, personId ?? null, transactional, still],
    queryFn: ({ signal }) =>
      api.post<TemplatePreview>("/templates/preview", { channel, content: still, transactional, person: personId ?? null }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 30_000,
    retry: false,
  });
}

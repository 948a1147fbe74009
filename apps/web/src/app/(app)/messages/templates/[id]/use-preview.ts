"use client";
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
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

export type Preview = {
  query: UseQueryResult<Rendered>;
  /** The latest that could be rendered; while the draft is broken, how it looked before, if it was ever seen whole. */
  shown: TemplatePreview | undefined;
  /** Whom it is rendered for. */
  reader: Pick<TemplatePreview, "as" | "person"> | undefined;
  /** The draft on the screen cannot be rendered as it stands. */
  broken: boolean;
};

type Rendered = { preview: TemplatePreview; shown: TemplatePreview | undefined; broken: boolean };

/** What this person would get, a moment after typing stops. */
export function usePreview({ channel, content, personId, templateId, transactional }: Input): Preview {
  const still = useDebounced(content, 350);
  const lastGood = useRef<TemplatePreview>(undefined);
  const query = useQuery({
    queryKey: ["template-preview", templateId, personId ?? null, transactional, still],
    queryFn: async ({ signal }): Promise<Rendered> => {
      const preview = await api.post<TemplatePreview>(
        "/templates/preview",
        { channel, content: still, transactional, person: personId ?? null },
        { signal },
      );
      const broken = preview.html === null && preview.text === "" && preview.problems.some((problem) => problem.severity === "error");
      if (!broken) lastGood.current = preview;
      return { preview, broken, shown: broken ? lastGood.current : preview };
    },
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 30_000,
    retry: false,
  });
  return { query, shown: query.data?.shown, reader: query.data?.preview, broken: query.data?.broken ?? false };
}

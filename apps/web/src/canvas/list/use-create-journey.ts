"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { DraftDefinition } from "@/canvas/model/document.ts";
import { toastError } from "@/components/ui/toast.tsx";
import { api } from "@/lib/api-client.ts";

/** Makes a journey and opens it. Nothing of it is live. */
export function useCreateJourney() {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: ({ name, definition }: { name: string; definition?: DraftDefinition }) =>
      api.post<{ id: string }>("/journeys", { name, ...(definition ? { definition: { definition: 1, ...definition } } : {}) }),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: ["journeys"] });
      router.push(`/journeys/${id}`);
    },
    onError: toastError,
  });
}

"use client";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  ContextBody,
  CountsBody,
  JourneyBody,
  JourneyItem,
  ReviewBody,
  RunBody,
  StandingPerson,
  VersionBody,
  VersionItem,
} from "@/canvas/api/types.ts";
import { api } from "@/lib/api-client.ts";

const liveMs = 3_000;

export function useJourney(id: string) {
  return useQuery({
    queryKey: ["journey", id],
    queryFn: ({ signal }) => api.get<JourneyBody>(`/journeys/${id}`, { signal }),
    // The editor owns the draft once it is open; what others do shows when saving, never under the cursor.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}

export function useJourneys(archived: boolean) {
  return useQuery({
    queryKey: ["journeys", { archived }],
    queryFn: ({ signal }) => api.get<{ items: JourneyItem[] }>("/journeys", { query: { archived: archived || undefined }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
}

export function useContext() {
  return useQuery({
    queryKey: ["authoring-context"],
    queryFn: ({ signal }) => api.get<ContextBody>("/authoring/context", { signal }),
    staleTime: 20_000,
  });
}

export function useCounts(id: string, version: string | undefined, enabled: boolean) {
  return useQuery({
    queryKey: ["journey-counts", id, version],
    queryFn: ({ signal }) => api.get<CountsBody>(`/journeys/${id}/counts`, { query: { version }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: liveMs,
    enabled,
  });
}

export function usePeopleAt(id: string, node: string | undefined, version: string | undefined) {
  return useQuery({
    queryKey: ["journey-people", id, node, version],
    queryFn: ({ signal }) =>
      api.get<{ items: StandingPerson[]; next: string | null }>(`/journeys/${id}/people`, { query: { node, version }, signal }),
    placeholderData: (before, query) => (query?.queryKey[2] === node ? before : undefined),
    refetchInterval: liveMs,
    enabled: node !== undefined,
  });
}

export function useRun(id: string | undefined) {
  return useQuery({
    queryKey: ["run", id],
    queryFn: ({ signal }) => api.get<RunBody>(`/runs/${id}`, { signal }),
    refetchInterval: (query) => (query.state.data?.status === "ended" ? false : liveMs),
    enabled: id !== undefined,
  });
}

export function useVersions(id: string, enabled = true) {
  return useQuery({
    queryKey: ["journey-versions", id],
    queryFn: ({ signal }) => api.get<{ items: VersionItem[] }>(`/journeys/${id}/versions`, { signal }),
    enabled,
  });
}

export function useVersion(id: string, version: string | undefined) {
  return useQuery({
    queryKey: ["journey-version", id, version],
    queryFn: ({ signal }) => api.get<VersionBody>(`/journeys/${id}/versions/${version}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: version !== undefined,
  });
}

export function useReview(id: string, revision: number | undefined) {
  return useQuery({
    queryKey: ["journey-review", id, revision],
    queryFn: ({ signal }) => api.get<ReviewBody>(`/journeys/${id}/review`, { signal }),
    enabled: revision !== undefined,
    staleTime: 0,
    refetchInterval: 10_000,
  });
}

/** Anything done to a journey as a whole. Afterwards everything that shows it is asked anew. */
export function useJourneyAction<Input, Output>(id: string, act: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    scope: { id: `journey:${id}` },
    onSettled: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ["journeys"] }),
        client.invalidateQueries({ queryKey: ["journey-versions", id] }),
        client.invalidateQueries({ queryKey: ["journey-review", id] }),
        client.invalidateQueries({ queryKey: ["journey-counts", id] }),
      ]);
    },
  });
}

"use client";
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  ContextBody,
  CountsBody,
  JourneyBody,
  JourneyItem,
  RefusalItem,
  ReviewBody,
  RunBody,
  RunItem,
  VersionBody,
  VersionItem,
} from "@/canvas/api/types.ts";
import { api } from "@/lib/api-client.ts";

/** How often live figures are asked for; never in a hidden tab (React Query's default). */
const liveMs = 3_000;

export function useJourney(id: string) {
  return useQuery({
    queryKey: ["journey", id],
    queryFn: ({ signal }) => api.get<JourneyBody>(`/journeys/${id}`, { signal }),
    // The editor owns the draft once it is open; what others do shows when saving, never under the cursor.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
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

export function useAuthoringContext() {
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

/** `node`: who stands there now. `passed`: who went on from there, by `port` or by any way. */
export type RunsFilter = Partial<Record<"node" | "passed" | "port" | "version" | "status", string | undefined>>;

export function useRuns(id: string, { node, passed, port, version, status }: RunsFilter, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ["journey-runs", id, node, passed, port, version, status],
    queryFn: ({ signal, pageParam }) =>
      api.get<{ items: RunItem[]; next: string | null }>(`/journeys/${id}/runs`, {
        query: { node, passed, port, version, status, after: pageParam, limit: 50 },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: liveMs * 2,
    enabled,
  });
}

export function useRefusals(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ["journey-refusals", id],
    queryFn: ({ signal }) => api.get<{ items: RefusalItem[] }>(`/journeys/${id}/refusals`, { query: { limit: 50 }, signal }),
    refetchInterval: liveMs * 2,
    enabled,
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

export function useVersion(version: string | undefined) {
  return useQuery({
    queryKey: ["version", version],
    queryFn: ({ signal }) => api.get<VersionBody>(`/versions/${version}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: version !== undefined,
  });
}

/** Asked anew each time it is opened; while another revision is asked for, the last answer stays in sight. */
export function useReview(id: string, revision: number | undefined) {
  return useQuery({
    queryKey: ["journey-review", id, revision],
    queryFn: ({ signal }) => api.get<ReviewBody>(`/journeys/${id}/review`, { signal }),
    placeholderData: keepPreviousData,
    enabled: revision !== undefined,
    staleTime: 0,
    gcTime: 0,
    refetchInterval: 10_000,
  });
}

/** Anything done to a journey as a whole, one after the other. Afterwards everything that shows it is asked anew. */
export function useJourneyAction<Input, Output>(id: string, act: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    scope: { id: `journey:${id}` },
    onSettled: async () => {
      const keys = [["journeys"], ["journey-versions", id], ["journey-review", id], ["journey-counts", id], ["journey-runs", id]];
      await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
}

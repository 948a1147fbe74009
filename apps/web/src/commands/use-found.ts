"use client";
import { useQuery } from "@tanstack/react-query";
import { User, Workflow } from "lucide-react";
import { useRouter } from "next/navigation";
import { useDeferredValue, useMemo } from "react";
import type { Command } from "@/commands/registry.ts";
import { api } from "@/lib/api-client.ts";

type Journeys = { items: { id: string; name: string }[] };
type People = { items: { id: string; name: string | null; hint: string | null }[] };

const none: Command[] = [];

/** Journeys by name, people by id, whole e-mail, phone or @domain, as commands of the palette. */
export function useFound(query: string): Command[] {
  const router = useRouter();
  const text = useDeferredValue(query.trim());
  const journeys = useQuery({
    queryKey: ["journeys", "palette"],
    queryFn: () => api.get<Journeys>("/journeys"),
    staleTime: 60_000,
    enabled: text.length > 1,
  });
  const people = useQuery({
    queryKey: ["people", "palette", text],
    queryFn: ({ signal }) => api.get<People>("/people", { query: { search: text, limit: 5 }, signal }),
    enabled: text.length > 2,
    staleTime: 30_000,
  });
  return useMemo(() => {
    if (text.length < 2) return none;
    const lower = text.toLowerCase();
    const found: Command[] = (journeys.data?.items ?? [])
      .filter((journey) => journey.name.toLowerCase().includes(lower))
      .slice(0, 6)
      .map((journey) => ({
        id: `journey:${journey.id}`,
        title: journey.name,
        group: "Go to",
        icon: Workflow,
        run: () => router.push(`/journeys/${journey.id}`),
      }));
    for (const person of people.data?.items ?? []) {
      found.push({
        id: `person:${person.id}`,
        title: [person.name ?? person.id, person.hint].filter(Boolean).join(" · "),
        group: "Go to",
        icon: User,
        run: () => router.push(`/people/${person.id}`),
      });
    }
    return found;
  }, [text, journeys.data, people.data, router]);
}

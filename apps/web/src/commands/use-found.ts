"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowRight, User, Workflow } from "lucide-react";
import { useRouter } from "next/navigation";
import { useDeferredValue, useMemo } from "react";
import type { Command } from "@/commands/registry.ts";
import { api } from "@/lib/api-client.ts";

type Journeys = { items: { id: string; name: string }[] };
type People = { items: { id: string; name: string | null; hint: string | null }[] };

const none: Command[] = [];

const idPlaces: Record<string, { title: string; href: (id: string) => string }> = {
  jny: { title: "Open the journey", href: (id) => `/journeys/${id}` },
  per: { title: "Open the person", href: (id) => `/people/${id}` },
  msg: { title: "Open the message", href: (id) => `/messages?message=${id}` },
  tpl: { title: "Open the template", href: (id) => `/messages/templates/${id}` },
};

/** A pasted id, such as `msg_01h455vb4pex5vsknk084sn02q`, leads straight to what it names. */
export function placeOfId(text: string): { title: string; href: string } | undefined {
  const prefix = /^([a-z]{3})_[0-9a-z]{26}$/.exec(text)?.[1];
  const place = prefix === undefined ? undefined : idPlaces[prefix];
  return place && { title: `${place.title} ${text}`, href: place.href(text) };
}

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
    const place = placeOfId(text);
    const named: Command[] = place
      ? [{ id: `id:${text}`, title: place.title, group: "Go to", icon: ArrowRight, run: () => router.push(place.href) }]
      : [];
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
    return [...named, ...found];
  }, [text, journeys.data, people.data, router]);
}

"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { Menu, MenuGroup, MenuItem } from "@/components/ui/menu.tsx";
import { api } from "@/lib/api-client.ts";

type Context = { traits: { name: string; class: string }[] };

const always = ["firstName", "lastName", "email"];

/** What a template can say of a person and of the message: the workspace's own traits, each with a fallback. */
export function InsertMenu({ trigger, onInsert }: { trigger: ReactElement<Record<string, unknown>>; onInsert: (text: string) => void }) {
  const context = useQuery({
    queryKey: ["authoring-context"],
    queryFn: ({ signal }) => api.get<Context>("/authoring/context", { signal }),
    staleTime: 60_000,
    retry: false,
  });
  const traits = [
    ...new Set([...always, ...(context.data?.traits ?? []).filter((trait) => trait.class !== "restricted").map((trait) => trait.name)]),
  ].slice(0, 16);
  return (
    <Menu trigger={trigger} className="max-h-(--available-height) overflow-y-auto">
      <MenuGroup label="The person">
        {traits.map((name) => (
          <MenuItem key={name} onSelect={() => onInsert(`{{ person.${name} | default: "" }}`)}>
            {name}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuGroup label="What started the journey">
        <MenuItem onSelect={() => onInsert('{{ event.properties.name | default: "" }}')}>A property of the event</MenuItem>
      </MenuGroup>
      <MenuGroup label="The message">
        <MenuItem onSelect={() => onInsert("{{ unsubscribe_url }}")}>Unsubscribe link</MenuItem>
        <MenuItem onSelect={() => onInsert("{{ postal_address }}")}>Postal address</MenuItem>
      </MenuGroup>
      <MenuGroup label="Choose">
        <MenuItem onSelect={() => onInsert('{% if person.plan == "gold" %}\n\n{% else %}\n\n{% endif %}')}>Only if…</MenuItem>
        <MenuItem onSelect={() => onInsert("{% for item in event.properties.products %}\n\n{% endfor %}")}>Repeat for each…</MenuItem>
      </MenuGroup>
    </Menu>
  );
}

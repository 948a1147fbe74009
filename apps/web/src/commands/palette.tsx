"use client";
import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { CornerDownLeft, Search } from "lucide-react";
import { useMemo, useState } from "react";
import { type Command, offered, useRegistry } from "@/commands/registry.ts";
import { useFound } from "@/commands/use-found.ts";
import { Keys } from "@/components/ui/kbd.tsx";

type Group = { value: string; items: Command[] };

function grouped(commands: readonly Command[]): Group[] {
  const groups = new Map<string, Command[]>();
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  return [...groups].map(([value, items]) => ({ value, items }));
}

/** Every word typed has to be found somewhere in the title, the group or the command's other words. */
export function fits(command: Command, query: string): boolean {
  const text = [command.title, command.group, ...(command.words ?? [])].join(" ").toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** ⌘K: commands of this screen and of the shell, and people and journeys by name. No motion. */
export function CommandPalette() {
  const open = useRegistry((state) => state.paletteOpen);
  const setOpen = useRegistry((state) => state.setPalette);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => setOpen(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-[oklch(0.2_0.01_265/0.32)] dark:bg-[oklch(0.1_0.01_265/0.6)]" />
        <Dialog.Popup
          aria-label="Commands"
          className="fixed top-[14dvh] left-1/2 z-50 flex max-h-[min(480px,72dvh)] w-[min(600px,calc(100vw-24px))] -translate-x-1/2 flex-col overflow-hidden rounded-dialog border border-line bg-surface shadow-float outline-none"
        >
          <PaletteBody onDone={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteBody({ onDone }: { onDone: () => void }) {
  const scopes = useRegistry((state) => state.scopes);
  const [query, setQuery] = useState("");
  const found = useFound(query);
  const groups = useMemo(() => {
    const commands = offered(scopes).filter((command) => command.hidden !== true && fits(command, query.trim()));
    return grouped([...commands, ...found]);
  }, [scopes, query, found]);

  return (
    <Autocomplete.Root
      items={groups}
      open
      inline
      autoHighlight="always"
      keepHighlight
      filter={null}
      value={query}
      onValueChange={(value, details) => {
        if (details.reason !== "item-press") setQuery(value);
      }}
      itemToStringValue={(command: Command) => command.title}
    >
      <div className="flex h-12 shrink-0 items-center gap-2.5 border-b border-line px-4">
        <Search aria-hidden className="size-4 stroke-[1.75] text-subtle" />
        <Autocomplete.Input
          autoFocus
          placeholder="Search or jump: a screen, a person, a journey, a command"
          className="h-full min-w-0 flex-1 bg-transparent text-14 outline-none"
        />
        <Keys keys="escape" />
      </div>
      <Autocomplete.Empty className="px-4 py-6 text-center text-muted empty:hidden">
        Nothing fits “{query}”. People are found by id, whole e-mail or phone.
      </Autocomplete.Empty>
      <Autocomplete.List className="min-h-0 flex-1 scroll-py-2 overflow-y-auto overscroll-contain p-1 outline-none data-empty:p-0">
        {(group: Group) => (
          <Autocomplete.Group key={group.value} items={group.items} className="pb-1">
            <Autocomplete.GroupLabel className="px-3 pt-2 pb-1 text-12 text-subtle">{group.value}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(command: Command) => (
                <Autocomplete.Item
                  key={command.id}
                  value={command}
                  className="group flex h-8 cursor-default items-center gap-2.5 rounded-control px-3 outline-none select-none data-highlighted:bg-hover"
                  onClick={() => {
                    onDone();
                    command.run();
                  }}
                >
                  {command.icon ? (
                    <command.icon aria-hidden className="size-4 shrink-0 stroke-[1.75] text-muted" />
                  ) : (
                    <span className="size-4" />
                  )}
                  <span className="min-w-0 flex-1 truncate">{command.title}</span>
                  {command.keys ? (
                    <Keys keys={command.keys} />
                  ) : (
                    <CornerDownLeft aria-hidden className="hidden size-3.5 text-subtle group-data-highlighted:block" />
                  )}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}

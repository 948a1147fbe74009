"use client";
import { Monitor, Moon, Plus, Search, Sun, UserSearch } from "lucide-react";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { KeyHelp } from "@/commands/help.tsx";
import { CommandPalette } from "@/commands/palette.tsx";
import { type Command, useRegistry } from "@/commands/registry.ts";
import { useCommandKeys, useCommands } from "@/commands/use-commands.ts";
import { lowerPlaces, places } from "@/components/shell/navigation.ts";
import { useTheme } from "@/components/theme.tsx";

/** The commands that work everywhere, the listener for keys, the palette and the help. */
export function ShellCommands() {
  const router = useRouter();
  const { setTheme } = useTheme();
  useCommandKeys();
  const commands = useMemo<Command[]>(() => {
    const registry = useRegistry.getState;
    return [
      ...[...places, ...lowerPlaces].map(
        (place): Command => ({
          id: `go:${place.href}`,
          title: place.label,
          group: "Go to",
          keys: `g ${place.key}`,
          icon: place.icon,
          ...(place.words ? { words: place.words } : {}),
          run: () => router.push(place.href),
        }),
      ),
      { id: "create:journey", title: "New journey", group: "Create", keys: "c", icon: Plus, run: () => router.push("/journeys?new=1") },
      { id: "create:template", title: "New template", group: "Create", icon: Plus, run: () => router.push("/messages/templates?new=1") },
      { id: "find:person", title: "Find a person", group: "Go to", keys: "/", icon: UserSearch, run: () => router.push("/people?find=1") },
      {
        id: "palette",
        title: "Search or jump",
        group: "Help",
        keys: "mod+k",
        inFields: true,
        icon: Search,
        hidden: true,
        run: () => registry().setPalette(!registry().paletteOpen),
      },
      { id: "help", title: "Keys", group: "Help", keys: "?", words: ["shortcuts", "keyboard"], run: () => registry().setHelp(true) },
      { id: "theme:light", title: "Light theme", group: "View", icon: Sun, run: () => setTheme("light") },
      { id: "theme:dark", title: "Dark theme", group: "View", icon: Moon, run: () => setTheme("dark") },
      { id: "theme:system", title: "Theme of the system", group: "View", icon: Monitor, run: () => setTheme("system") },
    ];
  }, [router, setTheme]);
  useCommands(commands);
  return (
    <>
      <CommandPalette />
      <KeyHelp />
    </>
  );
}

import type { LucideIcon } from "lucide-react";
import { create } from "zustand";

export type CommandGroup = "Go to" | "Create" | "Canvas" | "Edit" | "View" | "This screen" | "Workspace" | "Help";

/** One thing a person can do. Menus, keys, the palette and the help read the same list. */
export type Command = {
  id: string;
  title: string;
  group: CommandGroup;
  /** `mod+k`, `g j` (one after the other), `?`. Letters are lower case; `shift` only where a letter needs it. */
  keys?: string;
  icon?: LucideIcon;
  /** Other words that find it. */
  words?: readonly string[];
  /** Also while typing in a field. Plain letters never do. */
  inFields?: boolean;
  /** What these keys do is done by the browser or the canvas itself: shown in the help, not run by them. */
  native?: true;
  /** Not offered and not run when it answers false. */
  when?: () => boolean;
  /** Kept out of the palette (arrow keys, zoom steps) but in the help. */
  hidden?: boolean;
  run: () => void;
};

type Scope = { id: string; commands: readonly Command[] };

type Registry = {
  scopes: readonly Scope[];
  paletteOpen: boolean;
  helpOpen: boolean;
  setPalette: (open: boolean) => void;
  setHelp: (open: boolean) => void;
  put: (id: string, commands: readonly Command[]) => void;
  remove: (id: string) => void;
};

/** The one registry. Later scopes win over earlier ones for the same keys: a canvas's `c` over the shell's. */
export const useRegistry = create<Registry>((set) => ({
  scopes: [],
  paletteOpen: false,
  helpOpen: false,
  setPalette: (open) => set({ paletteOpen: open }),
  setHelp: (open) => set({ helpOpen: open }),
  put: (id, commands) =>
    set((state) => {
      const at = state.scopes.findIndex((scope) => scope.id === id);
      if (at < 0) return { scopes: [...state.scopes, { id, commands }] };
      return { scopes: state.scopes.map((scope, index) => (index === at ? { id, commands } : scope)) };
    }),
  remove: (id) => set((state) => ({ scopes: state.scopes.filter((scope) => scope.id !== id) })),
}));

/** All commands that can be run now; the innermost scope first. */
export function offered(scopes: readonly Scope[]): Command[] {
  return known(scopes).filter((command) => command.when?.() !== false);
}

/** All commands of this screen, also those that need something selected first. */
export function known(scopes: readonly Scope[]): Command[] {
  const seen = new Set<string>();
  const list: Command[] = [];
  for (const scope of [...scopes].reverse()) {
    for (const command of scope.commands) {
      if (seen.has(command.id)) continue;
      seen.add(command.id);
      list.push(command);
    }
  }
  return list;
}

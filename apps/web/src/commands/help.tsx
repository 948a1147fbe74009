"use client";
import { useMemo } from "react";
import { type Command, known, useRegistry } from "@/commands/registry.ts";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Keys } from "@/components/ui/kbd.tsx";

/** `?`: the keys that work on this screen, from the same registry. */
export function KeyHelp() {
  const open = useRegistry((state) => state.helpOpen);
  const setOpen = useRegistry((state) => state.setHelp);
  const scopes = useRegistry((state) => state.scopes);
  const groups = useMemo(() => {
    const map = new Map<string, Command[]>();
    const keys = new Set<string>();
    for (const command of known(scopes)) {
      // The inner screen's meaning of a key is the one that counts, and a second key for the same is not told twice.
      if (!command.keys || keys.has(command.keys) || command.keys.includes("backspace")) continue;
      keys.add(command.keys);
      map.set(command.group, [...(map.get(command.group) ?? []), command]);
    }
    return [...map];
  }, [scopes]);
  return (
    <Dialog open={open} onOpenChange={setOpen} title="Keys" width={720}>
      <div className="columns-1 gap-10 sm:columns-2">
        {groups.map(([group, commands]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-12 font-medium text-muted">{group}</h3>
            <ul>
              {commands.map((command) => (
                <li key={command.id} className="flex h-8 items-center gap-3 border-b border-line">
                  <span className="min-w-0 flex-1 truncate">{command.title}</span>
                  {command.keys ? <Keys keys={command.keys} /> : null}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

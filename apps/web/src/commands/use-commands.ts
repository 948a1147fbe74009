"use client";
import { useEffect, useId } from "react";
import { chordOf, interpret, type Sequence } from "@/commands/keys.ts";
import { type Command, offered, useRegistry } from "@/commands/registry.ts";

/**
 * Offers commands while the calling component is mounted. Pass a memoised list: a new array registers anew.
 * The innermost screen's keys win over the shell's.
 */
export function useCommands(commands: readonly Command[]): void {
  const id = useId();
  const put = useRegistry((state) => state.put);
  const remove = useRegistry((state) => state.remove);
  useEffect(() => put(id, commands), [id, commands, put]);
  useEffect(() => () => remove(id), [id, remove]);
}

function typesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit", "range", "file"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** What has the focus and is pressed by Enter and Space itself. A row of a tree and a card are not: there Enter inspects. */
const pressable =
  "a[href],button,summary,[role=button],[role=tab],[role=option],[role=separator],[role=checkbox],[role=radio],[role=switch]";

/** The one listener for keys. Mounted by the shell. */
export function useCommandKeys(): void {
  useEffect(() => {
    let sequence: Sequence;
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      if (["Shift", "Meta", "Control", "Alt"].includes(event.key)) return;
      // Inside menus, lists and dialogs letters belong to them.
      const target = event.target;
      const held = target instanceof HTMLElement && target.closest("[role=menu],[role=listbox],[role=dialog],[role=alertdialog]") !== null;
      const chord = chordOf(event);
      if ((chord === "enter" || chord === "space") && target instanceof Element && target.matches(pressable)) return;
      const state = useRegistry.getState();
      const answer = interpret(offered(state.scopes), chord, sequence, Date.now(), held || typesText(target));
      sequence = answer.sequence;
      if (answer.run) {
        event.preventDefault();
        answer.run.run();
      }
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

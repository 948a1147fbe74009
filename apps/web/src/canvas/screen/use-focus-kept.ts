"use client";
import { useEffect, useState } from "react";
import type { Editor } from "@/canvas/editor/editor.ts";

const canvas = ".jm-canvas";
const tree = "[role=tree]";
const popups = "[role=dialog],[role=alertdialog],[role=menu],[role=listbox]";

/** When something that had the focus goes away, it can take a few frames until what takes its place is drawn. */
const looksMs = [0, 60, 200, 450];

class FocusKeeper {
  private had: HTMLElement | undefined;
  private byPointer = false;
  private timers: ReturnType<typeof setTimeout>[] = [];

  readonly soon = () => {
    this.stop();
    this.timers = looksMs.map((ms) => setTimeout(() => this.look(), ms));
  };

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }

  listen(): () => void {
    const onFocus = (event: FocusEvent) => {
      this.had = event.target instanceof HTMLElement ? event.target : undefined;
      this.soon();
    };
    const onPointer = () => {
      this.byPointer = true;
    };
    const onKey = () => {
      this.byPointer = false;
    };
    window.addEventListener("focusin", onFocus);
    window.addEventListener("focusout", this.soon);
    window.addEventListener("pointerdown", onPointer, true);
    window.addEventListener("keydown", onKey, true);
    return () => {
      this.stop();
      window.removeEventListener("focusin", onFocus);
      window.removeEventListener("focusout", this.soon);
      window.removeEventListener("pointerdown", onPointer, true);
      window.removeEventListener("keydown", onKey, true);
    };
  }

  private look(): void {
    const { had } = this;
    const at = document.activeElement;
    // A press on the canvas or on a card that was no tab stop yet leaves it on the canvas itself; an undo, on a card that is none any more.
    const between = at instanceof HTMLElement && at.matches(`${canvas},.react-flow__node:not([tabindex='0'])`);
    if (!had || !(between || at === null || at === document.body) || document.querySelector(popups)) return;
    if (!between && this.byPointer && had.isConnected) return;
    const place = restingPlace(had);
    if (place !== at) place?.focus({ preventScroll: true });
  }
}

function restingPlace(had: HTMLElement): HTMLElement | null {
  const row = document.querySelector<HTMLElement>(`${tree} [tabindex='0']`);
  const card = document.querySelector<HTMLElement>(".react-flow__node[tabindex='0']");
  const inTree = had.getAttribute("role") === "treeitem" || had.closest(tree) !== null;
  return (inTree ? (row ?? card) : (card ?? row)) ?? document.querySelector<HTMLElement>(canvas);
}

/**
 * The focus is never left on nothing: where what had it goes away (deleted, undone, published, closed) or is left by a key, it goes to
 * the card that the keys stand on, in the outline if it was there, else to the canvas itself.
 */
export function useFocusKept(editor: Editor): void {
  const [keeper] = useState(() => new FocusKeeper());
  useEffect(() => keeper.listen(), [keeper]);
  useEffect(() => editor.store.subscribe(keeper.soon), [editor, keeper]);
  // Each time the screen is drawn anew, as when the mode changes.
  useEffect(() => keeper.soon());
}

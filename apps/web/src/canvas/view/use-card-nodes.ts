"use client";
import { useState } from "react";
import type { Selection } from "@/canvas/editor/editor.ts";
import { ENTRY_ID } from "@/canvas/model/document.ts";
import type { Measure } from "@/canvas/model/layout/measure.ts";
import type { Scene, SceneCard } from "@/canvas/model/scene.ts";
import type { CardNode } from "@/canvas/view/card.tsx";
import { type CardState, cardNode } from "@/canvas/view/flow-elements.ts";

/** What the screen knows of cards besides the scene: who is being renamed, what flashes, how each is called aloud. */
export type CardLook = {
  renaming?: string | undefined;
  writing?: string | undefined;
  /** The card that is the tab stop when none is selected; the entry unless told. */
  stand?: string;
  flash?: { nodes: readonly string[]; n: number } | undefined;
  label(card: SceneCard): string;
};

type Around = {
  selection: Selection;
  editing: { free: boolean } | undefined;
  refusals: ReadonlyMap<string, string> | undefined;
  target: string | undefined;
  mini: boolean;
};

/** Remembers React Flow's nodes; one that looks as before is the same object, so that it is not drawn anew. */
class CardNodes {
  private known = new Map<string, { card: SceneCard; state: CardState; node: CardNode }>();

  /** One card is a tab stop: the selected, else the one that the keys stand on. */
  of(scene: Scene, measure: Measure, look: CardLook, { selection, editing, refusals, target, mini }: Around): CardNode[] {
    const stop = [...selection.nodes, look.stand ?? ENTRY_ID].find((id) => scene.cards.has(id)) ?? ENTRY_ID;
    const fresh = new Map<string, { card: SceneCard; state: CardState; node: CardNode }>();
    for (const card of scene.cards.values()) {
      const state: CardState = {
        selected: selection.nodes.includes(card.id),
        editable: editing !== undefined,
        draggable: editing?.free ?? false,
        renaming: look.renaming === card.id,
        flash: look.flash?.nodes.includes(card.id) ? look.flash.n : 0,
        target: target === card.id,
        dim: refusals?.has(card.id) ?? false,
        focusable: stop === card.id,
        label: look.label(card),
      };
      const before = this.known.get(card.id);
      const kept = before && before.card === card && sameState(before.state, state);
      fresh.set(card.id, kept ? before : { card, state, node: cardNode(card, state, measure, mini ? "mini" : "card") });
    }
    this.known = fresh;
    return [...fresh.values()].map((one) => one.node);
  }
}

export function useCardNodes(scene: Scene, measure: Measure, look: CardLook, around: Around): CardNode[] {
  const [nodes] = useState(() => new CardNodes());
  return nodes.of(scene, measure, look, around);
}

function sameState(a: CardState, b: CardState): boolean {
  return (Object.keys(a) as (keyof CardState)[]).every((key) => a[key] === b[key]);
}

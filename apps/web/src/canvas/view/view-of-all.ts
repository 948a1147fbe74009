import type { Viewport } from "@xyflow/react";
import { ENTRY_ID } from "../model/document.ts";
import type { Measure } from "../model/layout/measure.ts";
import type { Scene } from "../model/scene.ts";

/** Further away cards are dots. */
export const minZoom = 0.1;

const share = 0.92;

/** Whether anything of a card is in sight. */
export function seesACard(scene: Scene, measure: Measure, size: { width: number; height: number }, { x, y, zoom }: Viewport): boolean {
  const { width, height } = measure.card;
  return [...scene.cards.values()].some((card) => {
    const left = card.x * zoom + x;
    const top = card.y * zoom + y;
    return left < size.width && left + width * zoom > 0 && top < size.height && top + height * zoom > 0;
  });
}

/** All cards and notes in the middle of what is below `top`, at most at full size. What is too large even from furthest away is shown from its entry down: its middle may be empty. */
export function viewOfAll(scene: Scene, measure: Measure, size: { width: number; height: number }, top = 0): Viewport {
  const { width, height } = measure.card;
  // A note is as wide as a card.
  const corners = [...scene.cards.values(), ...scene.notes];
  const xs = corners.map((corner) => corner.x);
  const ys = corners.map((corner) => corner.y);
  const left = Math.min(...xs);
  const right = Math.max(...xs) + width;
  const head = Math.min(...ys);
  const bottom = Math.max(...ys) + height;
  const below = size.height - top;
  const room = { width: size.width * share, height: below * share };
  const zoom = Math.max(minZoom, Math.min(1, room.width / (right - left), room.height / (bottom - head)));
  const entry = scene.cards.get(ENTRY_ID)?.x ?? left;
  const middle = (right - left) * zoom <= room.width + 1 ? (left + right) / 2 : entry + width / 2;
  const fits = (bottom - head) * zoom <= room.height + 1;
  return {
    x: size.width / 2 - middle * zoom,
    y: top + (fits ? below / 2 - ((head + bottom) / 2) * zoom : (below - room.height) / 2 - head * zoom),
    zoom,
  };
}

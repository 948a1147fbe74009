import type { CanvasDocument, Point } from "./document.ts";
import { type Graph, readGraph, sameGraph } from "./graph.ts";
import type { Kit } from "./kit.ts";
import { cardMeasure } from "./layout/measure.ts";
import { buildScene, type Placed, place, reuse, type Scene } from "./scene.ts";

/** A document as it is drawn, with what it was drawn from: the next drawing keeps all that did not change. */
export type Drawn = {
  graph: Graph;
  placed: Placed;
  scene: Scene;
  from: { document: CanvasDocument; kit: Kit; moving: ReadonlyMap<string, Point> | undefined; plain: Scene };
};

/** Typing changes words, not ways: then nothing is arranged anew, and only the card that was typed into is another object. */
export function redraw(
  before: Drawn | undefined,
  document: CanvasDocument,
  kit: Kit,
  moving: ReadonlyMap<string, Point> | undefined,
  dress: (scene: Scene) => Scene,
): Drawn {
  const last = before?.from;
  const alike = last !== undefined && last.kit === kit;
  const fresh = readGraph(document.definition, kit.registry);
  const graph = before && sameGraph(before.graph, fresh) ? before.graph : fresh;
  const still = alike && graph === before?.graph && last.document.layout === document.layout && last.moving === moving;
  const placed = still && before ? before.placed : place(document, graph, cardMeasure, moving);
  const plain = still && last.document === document ? last.plain : buildScene(document, kit, graph, placed, cardMeasure);
  return { graph, placed, scene: reuse(before?.scene, dress(plain)), from: { document, kit, moving, plain } };
}

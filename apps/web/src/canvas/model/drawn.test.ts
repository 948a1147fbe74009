import type { NodeDefinition } from "@journeyman/node-kit";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changeSettings, rename } from "./commands/index.ts";
import { type Attempt, isRefusal } from "./commands/places.ts";
import { attemptOf, forked, gesture } from "./commands/test-gestures.ts";
import type { CanvasDocument } from "./document.ts";
import { type Drawn, redraw } from "./drawn.ts";
import type { Kit } from "./kit.ts";
import { applyPatches } from "./patch.ts";
import type { Scene } from "./scene.ts";
import { documentOf, testKit as kit } from "./test-kinds.ts";

const step = kit.registry.step as NodeDefinition;
const plainly = (scene: Scene) => scene;
const draw = (before: Drawn | undefined, document: CanvasDocument) => redraw(before, document, kit, undefined, plainly);

function after(document: CanvasDocument, attempt: Attempt): CanvasDocument {
  return isRefusal(attempt) ? document : applyPatches(document, attempt.patches).document;
}

describe("drawing again", () => {
  test("after a title was typed, only its card is another object", () => {
    const first = draw(undefined, forked);
    const second = draw(first, after(forked, rename(forked, "x1", "Big carts")));
    expect(second.graph).toBe(first.graph);
    expect(second.placed).toBe(first.placed);
    expect(second.scene.edges).toBe(first.scene.edges);
    const other = [...second.scene.cards.keys()].filter((id) => second.scene.cards.get(id) !== first.scene.cards.get(id));
    expect(other).toEqual(["x1"]);
  });

  test("of what did not change gives the very same scene", () => {
    const first = draw(undefined, forked);
    expect(draw(first, { ...forked }).scene).toBe(first.scene);
  });

  test("a port with another name is drawn by that name", () => {
    const first = draw(undefined, forked);
    const second = draw(first, after(forked, changeSettings(forked, kit, "f", { cases: ["huge"] }, { ports: { x: "huge" } })));
    expect(second.scene.cards.get("f")?.ports.map((port) => port.label)).toEqual(["huge", "else"]);
  });

  test("a way that is called otherwise, or is now meant to end, is drawn so", () => {
    const asks: Kit = {
      ...kit,
      registry: { ...kit.registry, ask: { ...step, ports: ({ word }) => [{ name: "done", label: String(word) }] } },
    };
    const asking = (word: string, next: { done?: null }) => documentOf("a", { a: { kind: "ask", word, next } });
    const first = redraw(undefined, asking("Yes", {}), asks, undefined, plainly);
    const second = redraw(first, asking("Sure", {}), asks, undefined, plainly);
    const third = redraw(second, asking("Sure", { done: null }), asks, undefined, plainly);
    const port = (drawn: Drawn) => drawn.scene.cards.get("a")?.ports[0];
    expect([first, second, third].map((drawn) => [port(drawn)?.label, port(drawn)?.ends])).toEqual([
      ["Yes", false],
      ["Sure", false],
      ["Sure", true],
    ]);
  });

  test("after any command shows what drawing from nothing shows", { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(fc.array(gesture, { maxLength: 30 }), (gestures) => {
        let document = forked;
        let drawn = draw(undefined, document);
        for (const one of gestures) {
          document = after(document, attemptOf(document, one));
          drawn = draw(drawn, document);
          const anew = draw(undefined, document);
          expect(drawn.scene).toEqual(anew.scene);
          expect(drawn.placed).toEqual(anew.placed);
        }
      }),
      { numRuns: 60 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CanvasDocument, ENTRY_ID } from "../document.ts";
import { readGraph } from "../graph.ts";
import { type Command, emptyHistory, perform, redo, undo } from "../history.ts";
import { applyPatches } from "../patch.ts";
import { documentOf, testKit as kit } from "../test-kinds.ts";
import * as commands from "./index.ts";
import { type Attempt, isRefusal } from "./places.ts";
import { attemptOf, chain, forked, gesture } from "./test-gestures.ts";

function done(document: CanvasDocument, attempt: Attempt): CanvasDocument {
  if (isRefusal(attempt)) throw new Error(attempt.refused);
  return applyPatches(document, attempt.patches).document;
}

const nexts = (document: CanvasDocument) =>
  Object.fromEntries(Object.entries(document.definition.nodes).map(([id, node]) => [id, node.next ?? {}]));

describe("adding", () => {
  test("a step put into a way takes it, and the rest follows its main port", () => {
    const after = done(
      chain,
      commands.addStep(
        chain,
        kit,
        { kind: "fork", settings: { cases: ["big"] }, title: "Which cart?" },
        { way: { from: "a", port: "done" } },
      ),
    );
    expect(nexts(after)).toMatchObject({ a: { done: "which-cart" }, "which-cart": { else: "b" } });
  });

  test("on an open port it is led to, and leads nowhere yet", () => {
    const document = documentOf("a", { a: { kind: "step" } });
    const after = done(document, commands.addStep(document, kit, { kind: "exit" }, { way: { from: "a", port: "done" } }));
    expect(after.definition.nodes.exit).toEqual({ kind: "exit" });
    expect(nexts(after).a).toEqual({ done: "exit" });
  });

  test("into the entry's way it becomes the start", () => {
    const after = done(chain, commands.addStep(chain, kit, { kind: "step", title: "First" }, { way: { from: ENTRY_ID, port: "start" } }));
    expect(after.definition.start).toBe("first");
    expect(nexts(after).first).toEqual({ done: "a" });
  });

  test("ids come from titles, in ASCII, with a number when taken", () => {
    const once = done(chain, commands.addStep(chain, kit, { kind: "step", title: "Żółć? Łódź!" }, {}));
    const twice = done(once, commands.addStep(once, kit, { kind: "step", title: "Zolc lodz" }, {}));
    expect(Object.keys(twice.definition.nodes)).toEqual(["a", "b", "c", "zolc-lodz", "zolc-lodz-2"]);
  });
});

describe("deleting", () => {
  test("heals the gap", () => {
    const after = done(chain, commands.deleteHealing(chain, kit, ["b"]));
    expect(nexts(after)).toEqual({ a: { done: "c" }, c: {} });
  });

  test("heals over several deleted steps in a row and moves the start", () => {
    const after = done(chain, commands.deleteHealing(chain, kit, ["a", "b"]));
    expect(after.definition.start).toBe("c");
  });

  test("of a fork keeps the other branch on the canvas and says so", () => {
    const attempt = commands.deleteHealing(forked, kit, ["f"]) as Command;
    const after = done(forked, attempt);
    expect(after.definition.start).toBe("e1");
    expect(after.definition.nodes.x1).toBeDefined();
    expect(attempt.tell).toBe("1 step came loose and stays on the canvas.");
  });

  test("takes exits that nothing leads to any more with it", () => {
    const document = documentOf("f", {
      f: { kind: "fork", cases: ["x"], next: { x: "out", else: "e1" } },
      out: { kind: "exit" },
      e1: { kind: "step" },
    });
    expect(Object.keys(done(document, commands.deleteHealing(document, kit, ["f"])).definition.nodes)).toEqual(["e1"]);
  });

  test("with what follows takes only what is reached through it alone", () => {
    const after = done(forked, commands.deleteWithRest(forked, kit, ["x1"]));
    expect(Object.keys(after.definition.nodes)).toEqual(["f", "e1", "j"]);
    const all = done(forked, commands.deleteWithRest(forked, kit, ["f"]));
    expect(all.definition.nodes).toEqual({});
    expect(all.definition.start).toBeUndefined();
  });
});

describe("connecting", () => {
  test("refuses a circle, itself and the entry, and says why", () => {
    expect(commands.whyNotConnect(chain, kit, { from: "b", port: "done" }, "a")).toMatch(/circle/);
    expect(commands.whyNotConnect(chain, kit, { from: "b", port: "done" }, "b")).toMatch(/itself/);
    expect(commands.whyNotConnect(chain, kit, { from: "b", port: "done" }, ENTRY_ID)).toMatch(/entry/);
    expect(commands.whyNotConnect(chain, kit, { from: "a", port: "done" }, "c")).toBeUndefined();
  });

  test("moves a way's end and its start", () => {
    expect(nexts(done(chain, commands.reconnect(chain, kit, { from: "a", port: "done" }, { from: "a", port: "done" }, "c"))).a).toEqual({
      done: "c",
    });
    const moved = done(forked, commands.reconnect(forked, kit, { from: "f", port: "x" }, { from: "f", port: "else" }, "x1"));
    expect(nexts(moved).f).toEqual({ else: "x1" });
  });

  test("a port that follows another has no place on the card until it leads apart", () => {
    const document = documentOf("m", { m: { kind: "mail", next: { done: "o" } }, o: { kind: "exit" } });
    const shown = (d: CanvasDocument) =>
      readGraph(d.definition, kit.registry)
        .nodes.get("m")
        ?.shown.map((port) => port.name);
    expect(shown(document)).toEqual(["done"]);
    const more = done(document, commands.addStep(document, kit, { kind: "exit", title: "Apart" }, { way: { from: "m", port: "skipped" } }));
    expect(shown(more)).toEqual(["done", "skipped"]);
  });
});

describe("copying", () => {
  test("pastes into another journey, into a way, under fresh ids where taken", () => {
    const text = commands.copySteps(chain, ["a", "b"]) as string;
    const clip = commands.readClip(text);
    const after = done(forked, commands.pasteSteps(forked, kit, clip as commands.Clip, { way: { from: "f", port: "x" } }));
    expect(nexts(after)).toMatchObject({ f: { x: "a", else: "e1" }, a: { done: "b" }, b: { done: "x1" } });
    const again = done(after, commands.pasteSteps(after, kit, clip as commands.Clip, {}));
    expect(nexts(again)).toMatchObject({ step: { done: "step-2" } });
  });

  test("takes a whole draft as its steps, the first one first", () => {
    const { definition, layout } = chain;
    const turned = { ...definition, nodes: Object.fromEntries(Object.entries(definition.nodes).reverse()) };
    const clip = commands.readClip(JSON.stringify({ definition: turned, layout }, null, 2)) as commands.Clip;
    expect(Object.keys(clip.nodes)[0]).toBe(definition.start);
    expect(Object.keys(clip.nodes).sort()).toEqual(Object.keys(definition.nodes).sort());
    expect(commands.readClip(JSON.stringify(turned))).toEqual(clip);
  });

  test("leaves other text alone and refuses unknown kinds", () => {
    expect(commands.readClip("hello")).toBeUndefined();
    expect(commands.readClip('{"a":1}')).toBeUndefined();
    const clip = commands.readClip(JSON.stringify({ nodes: { q: { kind: "quantum" } } })) as commands.Clip;
    expect(commands.pasteSteps(chain, kit, clip, {})).toEqual({ refused: "There is no kind of step called “quantum” here." });
  });

  test("duplicating one step puts the copy after it", () => {
    const after = done(chain, commands.duplicate(chain, kit, ["a"]));
    expect(nexts(after)).toMatchObject({ a: { done: "step" }, step: { done: "b" } });
  });

  test("cutting gives the text and heals", () => {
    const attempt = commands.cut(chain, kit, ["b"]);
    expect("text" in attempt && attempt.text).toContain('"b"');
    expect(nexts(done(chain, attempt))).toEqual({ a: { done: "c" }, c: {} });
  });
});

describe("changing", () => {
  test("what hangs on a renamed port follows the name", () => {
    const after = done(forked, commands.changeSettings(forked, kit, "f", { cases: ["huge"] }, { ports: { x: "huge" } }));
    expect(nexts(after).f).toEqual({ huge: "x1", else: "e1" });
  });

  test("typing in one field is one entry until the field is left", () => {
    let state = { document: chain, history: emptyHistory };
    for (const title of ["B", "Bo", "Bou"])
      state = perform(state.document, state.history, commands.rename(state.document, "b", title) as Command);
    expect(state.history.past).toHaveLength(1);
    expect(undo(state.document, state.history).document).toEqual(chain);
  });
});

test("after any commands, undoing all restores the document and redoing all brings it back", { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(fc.array(gesture, { maxLength: 40 }), fc.boolean(), (gestures, fromForked) => {
      const first = fromForked ? forked : documentOf(undefined, {});
      let state = { document: first, history: emptyHistory };
      for (const one of gestures) {
        const attempt = attemptOf(state.document, one);
        if (!isRefusal(attempt)) state = perform(state.document, state.history, attempt);
      }
      const last = state.document;
      while (state.history.past.length > 0) state = undo(state.document, state.history);
      expect(state.document).toEqual(first);
      while (state.history.future.length > 0) state = redo(state.document, state.history);
      expect(state.document).toEqual(last);
    }),
    { numRuns: 300 },
  );
});

test("no command makes a circle, and every way leads to a step that is there", { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(fc.array(gesture, { maxLength: 40 }), (gestures) => {
      let document = forked;
      for (const one of gestures) {
        const attempt = attemptOf(document, one);
        if (!isRefusal(attempt)) document = applyPatches(document, attempt.patches).document;
      }
      const nodes = document.definition.nodes;
      for (const node of Object.values(nodes)) for (const to of Object.values(node.next ?? {})) expect(nodes[to ?? ""]).toBeDefined();
      const open = new Set<string>();
      const finished = new Set<string>();
      const visit = (id: string) => {
        expect(open.has(id)).toBe(false);
        if (finished.has(id)) return;
        open.add(id);
        for (const to of Object.values(nodes[id]?.next ?? {})) visit(to ?? "");
        open.delete(id);
        finished.add(id);
      };
      for (const id of Object.keys(nodes)) visit(id);
    }),
    { numRuns: 300 },
  );
});

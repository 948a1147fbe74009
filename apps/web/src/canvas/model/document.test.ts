import { expect, test } from "vitest";
import { readDraft, readLayout, writeLayout } from "./document.ts";
import { applyPatches } from "./patch.ts";

test("what cannot be drawn says why, in a sentence", () => {
  const why = (value: unknown) => {
    const read = readDraft(value);
    return read.ok ? "ok" : read.message;
  };
  expect(why({ nodes: { a: { kind: "exit" } } })).toBe("ok");
  expect(why({})).toBe("ok");
  expect(why([])).toMatch(/not an object/);
  expect(why({ nodes: [] })).toMatch(/`nodes` is not an object/);
  expect(why({ nodes: { a: { title: "A" } } })).toMatch(/step "a" has no kind/);
  expect(why({ nodes: { a: { kind: "x", next: { done: 3 } } } })).toMatch(/step "a" has a `next`/);
});

test("a layout survives being stored and read, and loses only what cannot be read", () => {
  const notes = [
    { id: "n", x: 0, y: 0, text: "Hello" },
    { id: "m", x: 1 },
  ];
  const layout = readLayout({ placement: "free", positions: { a: { x: 1, y: 2 }, b: { x: "far" } }, notes });
  expect(layout).toEqual({ free: true, positions: { a: { x: 1, y: 2 } }, notes: { n: { x: 0, y: 0, text: "Hello" } } });
  expect(readLayout(writeLayout(layout))).toEqual(layout);
  expect(readLayout("nonsense")).toEqual({});
});

test("patches reach into lists and are taken back whole", () => {
  const before = { entry: [{ event: "A" }, { event: "B" }] };
  const changed = applyPatches(before, [{ path: ["entry", "1", "event"], value: "C" }]);
  expect(changed.document).toEqual({ entry: [{ event: "A" }, { event: "C" }] });
  expect(applyPatches(changed.document, changed.inverse).document).toEqual(before);
  const shorter = applyPatches(before, [{ path: ["entry", "0"], value: undefined }]);
  expect(shorter.document).toEqual({ entry: [{ event: "B" }] });
  expect(applyPatches(shorter.document, shorter.inverse).document).toEqual(before);
});

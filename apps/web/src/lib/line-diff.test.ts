import { expect, test } from "vitest";
import { lineDiff } from "./line-diff.ts";

const shown = (before: string[], after: string[], around?: number) =>
  lineDiff(before.join("\n"), after.join("\n"), around).map((line) =>
    line === null ? "…" : `${{ same: " ", added: "+", removed: "-" }[line.kind]}${line.text}`,
  );

test("an added line stands between its neighbours, and what is far is left out", () => {
  expect(shown(["a", "b", "c", "d", "e"], ["a", "b", "x", "c", "d", "e"])).toEqual(["…", " b", "+x", " c", "…"]);
});

test("changed lines come as what was and what is; an equal line between them stays", () => {
  expect(shown(["a", "b", "c"], ["A", "b", "C"], 0)).toEqual(["-a", "+A", "…", "-c", "+C"]);
  expect(shown(["one", "two", "three"], ["two", "three", "four"], 9)).toEqual(["-one", " two", " three", "+four"]);
});

test("texts that are too long to compare are told as one block", () => {
  const many = (word: string) => Array.from({ length: 1_100 }, (_, i) => `${word}${i}`);
  expect(shown(many("a"), many("b"))).toHaveLength(2_200);
});

test("an equal text has nothing to show but that it goes on", () => {
  expect(shown(["a"], ["a"])).toEqual(["…"]);
});

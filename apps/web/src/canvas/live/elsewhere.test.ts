import { expect, test } from "vitest";
import { insideElsewhere, versionWords } from "./elsewhere.ts";

const versions = [
  { id: "v6", number: 6, inside: 2 },
  { id: "v4", number: 4, inside: 1200 },
  { id: "v3", number: 3, inside: 5 },
  { id: "v2", number: 2, inside: 4 },
  { id: "v1", number: 1, inside: 3 },
];

test("people inside older versions are said, three versions by name and the rest together", () => {
  expect(insideElsewhere(versions, "v6", 6)).toEqual({
    lines: [
      { id: "v4", text: "1,200 still inside version 4" },
      { id: "v3", text: "5 still inside version 3" },
      { id: "v2", text: "4 still inside version 2" },
    ],
    rest: "and 3 in older ones",
  });
});

test("while an older version is looked at, the live one is one of the others", () => {
  expect(insideElsewhere(versions.slice(0, 2), "v4", 6)).toEqual({ lines: [{ id: "v6", text: "2 inside version 6" }], rest: undefined });
  expect(insideElsewhere([], "v6", 6)).toEqual({ lines: [], rest: undefined });
});

test("a version in the picker says who is inside it", () => {
  expect(versionWords({ id: "v2", number: 2 }, "v6", versions)).toBe("Version 2 · 4 inside");
  expect(versionWords({ id: "v6", number: 6 }, "v6", versions)).toBe("Version 6, live · 2 inside");
  expect(versionWords({ id: "v5", number: 5 }, "v6", versions)).toBe("Version 5");
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { formatId, isId, newId, parseId } from "./ids.ts";

test("an id survives its written form", () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect(parseId("run", formatId("run", id))).toBe(id);
    }),
  );
});

test("ids made later sort later", () => {
  expect(newId(1_700_000_000_000) < newId(1_700_000_000_001)).toBe(true);
  expect(isId(newId())).toBe(true);
});

test("ids made for one millisecond keep the order in which they were made", () => {
  const ids = Array.from({ length: 1000 }, () => newId(1_700_000_000_000));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(1000);
});

test("an id of another kind is refused, with what it should look like", () => {
  expect(() => parseId("run", formatId("message", newId()))).toThrow(/run_/);
  expect(() => parseId("run", "run_zzzzzzzzzzzzzzzzzzzzzzzzzz")).toThrow(/not the id of a run; they look like run_/);
});

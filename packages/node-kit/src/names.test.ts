import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isName, nameFrom, subjectKey } from "./names.ts";

test("a name made of any words is a name", () => {
  expect(nameFrom("Order Completed", "event")).toBe("order-completed");
  expect(nameFrom("Zamówienie złożone", "event")).toBe("zamowienie-zlozone");
  expect(nameFrom("constructor", "event")).toBe("event");
  expect(nameFrom("4 + 5", "event")).toBe("event");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (words) => {
      expect(isName(nameFrom(words, "event"))).toBe(true);
    }),
  );
});

test("what every object answers to is no name", () => {
  for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty", "", "a b", "-a"]) expect(isName(name), name).toBe(false);
});

test("waits are filed under what they look for", () => {
  expect(subjectKey({ event: "Order Completed", where: {} })).toBe("event:Order Completed");
  expect(subjectKey({ message: "remind", state: "clicked" })).toBe("message:remind:clicked");
});

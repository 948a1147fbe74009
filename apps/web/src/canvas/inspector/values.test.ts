import fc from "fast-check";
import { expect, test } from "vitest";
import { filterFrom, joinDuration, operandOf, readScalar, rulesOfFilter, splitDuration, units, writeScalar } from "./values.ts";

test("what stands in a field reads back as the same value", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc
          .string()
          .map((text) => text.trim())
          .filter((text) => !/^["“]|["”]$/.test(text)),
        fc.integer(),
        fc.boolean(),
      ),
      (value) => {
        expect(readScalar(writeScalar(value))).toBe(value);
      },
    ),
  );
  expect(writeScalar("20")).toBe('"20"');
  expect(readScalar("20")).toBe(20);
});

test("a filter goes through the form unchanged", () => {
  const filter = {
    "properties.total": { gte: 20, lt: 50 },
    "properties.currency": { in: ["PLN", "EUR"] },
    "properties.coupon": { set: true as const },
  };
  expect(filterFrom(rulesOfFilter(filter))).toEqual(filter);
});

test("an unfinished row keeps its path and says nothing yet", () => {
  expect(filterFrom([{ path: "properties.total", operator: "gte", text: "" }])).toEqual({ "properties.total": {} });
  expect(filterFrom([{ path: "", operator: "eq", text: "x" }])).toBeUndefined();
  expect(operandOf("gte", "many")).toBeUndefined();
  expect(operandOf("gte", "12,5")).toBe(12.5);
});

test("durations of one unit split and join", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), fc.constantFrom(...units), (amount, unit) => {
      expect(splitDuration(joinDuration(amount, unit))).toEqual({ amount, unit });
    }),
  );
  expect(splitDuration("P1DT2H")).toBeUndefined();
  expect(splitDuration("soon")).toBeUndefined();
});

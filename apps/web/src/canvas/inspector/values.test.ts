import fc from "fast-check";
import { expect, test } from "vitest";
import { filterFrom, joinDuration, operandOf, readAmount, readScalar, rulesOfFilter, splitDuration, units, writeScalar } from "./values.ts";

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

test("a number with a part, a comma or words is read as what it says, and what cannot be is explained", () => {
  const read = (text: string, unit: (typeof units)[number]) => {
    const found = readAmount(text, unit);
    return "duration" in found ? found.duration : found.problem;
  };
  expect(read("15", "hours")).toBe("PT15H");
  expect(read("1.5", "hours")).toBe("PT90M");
  expect(read("1,5", "hours")).toBe("PT90M");
  expect(read("1.", "hours")).toBe("PT1H");
  expect(read("1.5", "minutes")).toBe("PT90S");
  expect(read("0.5", "days")).toBe("PT12H");
  expect(read("1.5", "days")).toBe("P1DT12H");
  expect(read("1.5", "weeks")).toBe("P10DT12H");
  expect(read("2.0", "months")).toBe("P2M");
  expect(read("1 hour 30 minutes", "days")).toBe("PT1H30M");
  expect(read("1.5", "months")).toMatch(/no fixed length/);
  expect(read("1.5", "seconds")).toMatch(/whole number/);
  expect(read("soon", "hours")).toMatch(/Write a number/);
  expect(read("-2", "hours")).toMatch(/Write a number/);
});

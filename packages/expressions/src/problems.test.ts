import { JourneymanError } from "@journeyman/core";
import { expect, test } from "vitest";
import { nestsDeeperThan, parseExpression } from "./problems.ts";

function problemsIn(json: unknown) {
  try {
    parseExpression(json);
    return [];
  } catch (error) {
    if (error instanceof JourneymanError) return error.problems.map((one) => `${one.path}: ${one.message}`);
    throw error;
  }
}

test.each([
  [{ trait: "age", gte: "20" }, "gte: must be a number."],
  [
    {
      all: [
        { trait: "a", eq: 1 },
        { trait: "b", foo: 1 },
      ],
    },
    'all.1: does not know "foo"; remove it.',
  ],
  [{ any: [{ event: "A", count: { gte: "2" } }] }, "any.0.count.gte: must be a number."],
  [{ event: "A", within: "an hour" }, "within: must be a duration such as PT1H (an hour) or P1D (a day)."],
  [{ event: "A", within: "" }, "within: is missing; say how long, such as 1 hour."],
  [{ message: "remind", state: "read" }, 'state: must be "delivered" or "opened" or "clicked" or "bounced".'],
  [{ consent: "offers" }, "channel: is missing; it must be a text."],
  [{ trait: "a", set: false }, "set: must be true."],
  [{ trait: "a", eq: null }, "eq: must be a text, a number, true or false."],
  [{ property: "properties.a", in: [1, {}] }, "in.1: must be a text, a number, true or false."],
])("%j: %s", (json, expected) => {
  expect(problemsIn(json)).toEqual([expected]);
});

test.each([[{}], [[]], ["all"], [null], [{ nothing: 1 }]])("%j is told what a condition is", (json) => {
  expect(problemsIn(json).join()).toMatch(/must be a condition|does not know/);
});

test("a hostile depth is refused before anything walks it", () => {
  let deep: unknown = { trait: "a", eq: 1 };
  for (let i = 0; i < 100_000; i++) deep = { not: deep };
  expect(nestsDeeperThan(deep)).toBe(true);
  expect(() => parseExpression(deep)).toThrow(/nests deeper than 40 levels/);
});

import type { Expression } from "@journeyman/expressions";
import { expect, test } from "vitest";
import { groupOf, ungroup } from "./expression-group.ts";

test("an expression goes through the form unchanged", () => {
  const expressions: Expression[] = [
    { trait: "country", eq: "PL" },
    {
      all: [
        { trait: "country", eq: "PL" },
        { property: "properties.total", gte: 100 },
      ],
    },
    { any: [{ trait: "a", set: true }, { not: { trait: "b", unset: true } }] },
    { event: "Order Completed", count: { gte: 2 }, within: "P30D" },
  ];
  for (const expression of expressions) expect(ungroup(groupOf(expression))).toEqual(expression);
});

test("one part needs no brackets, none is a condition still to be said", () => {
  expect(ungroup({ by: "any", parts: [{ trait: "a", set: true }] })).toEqual({ trait: "a", set: true });
  expect(ungroup({ by: "all", parts: [] })).toEqual({ trait: "" });
  expect(groupOf({ trait: "" }).parts).toEqual([]);
});

import { nodeContract, stepContext } from "@journeyman/node-kit/testing";
import { expect, test } from "vitest";
import { branchDefinition } from "./definition.ts";
import type { BranchSettings } from "./settings.ts";
import { branchStep } from "./step.ts";

const names = { template: (key: string) => key, topic: (key: string) => key, node: (id: string) => id };
const settings: BranchSettings = {
  cases: [
    { to: "big", if: { property: "properties.total", gte: 100 } },
    { to: "polish", if: { trait: "country", eq: "PL" } },
  ],
};

nodeContract(branchDefinition, branchStep, [
  settings,
  { cases: [{ to: "fan", if: { event: "Order Completed", count: { gte: 2 }, within: "P30D" } }] },
]);

test("the card reads the ways in their order", () => {
  expect(branchDefinition.sentence(settings, names)).toBe("big if Total is at least 100; polish if Country is PL");
  expect(branchDefinition.title({ cases: settings.cases.slice(1) }, names)).toBe("If Country is PL");
  expect(branchDefinition.ports(settings).map((port) => port.name)).toEqual(["big", "polish", "else"]);
});

const go = (traits: { country?: string }, total: number) =>
  branchStep.enter(
    stepContext(settings, { since: 0 }, { traits, trigger: { id: "e", name: "A", at: 0, position: 1, properties: { total } } }),
  );

test("the first condition that holds is taken, and what was read is kept", () => {
  expect(go({ country: "PL" }, 140)).toEqual({
    do: "go",
    port: "big",
    because: { reason: "condition", readings: [{ what: "properties.total", value: 140, rule: "is at least 100", held: true }] },
  });
  expect(go({ country: "PL" }, 20)).toMatchObject({
    port: "polish",
    because: { readings: [{ held: false }, { what: "country", value: "PL", held: true }] },
  });
  expect(go({}, 20)).toMatchObject({ port: "else", because: { reason: "no-condition", readings: [{ held: false }, { held: false }] } });
});

test.each<[string, BranchSettings]>([
  ["cases: no-cases", { cases: [] }],
  ["cases.0.to: missing-name", { cases: [{ to: "", if: { trait: "a", eq: 1 } }] }],
  ["cases.0.to: reserved-name", { cases: [{ to: "else", if: { trait: "a", eq: 1 } }] }],
  [
    "cases.1.to: duplicate-name",
    {
      cases: [
        { to: "a", if: { trait: "a", eq: 1 } },
        { to: "a", if: { trait: "b", eq: 1 } },
      ],
    },
  ],
  ["cases.0.if.trait: missing-name", { cases: [{ to: "a", if: { trait: "", eq: 1 } }] }],
  ["cases.0.if: no-operator", { cases: [{ to: "a", if: { trait: "a" } }] }],
  ["cases.0.if.gte: operator-type", { cases: [{ to: "a", if: { trait: "country", gte: 5 } }] }],
])("%s", (expected, given) => {
  const found = branchDefinition.check(given, {
    nodes: [],
    traits: ["a", "b", "country"].map((name) => ({ name, class: "attribute", type: name === "country" ? "string" : null })),
  });
  expect(found.map((one) => `${one.path}: ${one.code}`)).toEqual([expected]);
});

test("what it reads is told, so that it is loaded", () => {
  expect(branchDefinition.reads(settings)).toMatchObject({ traits: ["country"], trigger: true });
});

import { nodeContract } from "@journeyman/node-kit/testing";
import { expect, test } from "vitest";
import { smsDefinition } from "./definition.ts";
import { smsStep } from "./step.ts";

nodeContract(smsDefinition, smsStep, [{ template: "cart-nudge", topic: "offers", quietHours: "hold" }]);

test("it takes a template for SMS only", () => {
  const template = { key: "a", name: "A", channel: "email", published: true, transactional: false, archived: false, variables: [] };
  const problems = smsDefinition.check({ template: "a", topic: "offers", quietHours: "hold" }, { nodes: [], templates: [template] });
  expect(problems.map((one) => one.message)).toEqual(["The template A is not one for SMS; choose another."]);
});

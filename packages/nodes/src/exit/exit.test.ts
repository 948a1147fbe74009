import { nodeContract } from "@journeyman/node-kit/testing";
import { expect, test } from "vitest";
import { exitDefinition } from "./definition.ts";
import { exitStep } from "./step.ts";

const names = { template: (key: string) => key, topic: (key: string) => key, node: (id: string) => id };

nodeContract(exitDefinition, exitStep, [{ reason: "bought" }]);

test("the card says what it counts as", () => {
  expect(exitDefinition.sentence({ reason: "bought" }, names)).toBe("Ends here, counted as bought");
  expect(exitDefinition.sentence({ reason: "" }, names)).toBe("Ends here");
  expect(exitDefinition.check({ reason: " " }, { nodes: [] }).map((one) => one.code)).toEqual(["no-reason"]);
});

import { evaluate, type Reading } from "@journeyman/expressions";
import { defineStep } from "@journeyman/node-kit";
import type { BranchSettings } from "./settings.ts";

export const branchStep = defineStep<BranchSettings>({
  enter({ settings, facts, now }) {
    const readings: Reading[] = [];
    for (const { to, if: condition } of settings.cases) {
      const answer = evaluate(condition, facts, now);
      readings.push(...answer.readings);
      if (answer.value) return { do: "go", port: to, because: { reason: "condition", readings } };
    }
    return { do: "go", port: "else", because: { reason: "no-condition", readings } };
  },
});

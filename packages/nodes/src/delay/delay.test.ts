import { nodeContract, stepContext } from "@journeyman/node-kit/testing";
import { expect, test } from "vitest";
import { delayDefinition } from "./definition.ts";
import { delayStep } from "./step.ts";

nodeContract(delayDefinition, delayStep, [{ for: "PT20M" }, { for: "P1D" }, { for: "P1M" }]);

const at = (iso: string) => Date.parse(iso);

test("an hour is elapsed time, a day is the person's", () => {
  const since = at("2026-03-28T11:00:00Z"); // noon in Warsaw, clocks go forward in the night
  expect(delayStep.enter(stepContext({ for: "PT24H" }, { since }))).toMatchObject({ until: at("2026-03-29T11:00:00Z") });
  expect(delayStep.enter(stepContext({ for: "P1D" }, { since }))).toMatchObject({ until: at("2026-03-29T10:00:00Z") });
});

test("who has moved east since waits by the new clock", () => {
  const since = at("2026-03-28T11:00:00Z");
  const woken = { since, now: at("2026-03-29T10:00:00Z") };
  expect(delayStep.resume?.(stepContext({ for: "P1D" }, woken), { kind: "alarm" })).toMatchObject({ do: "go", port: "done" });
  expect(delayStep.resume?.(stepContext({ for: "P1D" }, woken, { zone: "UTC" }), { kind: "alarm" })).toMatchObject({
    do: "stay",
    until: at("2026-03-29T11:00:00Z"),
  });
});

test("no time at all, and more than ten years, are refused", () => {
  const codes = (text: string) => delayDefinition.check({ for: text }, { nodes: [] }).map((one) => one.code);
  expect([codes("PT0S"), codes("P11Y"), codes("P9Y")]).toEqual([["no-time"], ["too-long"], []]);
});

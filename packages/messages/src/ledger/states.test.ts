import { expect, test } from "vitest";
import { isFinal, messageStates, moves, outcomeOf, sourcesOf } from "./states.ts";

test("what may have been sent never goes back, and final states are final", () => {
  expect(moves.unknown).toEqual(["accepted", "rejected"]);
  expect(messageStates.filter(isFinal)).toEqual(["accepted", "rejected", "suppressed", "cancelled", "expired"]);
  expect(sourcesOf("claimed")).toEqual(["planned", "held"]);
  expect(sourcesOf("planned")).toEqual(["held", "claimed"]);
  for (const state of messageStates)
    expect(moves[state].filter((to) => to !== state && moves[to].includes(state) && isFinal(state))).toEqual([]);
});

test("a message that ended has an outcome for its run, but for one that its run's end cancelled", () => {
  expect(messageStates.map((state) => [state, outcomeOf(state, "why")?.outcome])).toEqual([
    ["planned", undefined],
    ["held", undefined],
    ["claimed", undefined],
    ["accepted", "done"],
    ["rejected", "failed"],
    ["unknown", "done"],
    ["suppressed", "skipped"],
    ["cancelled", undefined],
    ["expired", "skipped"],
  ]);
  expect(outcomeOf("unknown", "lease-spent")).toEqual({ outcome: "done", state: "unknown", reason: "lease-spent" });
});

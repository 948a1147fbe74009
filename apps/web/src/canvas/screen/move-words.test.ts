import { expect, test } from "vitest";
import { moveSentences, told } from "./move-words.ts";

const first = (move: "pause" | "resume" | "stop", inside: number | undefined) => moveSentences(move, "Cart", inside).body[0];

test("one person stays, several stay", () => {
  expect(first("pause", 1)).toMatch(/^The one person inside stays where they are\./);
  expect(first("pause", 1846)).toMatch(/^The 1,846 people inside stay where they are\./);
  expect(first("pause", undefined)).toMatch(/^The people inside stay where they are\./);
  expect(first("resume", 1)).toMatch(/^The one person inside goes on from where they stand/);
  expect(first("stop", 1)).toMatch(/^The one person inside leaves it now, counted as stopped, and does not come back/);
  expect(told("pause", "Cart", 1)).toBe("Cart is paused, 1 person waits");
  expect(told("pause", "Cart", 2)).toBe("Cart is paused, 2 people wait");
});

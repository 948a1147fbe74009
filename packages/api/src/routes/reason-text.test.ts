import { expect, test } from "vitest";
import { reasonText, refusalText } from "./reason-text.ts";

test("a code is words, and an exit's own reason is shown as it is", () => {
  expect(reasonText("topic-denied")).toBe("The person refused the topic");
  expect(reasonText("bought-in-store")).toBe("Bought in store");
  expect(reasonText("constructor")).toBe("Constructor");
  expect(reasonText(null)).toBeNull();
});

test("who may not come in again is told why and until when", () => {
  expect(refusalText("reentry", { because: "too-soon", until: Date.UTC(2026, 2, 1) })).toBe(
    "May not enter again: was inside too recently, until 2026-03-01T00:00:00.000Z",
  );
  expect(refusalText("paused", {})).toBe("The journey is paused");
});

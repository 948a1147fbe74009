import { expect, it } from "vitest";
import { humane } from "./humane.ts";

it("puts times into the reader's words and durations into words, and nothing else", () => {
  const text = humane(
    "The person refused offers on 2026-10-16T08:05:50.056Z; 0 of at most 3 marketing messages in P7D. PIN P2P",
    () => "16 Oct",
  );
  expect(humane("The person refused offers on 2026-10-16T08:05:50.056Z.", () => "today 10:05")).toBe(
    "The person refused offers today 10:05.",
  );
  expect(text).toBe("The person refused offers on 16 Oct; 0 of at most 3 marketing messages in 7 days. PIN P2P");
});

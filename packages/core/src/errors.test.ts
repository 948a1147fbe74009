import { expect, it, vi } from "vitest";
import { isJourneymanError, JourneymanError } from "./errors.ts";

it("knows an error of another copy of this module, as a bundler may make", async () => {
  vi.resetModules();
  const other = await import("./errors.ts");
  const error = new other.JourneymanError("unavailable", "Not now.");
  expect(error).not.toBeInstanceOf(JourneymanError);
  expect(isJourneymanError(error)).toBe(true);
  expect(isJourneymanError(new Error("Not now."))).toBe(false);
});

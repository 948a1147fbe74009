import { expect, test } from "vitest";
import { isProven, type ProviderInput } from "./is-proven.ts";

const now: ProviderInput = { kind: "smtp", settings: { host: "smtp.example.com", port: 587 }, secrets: {} };
const well = { ok: true, message: "Connected.", ms: 3 };

test("a provider that was never tried, failed, or was changed after its test may not send without a second yes", () => {
  expect(isProven(undefined, now, undefined)).toBe(false);
  expect(isProven(undefined, now, { input: now, probe: { ...well, ok: false } })).toBe(false);
  expect(isProven(undefined, { ...now, secrets: { password: "new" } }, { input: now, probe: well })).toBe(false);
  expect(isProven({ active: false, settings: now.settings }, now, undefined)).toBe(false);
});

test("one that was tried just so, or sends already and is only renamed, may", () => {
  expect(isProven(undefined, now, { input: structuredClone(now), probe: well })).toBe(true);
  expect(isProven({ active: true, settings: now.settings }, now, undefined)).toBe(true);
  expect(isProven({ active: true, settings: now.settings }, { ...now, secrets: { password: "new" } }, undefined)).toBe(false);
});

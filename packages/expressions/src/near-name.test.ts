import { expect, test } from "vitest";
import { nearName } from "./near-name.ts";

test.each([
  ["lastOrderAt", "last_order_at"],
  ["loyaltyTeir", "loyaltyTier"],
  ["loyaltTier", "loyaltyTier"],
  ["plna", "plan"],
  ["colour", undefined],
  ["pla", undefined],
])("%s is near %s", (name, near) => {
  expect(nearName(name, ["plan", "last_order_at", "loyaltyTier", "country"])).toBe(near);
});

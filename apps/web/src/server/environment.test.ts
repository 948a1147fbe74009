import { describe, expect, it } from "vitest";
import { chooseEnvironment } from "./environment.ts";

const principal = {
  environments: [
    { id: "0190a000-0000-7000-8000-000000000001", kind: "live" as const },
    { id: "0190a000-0000-7000-8000-000000000002", kind: "test" as const },
  ],
};

describe("chooseEnvironment", () => {
  it("takes the one asked for, by id or kind", () => {
    expect(chooseEnvironment(principal, "live")).toBe(principal.environments[0]?.id);
    expect(chooseEnvironment(principal, principal.environments[1]?.id)).toBe(principal.environments[1]?.id);
  });

  it("falls back to test for a stale cookie, and tells code that asks for another's", () => {
    expect(chooseEnvironment(principal, "0190a000-0000-7000-8000-00000000ffff")).toBe(principal.environments[1]?.id);
    expect(() => chooseEnvironment(principal, "0190a000-0000-7000-8000-00000000ffff", true)).toThrow(/not one that you may look at/);
    expect(() => chooseEnvironment({ environments: [] }, undefined)).toThrow(/not a member/);
  });
});

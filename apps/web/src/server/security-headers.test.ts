import { describe, expect, it } from "vitest";
import { contentSecurityPolicy, previewPolicy } from "./security-headers.ts";

const directives = (policy: string) => Object.fromEntries(policy.split("; ").map((part) => [part.split(" ")[0], part.split(" ").slice(1)]));

describe("the policy of our pages", () => {
  it("lets scripts and style sheets in by nonce only, and frames nobody", () => {
    const policy = directives(contentSecurityPolicy("abc", false));
    for (const name of ["script-src", "style-src", "style-src-elem"]) {
      expect(policy[name]).toContain("'nonce-abc'");
      expect(policy[name]).not.toContain("'unsafe-inline'");
    }
    expect(policy["script-src"]).not.toContain("'unsafe-eval'");
    expect(policy["frame-ancestors"]).toEqual(["'none'"]);
    expect(policy["base-uri"]).toEqual(["'none'"]);
    expect(policy["connect-src"]).toEqual(["'self'"]);
  });

  it("shows a mail without scripts, forms and an origin", () => {
    const policy = directives(previewPolicy);
    expect(policy.sandbox).toEqual([]);
    expect(policy["default-src"]).toEqual(["'none'"]);
    expect(policy["script-src"]).toBeUndefined();
    expect(policy["form-action"]).toEqual(["'none'"]);
  });
});

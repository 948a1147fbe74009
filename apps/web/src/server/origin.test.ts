import { describe, expect, it } from "vitest";
import { sameOrigin } from "./origin.ts";

const web = "https://app.example.com";
const from = (headers: Record<string, string>) => sameOrigin(new Headers(headers), web);

describe("sameOrigin", () => {
  it("takes our own origin and the host that was addressed", () => {
    expect(from({ origin: "https://app.example.com", host: "inner:3000" })).toBe(true);
    expect(from({ origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" })).toBe(true);
    expect(from({ "sec-fetch-site": "same-origin" })).toBe(true);
  });

  it("refuses other sites, opaque origins and requests that say nothing", () => {
    expect(from({ origin: "https://evil.example", host: "app.example.com" })).toBe(false);
    expect(from({ origin: "https://app.example.com.evil.example", host: "app.example.com" })).toBe(false);
    expect(from({ origin: "null", host: "app.example.com" })).toBe(false);
    expect(from({ host: "app.example.com" })).toBe(false);
    expect(from({ "sec-fetch-site": "cross-site" })).toBe(false);
  });
});

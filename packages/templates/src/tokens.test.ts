import { newId } from "@journeyman/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { linkUrl, readToken, signToken, type TokenPayload } from "./tokens.ts";

const key = new Uint8Array(32).fill(7);
const ids = { environment: newId(), run: newId(), message: newId() };
const payloads: TokenPayload[] = [
  { kind: "click", ...ids, link: newId() },
  { kind: "open", ...ids },
  { kind: "unsubscribe", ...ids },
  { kind: "unsubscribe", ...ids, topic: newId() },
  { kind: "preferences", ...ids },
];

test.each(payloads)("a token of $kind says again what went in, and nothing to another key or purpose", (payload) => {
  const token = signToken(key, payload);
  expect(token.length).toBeLessThan(120);
  expect(readToken(key, token)).toEqual(payload);
  expect(readToken(key, token, payload.kind)).toEqual(payload);
  expect(readToken(new Uint8Array(32).fill(8), token)).toBeUndefined();
  for (const other of payloads) if (other.kind !== payload.kind) expect(readToken(key, token, other.kind)).toBeUndefined();
});

test("a changed token is no token, whichever bit is changed", () => {
  const bytes = Buffer.from(signToken(key, { kind: "open", ...ids }), "base64url");
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(readToken(key, changed.toString("base64url"))).toBeUndefined();
  }
});

test("any text that is not a token is undefined and never an exception", () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => readToken(key, text) === undefined));
  expect(readToken(key, `${signToken(key, { kind: "open", ...ids })}=`)).toBeUndefined();
});

test("links lead under the collector's address", () => {
  expect(linkUrl("https://in.example/", { kind: "open", ...ids }, key)).toMatch(/^https:\/\/in\.example\/o\/[\w-]+\.gif$/);
  expect(linkUrl("https://in.example", { kind: "unsubscribe", ...ids }, key)).toMatch(/^https:\/\/in\.example\/u\/[\w-]+$/);
});

import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { derive, keyIdOf, open, seal, sealKinds } from "./sealing.ts";

const key = randomBytes(32);
const id = "00112233445566ff";
const plain = Buffer.from("anna@example.com");
const sealed = () => seal(sealKinds.person, id, key, "env/person", plain);

describe("sealing", () => {
  it("opens what it sealed, whatever the bytes and the context", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, context) => {
        expect(open(sealKinds.person, key, context, seal(sealKinds.person, id, key, context, bytes))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it("never gives the same bytes twice, and hides the value", () => {
    expect(sealed().equals(sealed())).toBe(false);
    expect(sealed().includes(plain)).toBe(false);
  });

  it("names its key", () => {
    expect(keyIdOf(sealKinds.person, sealed())).toBe(id);
  });

  it("notices every changed bit", () => {
    const good = sealed();
    for (let bit = 0; bit < good.length * 8; bit++) {
      const bad = Buffer.from(good);
      bad[bit >> 3] = (bad[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => open(sealKinds.person, key, "env/person", bad), `bit ${bit}`).toThrow(/cannot be opened/);
    }
  });

  it("refuses another key, another row, another purpose, and what was cut short", () => {
    expect(() => open(sealKinds.person, randomBytes(32), "env/person", sealed())).toThrow(/another key/);
    expect(() => open(sealKinds.person, key, "env/other", sealed())).toThrow(/moved from another row/);
    expect(() => open(sealKinds.environment, key, "env/person", sealed())).toThrow(/another purpose/);
    expect(() => open(sealKinds.person, key, "env/person", sealed().subarray(0, 20))).toThrow(/too short/);
  });

  it("derives another key for every purpose and secret, always the same one", () => {
    expect(derive(key, "a")).toEqual(derive(key, "a"));
    expect(derive(key, "a")).not.toEqual(derive(key, "b"));
    expect(derive(key, "a")).not.toEqual(derive(randomBytes(32), "a"));
  });
});

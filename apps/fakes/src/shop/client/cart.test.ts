import { beforeEach, describe, expect, it, vi } from "vitest";
import { add, lines, openCart, takeCartTo } from "./cart.ts";

describe("the shop's cart", () => {
  beforeEach(() => {
    const kept = new Map<string, string>();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    });
    vi.stubGlobal("document", { getElementById: () => null });
    openCart(undefined);
  });

  it("is one shopper's own", () => {
    openCart("ana");
    add("kettle", 1);
    openCart("ben");
    expect(lines()).toEqual([]);
    openCart("ana");
    expect(lines()).toEqual([{ id: "kettle", quantity: 1 }]);
  });

  it("goes along with a visitor who signs in, and joins what they had", () => {
    openCart("ana");
    add("kettle", 1);
    openCart(undefined);
    add("kettle", 2);
    add("beans", 1);
    takeCartTo("ana");
    expect(lines()).toEqual([
      { id: "kettle", quantity: 3 },
      { id: "beans", quantity: 1 },
    ]);
    openCart(undefined);
    expect(lines()).toEqual([]);
  });

  it("stays as it is when whose it is signs in again", () => {
    openCart("ana");
    add("kettle", 1);
    takeCartTo("ana");
    expect(lines()).toEqual([{ id: "kettle", quantity: 1 }]);
  });
});

import { check, parseDefinition } from "@journeyman/journey";
import { canvasRegistry } from "@journeyman/nodes/canvas";
import { describe, expect, test } from "vitest";
import type { ContextBody } from "../api/types.ts";
import { readSentence } from "./sentence.ts";
import { starters } from "./starters.ts";

const context: ContextBody = {
  templates: [
    {
      key: "cart-reminder",
      name: "Cart reminder",
      channel: "email",
      published: true,
      transactional: false,
      archived: false,
      variables: [],
    },
    { key: "welcome", name: "Welcome", channel: "email", published: true, transactional: false, archived: false, variables: [] },
    { key: "cart-kept", name: "Your cart is kept", channel: "sms", published: true, transactional: false, archived: false, variables: [] },
  ],
  topics: [
    { key: "offers", name: "Offers", archived: false },
    { key: "orders", name: "Orders", archived: false },
  ],
  channels: [
    { channel: "email", ready: true },
    { channel: "sms", ready: true },
  ],
  events: [
    { name: "Product Added", properties: ["price"], aDay: 308 },
    { name: "Order Completed", properties: ["total"], aDay: 164 },
    { name: "Signed Up", properties: [], aDay: 40 },
  ],
};

describe("starters", () => {
  for (const starter of starters) {
    test(`${starter.name} parses, and with a workspace's own things only texts still to be written are missing`, () => {
      const parsed = parseDefinition({ journey: starter.key, name: starter.name, ...starter.make(context) });
      expect(parsed.ok).toBe(true);
      if (!parsed.ok) return;
      const errors = check(parsed.definition, canvasRegistry, context).filter((problem) => problem.severity === "error");
      expect(errors.map((problem) => problem.code).filter((code) => code !== "no-template")).toEqual([]);
    });
  }

  test("the abandoned cart is ready to publish as it is", () => {
    const parsed = parseDefinition({ journey: "cart", name: "Cart", ...starters[0]?.make(context) });
    expect(parsed.ok && check(parsed.definition, canvasRegistry, context)).toEqual([]);
  });
});

describe("sentences", () => {
  const read = (text: string) => readSentence(text, canvasRegistry, context);

  test("the one of the empty list becomes the abandoned cart", () => {
    const found = read("When someone adds a kettle to the cart and has not ordered within an hour, send the cart reminder");
    expect(found?.words).toEqual(["Product Added", "wait 1 hour for Order Completed", "e-mail"]);
    expect(found?.missed).toEqual([]);
    const parsed = parseDefinition({ journey: "cart", name: "Cart", ...found?.definition });
    expect(parsed.ok && check(parsed.definition, canvasRegistry, context)).toEqual([]);
  });

  test("steps in a row", () => {
    const found = read("When somebody signs up, send the welcome e-mail, wait 3 days, then text them");
    expect(found?.words).toEqual(["Signed Up", "e-mail", "wait 3 days", "SMS"]);
    expect(Object.values(found?.definition.nodes ?? {}).map((node) => node.kind)).toEqual(["email", "delay", "sms", "exit"]);
  });

  test("what is not understood is told, and nothing is made of nonsense", () => {
    expect(read("When somebody signs up, juggle")?.missed).toEqual(["juggle"]);
    expect(read("lorem ipsum")).toBeUndefined();
  });
});

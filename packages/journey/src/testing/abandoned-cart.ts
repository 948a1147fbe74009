import type { DefinitionInput } from "../definition/schema.ts";

/** The journey of language.md, with a goal and an exit: an hour after the cart, unless the order came. */
export const abandonedCart: DefinitionInput = {
  journey: "abandoned-cart",
  name: "Abandoned cart",
  entry: [{ event: "Product Added", where: { "properties.price": { gte: 20 } } }],
  audience: { not: { trait: "staff", eq: true } },
  reentry: { after: "P7D" },
  key: "profile",
  goal: { event: "Order Completed", within: "P3D", value: "properties.total", currency: "properties.currency" },
  exits: [{ event: "Cart Emptied", reason: "emptied" }],
  settings: { timeZone: "Europe/Warsaw" },
  start: "bought",
  nodes: {
    bought: { kind: "wait-for", any: { order: { event: "Order Completed" } }, for: "PT1H", next: { order: "thanks", timeout: "remind" } },
    remind: { kind: "email", template: "cart-reminder", topic: "offers", next: { done: "clicked" } },
    clicked: {
      kind: "wait-for",
      any: { click: { message: "remind", state: "clicked" } },
      for: "P1D",
      next: { click: "worth", timeout: "reminded" },
    },
    worth: {
      kind: "branch",
      cases: [{ to: "big", if: { property: "properties.price", gte: 100 } }],
      next: { big: "nudge", else: "reminded" },
    },
    nudge: { kind: "sms", template: "cart-nudge", topic: "offers", next: { done: "pause" } },
    pause: { kind: "delay", for: "PT20M", next: { done: "reminded" } },
    thanks: { kind: "exit", reason: "bought" },
    reminded: { kind: "exit", reason: "reminded" },
  },
};

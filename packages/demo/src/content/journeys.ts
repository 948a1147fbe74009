import type { DefinitionInput } from "@journeyman/journey";

/** The one that the newcomer meets: its wait is twenty seconds, so that something happens while they look. */
export const abandonedCart: DefinitionInput = {
  journey: "abandoned-cart",
  name: "Abandoned cart",
  entry: [{ event: "Product Added", where: { "properties.price": { gte: 20 } } }],
  reentry: "always",
  key: "profile",
  goal: { event: "Order Completed", within: "P3D", value: "properties.total", currency: "properties.currency" },
  exits: [],
  settings: { quietHours: "off", cap: "off" },
  start: "bought",
  nodes: {
    bought: {
      kind: "wait-for",
      title: "Bought meanwhile?",
      any: { order: { event: "Order Completed" } },
      for: "PT20S",
      next: { order: "thanks", timeout: "remind" },
    },
    remind: { kind: "email", title: "Still thinking it over?", template: "cart-reminder", topic: "offers", next: { done: "looked" } },
    looked: {
      kind: "wait-for",
      title: "Came back?",
      any: { clicked: { message: "remind", state: "clicked" }, order: { event: "Order Completed" } },
      for: "PT2M",
      next: { clicked: "worth", order: "thanks", timeout: "quiet" },
    },
    worth: {
      kind: "branch",
      title: "Worth a text message?",
      cases: [{ to: "big", if: { property: "properties.price", gte: 60 } }],
      next: { big: "nudge", else: "came-back" },
    },
    nudge: { kind: "sms", title: "Your cart is kept", template: "cart-nudge", topic: "offers", next: { done: "came-back" } },
    thanks: { kind: "exit", title: "Bought", reason: "bought" },
    "came-back": { kind: "exit", title: "Came back", reason: "came-back" },
    quiet: { kind: "exit", title: "No reaction", reason: "no-reaction" },
  },
};

export const welcome: DefinitionInput = {
  journey: "welcome",
  name: "Welcome series",
  entry: [{ event: "Signed Up" }],
  reentry: "never",
  key: "profile",
  goal: { event: "Order Completed", within: "P14D", value: "properties.total", currency: "properties.currency" },
  exits: [],
  settings: {},
  start: "hello",
  nodes: {
    hello: { kind: "email", title: "Welcome", template: "welcome", topic: "offers", next: { done: "first-order" } },
    "first-order": {
      kind: "wait-for",
      title: "First order?",
      any: { order: { event: "Order Completed" } },
      for: "P3D",
      next: { order: "bought", timeout: "guide" },
    },
    guide: { kind: "email", title: "Brewing guide", template: "brewing-guide", topic: "offers", next: { done: "rest" } },
    rest: { kind: "delay", title: "A few days", for: "P4D", next: { done: "end" } },
    bought: { kind: "exit", title: "Bought", reason: "bought" },
    end: { kind: "exit", title: "Welcomed", reason: "welcomed" },
  },
};

/** Not published: something to open, mend and publish. */
export const afterOrder: DefinitionInput = {
  journey: "after-order",
  name: "Delivered, ask for a review",
  entry: [{ event: "Order Completed" }],
  reentry: { after: "P30D" },
  key: "profile",
  exits: [],
  settings: {},
  start: "arrives",
  nodes: {
    arrives: { kind: "delay", title: "Until it has arrived", for: "P5D", next: { done: "ask" } },
    ask: { kind: "email", title: "How is it?", template: "order-thanks", topic: "orders", next: { done: "asked" } },
    asked: { kind: "exit", title: "Asked", reason: "asked" },
  },
};

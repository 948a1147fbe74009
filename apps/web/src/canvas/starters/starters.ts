import type { ContextBody } from "../api/types.ts";
import type { DraftDefinition } from "../model/document.ts";
import { closestEvent, closestTemplate, usualTopic } from "./known.ts";

/** A journey to start from. `make` fills in what the workspace already has: its events, templates and topics. */
export type Starter = {
  key: string;
  name: string;
  about: string;
  channels: string;
  make: (context: ContextBody | undefined) => DraftDefinition;
};

export const starters: readonly Starter[] = [
  {
    key: "abandoned-cart",
    name: "Abandoned cart",
    about: "Wait an hour for the order, then remind once",
    channels: "E-mail",
    make(context) {
      const order = closestEvent(context, "order completed") ?? "Order Completed";
      return {
        entry: [{ event: closestEvent(context, "product added cart") ?? "Product Added" }],
        reentry: { after: "P7D" },
        goal: { event: order, within: "P3D" },
        start: "bought",
        nodes: {
          bought: {
            kind: "wait-for",
            title: "Bought in an hour?",
            any: { order: { event: order } },
            for: "PT1H",
            next: { order: "thanks", timeout: "remind" },
          },
          remind: {
            kind: "email",
            template: closestTemplate(context, "email", "cart reminder"),
            ...usualTopic(context),
            next: { done: "reminded" },
          },
          thanks: { kind: "exit", reason: "bought" },
          reminded: { kind: "exit", reason: "reminded" },
        },
      };
    },
  },
  {
    key: "welcome",
    name: "Welcome series",
    about: "Two e-mails, three days apart; the first order ends it",
    channels: "E-mail",
    make(context) {
      const order = closestEvent(context, "order completed") ?? "Order Completed";
      return {
        entry: [{ event: closestEvent(context, "signed up account created") ?? "Signed Up" }],
        reentry: "never",
        goal: { event: order, within: "P14D" },
        exits: [{ event: order, reason: "bought" }],
        start: "welcome",
        nodes: {
          welcome: {
            kind: "email",
            template: closestTemplate(context, "email", "welcome"),
            ...usualTopic(context),
            next: { done: "pause" },
          },
          pause: { kind: "delay", for: "P3D", next: { done: "second" } },
          second: { kind: "email", title: "Second e-mail", template: "", ...usualTopic(context), next: { done: "welcomed" } },
          welcomed: { kind: "exit", reason: "welcomed" },
        },
      };
    },
  },
  {
    key: "remind-then-sms",
    name: "Remind, then SMS",
    about: "An e-mail first; who does not click gets an SMS a day later",
    channels: "E-mail, SMS",
    make(context) {
      const order = closestEvent(context, "order completed") ?? "Order Completed";
      return {
        entry: [{ event: closestEvent(context, "product added cart") ?? "Product Added" }],
        reentry: { after: "P14D" },
        goal: { event: order, within: "P3D" },
        exits: [{ event: order, reason: "bought" }],
        start: "settle",
        nodes: {
          settle: { kind: "delay", for: "PT1H", next: { done: "remind" } },
          remind: {
            kind: "email",
            template: closestTemplate(context, "email", "cart reminder"),
            ...usualTopic(context),
            next: { done: "clicked" },
          },
          clicked: {
            kind: "wait-for",
            title: "Clicked?",
            any: { clicked: { message: "remind", state: "clicked" } },
            for: "P1D",
            next: { clicked: "came", timeout: "sms" },
          },
          sms: { kind: "sms", template: closestTemplate(context, "sms", "cart kept"), ...usualTopic(context), next: { done: "reminded" } },
          came: { kind: "exit", reason: "clicked" },
          reminded: { kind: "exit", reason: "reminded" },
        },
      };
    },
  },
];

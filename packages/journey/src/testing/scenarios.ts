import type { Instant } from "@journeyman/core";
import type { Facts } from "@journeyman/expressions";
import type { DefinitionInput } from "../definition/schema.ts";
import type { Mail } from "../machine/types.ts";
import { abandonedCart } from "./abandoned-cart.ts";

/** One move of a recorded run: what is put into its box, and the moment it is advanced at, in milliseconds from the start. */
export type ScenarioMove = { after: number; mail?: readonly ScenarioMail[]; claims?: number; facts?: Partial<Facts> };

type ScenarioMail = Mail extends infer One ? (One extends Mail ? Omit<One, "id" | "at"> : never) : never;

export type Scenario = { name: string; about: string; definition: DefinitionInput; moves: readonly ScenarioMove[] };

export const scenarioStart: Instant = Date.parse("2026-11-24T10:00:00Z");

const minute = 60_000;
const hour = 60 * minute;
const entered: ScenarioMail = { kind: "entered" };
const cart = { trigger: { id: "e1", name: "Product Added", at: scenarioStart, position: 1, properties: { price: 140 } } };

function happened(node: string, name: string, event: string, after: number, visit = 1): ScenarioMail {
  return { kind: "satisfied", token: "1", node, visit, name, event: { id: `${event} ${after}`, name: event, at: scenarioStart + after } };
}

function outcome(node: string, result: "done" | "skipped" | "failed", state: string, reason?: string): ScenarioMail {
  return { kind: "message", node, visit: 1, result: { outcome: result, state, ...(reason === undefined ? {} : { reason }) } };
}

/**
 * Runs that are recorded once and replayed for ever: what the machine answered in them is what it must go on answering, for plans and states that are out there.
 * A new scenario is recorded by `npm run corpus -w @journeyman/journey`; an old record is never written over by it.
 */
export const scenarios: readonly Scenario[] = [
  {
    name: "ordered-in-time",
    about: "The order comes at 59 minutes; the mail is read after the deadline and still wins.",
    definition: abandonedCart,
    moves: [
      { after: 0, mail: [entered], facts: cart },
      { after: 61 * minute, mail: [happened("bought", "order", "Order Completed", 59 * minute)], facts: cart },
    ],
  },
  {
    name: "ordered-too-late",
    about: "The order's own time is behind the deadline: the timeout is taken, and what comes after never reopens it.",
    definition: abandonedCart,
    moves: [
      { after: 0, mail: [entered], facts: cart },
      { after: 62 * minute, mail: [happened("bought", "order", "Order Completed", 61 * minute)], facts: cart },
      { after: 63 * minute, mail: [happened("bought", "order", "Order Completed", 30 * minute)], facts: cart },
    ],
  },
  {
    name: "clicked-and-nudged",
    about: "E-mail, click, branch, text message, delay, end: each kind of step once.",
    definition: abandonedCart,
    moves: [
      { after: 0, mail: [entered], facts: cart },
      { after: hour, facts: cart },
      { after: hour + 500, mail: [outcome("remind", "done", "accepted")], facts: cart },
      { after: 2 * hour, mail: [happened("clicked", "click", "clicked", 2 * hour)], facts: cart },
      { after: 2 * hour + 800, mail: [outcome("nudge", "done", "unknown")], facts: cart },
      { after: 2 * hour + 20 * minute + 800, facts: cart },
    ],
  },
  {
    name: "skipped-and-small",
    about: "A message that consent refuses follows done; a small cart goes the branch's else.",
    definition: abandonedCart,
    moves: [
      { after: 0, mail: [entered], facts: { trigger: { ...cart.trigger, properties: { price: 25 } } } },
      { after: hour, facts: {} },
      { after: hour, mail: [outcome("remind", "skipped", "suppressed", "topic-refused")], facts: {} },
      {
        after: 3 * hour,
        mail: [happened("clicked", "click", "clicked", 3 * hour)],
        facts: { trigger: { ...cart.trigger, properties: { price: 25 } } },
      },
    ],
  },
  {
    name: "exit-behind-a-claim",
    about: "An exit comes while the message is claimed: it and all behind it wait for the outcome, then it ends the run.",
    definition: abandonedCart,
    moves: [
      { after: 0, mail: [entered], facts: cart },
      { after: hour, facts: cart },
      { after: hour + 10, mail: [{ kind: "exit", reason: "emptied" }], claims: 1, facts: cart },
      { after: hour + 20, mail: [outcome("remind", "done", "accepted")], claims: 1, facts: cart },
      { after: hour + 30, claims: 0, facts: cart },
    ],
  },
  {
    name: "paused-over-the-deadline",
    about: "What happens while paused stays in the box; on resuming it wins over the timeout that fell due.",
    definition: abandonedCart,
    moves: [
      { after: 0, mail: [entered], facts: cart },
      { after: minute, mail: [{ kind: "pause" }], facts: cart },
      { after: 30 * minute, mail: [happened("bought", "order", "Order Completed", 30 * minute)], facts: cart },
      { after: 5 * hour, facts: cart },
      { after: 6 * hour, mail: [{ kind: "resume" }], facts: cart },
    ],
  },
  {
    name: "stopped-while-paused",
    about: "Exits and cancellings are done while paused.",
    definition: abandonedCart,
    moves: [
      { after: 0, mail: [entered], facts: cart },
      { after: minute, mail: [{ kind: "pause" }], facts: cart },
      { after: 2 * minute, mail: [{ kind: "cancel", reason: "stopped" }], facts: cart },
      { after: 3 * minute, mail: [{ kind: "resume" }, entered], facts: cart },
    ],
  },
  {
    name: "looking-back",
    about: "A wait since the entry, two subjects, the second branch of three, conditions on events and consent.",
    definition: {
      journey: "looking-back",
      name: "Looking back",
      entry: [{ event: "Signed Up", maxAge: "none" }],
      reentry: "always",
      start: "choose",
      nodes: {
        choose: {
          kind: "branch",
          cases: [
            { to: "fan", if: { event: "Order Completed", count: { gte: 2 }, within: "P30D" } },
            { to: "reachable", if: { all: [{ consent: "offers", channel: "sms" }, { not: { trait: "country", eq: "DE" } }] } },
          ],
          next: { fan: "end", reachable: "hello", else: "end" },
        },
        hello: {
          kind: "sms",
          template: "hello",
          topic: "offers",
          expires: "PT6H",
          quietHours: "skip",
          next: { done: "seen", failed: "end" },
        },
        seen: {
          kind: "wait-for",
          any: {
            order: { event: "Order Completed", where: { "properties.total": { gte: 10 } } },
            opened: { message: "hello", state: "delivered" },
          },
          for: "P2D",
          since: "entry",
          next: { order: "end", opened: "rest", timeout: null },
        },
        rest: { kind: "delay", for: "P1D", next: { done: "end" } },
        end: { kind: "exit", reason: "end" },
      },
    },
    moves: [
      {
        after: 0,
        mail: [entered],
        facts: {
          traits: { country: "PL" },
          zone: "Europe/Warsaw",
          consent: { offers: { sms: "granted" } },
          events: {
            "Order Completed": [{ id: "o1", name: "Order Completed", at: scenarioStart - hour, position: 1, properties: { total: 5 } }],
          },
        },
      },
      { after: 1000, mail: [outcome("hello", "done", "accepted")], facts: { zone: "Europe/Warsaw" } },
      { after: 2000, mail: [happened("seen", "opened", "delivered", 1500)], facts: { zone: "Europe/Warsaw" } },
      { after: 25 * hour, facts: { zone: "Europe/Warsaw" } },
    ],
  },
  {
    name: "a-way-that-ends",
    about: "The timeout leads nowhere: the path ends with its name.",
    definition: {
      journey: "short",
      name: "Short",
      entry: [{ event: "Signed Up" }],
      start: "wait",
      nodes: { wait: { kind: "wait-for", any: { order: { event: "Order Completed" } }, for: "PT1H", next: { timeout: null } } },
    },
    moves: [
      { after: 0, mail: [entered, entered] },
      { after: 2 * hour },
      { after: 3 * hour, mail: [entered, happened("wait", "order", "Order Completed", minute)] },
    ],
  },
  {
    name: "longest-life",
    about: "A run that is older than its journey lets it be ends, once no claim is open.",
    definition: {
      journey: "long",
      name: "Long",
      entry: [{ event: "Signed Up" }],
      settings: { longestLife: "P1D" },
      start: "mail",
      nodes: { mail: { kind: "email", template: "t", topic: "offers" } },
    },
    moves: [
      { after: 0, mail: [entered] },
      { after: 24 * hour, claims: 1 },
      { after: 24 * hour + 1, mail: [outcome("mail", "done", "accepted")] },
    ],
  },
];

import type { Duration } from "@journeyman/core";
import type { Expression, Filter } from "@journeyman/expressions";
import * as fc from "fast-check";
import type { DefinitionNode } from "../definition/schema.ts";

export type DrawingOptions = {
  /** Lengths of waits; short ones for runs on a real clock. */
  durations?: readonly Duration[];
  /** Steps at most. */
  most?: number;
};

export const eventNames = ["Order Completed", "Product Viewed", "Signed Up", "Ticket Closed"] as const;
export const entryEvent = "Product Added";
const defaultDurations = ["PT1M", "PT1H", "P1D", "P3D"] as const;

export const someFilter: fc.Arbitrary<Filter> = fc.oneof(
  fc.constant({}),
  fc.nat({ max: 3 }).map((n) => ({ "properties.n": { gte: n } })),
  fc.constantFrom("a", "b").map((tag) => ({ "properties.tag": { eq: tag } })),
);

export const someCondition: fc.Arbitrary<Expression> = fc.letrec<{ one: Expression }>((tie) => ({
  one: fc.oneof(
    { maxDepth: 2 },
    fc.nat({ max: 3 }).map((n): Expression => ({ property: "properties.n", gte: n })),
    fc.constantFrom("PL", "DE").map((country): Expression => ({ trait: "country", eq: country })),
    fc
      .tuple(fc.constantFrom(...eventNames), fc.integer({ min: 1, max: 3 }))
      .map(([event, n]): Expression => ({ event, count: { gte: n }, within: "P2D" })),
    fc.constant<Expression>({ consent: "offers", channel: "email" }),
    fc.array(tie("one"), { minLength: 1, maxLength: 2 }).map((all): Expression => ({ all })),
    fc.array(tie("one"), { minLength: 1, maxLength: 2 }).map((any): Expression => ({ any })),
    tie("one").map((not): Expression => ({ not })),
  ),
})).one;

/** A step of any kind with settings that can be published, as far as it alone goes. `before`: steps that may have sent something. */
export function someNode(before: readonly string[], options: DrawingOptions = {}): fc.Arbitrary<DefinitionNode> {
  const duration = fc.constantFrom(...(options.durations ?? defaultDurations));
  const eventSubject = fc.record({ event: fc.constantFrom(...eventNames), where: someFilter });
  const messageSubject = fc.record({
    message: fc.constantFrom(...(before.length === 0 ? ["none"] : before)),
    state: fc.constantFrom("delivered" as const, "opened" as const, "clicked" as const, "bounced" as const),
  });
  const subject =
    before.length === 0 ? eventSubject : fc.oneof({ weight: 3, arbitrary: eventSubject }, { weight: 1, arbitrary: messageSubject });
  const names = fc.uniqueArray(fc.constantFrom("first", "second", "third"), { minLength: 1, maxLength: 3 });
  const sending = {
    template: fc.constantFrom("reminder", "nudge"),
    topic: fc.constantFrom("offers", "orders"),
    quietHours: fc.constantFrom("hold", "skip"),
  };
  return fc.oneof(
    fc.record({ kind: fc.constant("email"), ...sending }),
    fc.record({ kind: fc.constant("sms"), ...sending }),
    fc.record({ kind: fc.constant("delay"), for: duration }),
    names.chain((all) =>
      fc.record({
        kind: fc.constant("wait-for"),
        any: fc.tuple(...all.map((name) => subject.map((one) => [name, one] as const))).map((entries) => Object.fromEntries(entries)),
        for: duration,
        since: fc.constantFrom("here", "entry"),
      }),
    ),
    names.chain((all) =>
      fc.record({
        kind: fc.constant("branch"),
        cases: fc.tuple(...all.map((to) => someCondition.map((condition) => ({ to, if: condition })))),
      }),
    ),
    fc.record({ kind: fc.constant("exit"), reason: fc.constantFrom("bought", "left", "done") }),
  );
}

/** The ways out of a generated step; the journey's own tests hold them against the registry's. */
export function waysOut(node: DefinitionNode): string[] {
  switch (node.kind) {
    case "email":
    case "sms":
      return ["done", "skipped", "failed"];
    case "delay":
      return ["done"];
    case "wait-for":
      return [...Object.keys(node.any ?? {}), "timeout"];
    case "branch":
      return [...(Array.isArray(node.cases) ? node.cases.map((one: { to: string }) => one.to) : []), "else"];
    default:
      return [];
  }
}

import type { Instant } from "@journeyman/core";
import * as fc from "fast-check";
import type { SimulatedDelivery, SimulatedEvent, SimulatedMessage, SimulatedPerson } from "../simulate/types.ts";
import { entryEvent, eventNames } from "./nodes.ts";

/** What happens to one person: who they are, what they do, what becomes of messages. */
export type Happenings = { person: SimulatedPerson; events: SimulatedEvent[]; deliver: (message: SimulatedMessage) => SimulatedDelivery };

/** Arbitrary happenings from `start` on; the first event is one that may start a run. `span`: milliseconds between the first and the last. */
export function happenings(start: Instant, span: number): fc.Arbitrary<Happenings> {
  const properties = fc.record({ n: fc.nat({ max: 4 }), tag: fc.constantFrom("a", "b", "c") }, { requiredKeys: [] });
  const event = fc.record({
    name: fc.constantFrom(entryEvent, ...eventNames),
    at: fc.nat({ max: span }).map((after) => start + after),
    properties,
  });
  const engagement = fc.array(
    fc.record({
      state: fc.constantFrom("delivered" as const, "opened" as const, "clicked" as const, "bounced" as const),
      afterMs: fc.nat({ max: span }),
    }),
    { maxLength: 2 },
  );
  const delivery: fc.Arbitrary<SimulatedDelivery> = fc.oneof(
    fc.record({
      outcome: fc.constant("done" as const),
      state: fc.constantFrom("accepted", "unknown"),
      afterMs: fc.constantFrom(0, 1000, 3600_000),
      engagement,
    }),
    fc.constant({ outcome: "skipped" as const, state: "suppressed", reason: "topic-refused" }),
    fc.constant({ outcome: "failed" as const, state: "rejected", reason: "no-such-address" }),
  );
  return fc
    .record({
      person: fc.record({
        traits: fc.record({ country: fc.constantFrom("PL", "DE", "CZ") }, { requiredKeys: [] }),
        consent: fc.constantFrom<NonNullable<SimulatedPerson["consent"]>[]>({}, { offers: { email: "granted" } }),
        zone: fc.constantFrom("UTC", "Europe/Warsaw", "Pacific/Auckland"),
      }),
      first: properties,
      events: fc.array(event, { maxLength: 8 }),
      deliveries: fc.array(delivery, { minLength: 1, maxLength: 4 }),
    })
    .map(({ person, first, events, deliveries }) => ({
      person,
      events: [{ name: entryEvent, at: start, properties: first }, ...events],
      deliver: ({ node, visit }) => {
        // The same for the same message, however often it is asked.
        const sum = Array.from(`${node} ${visit}`).reduce((total, letter) => total + letter.charCodeAt(0), 0);
        return deliveries[sum % deliveries.length] ?? { outcome: "done", state: "accepted" };
      },
    }));
}

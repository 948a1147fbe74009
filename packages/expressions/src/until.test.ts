import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { evaluate } from "./evaluate.ts";
import type { Facts } from "./facts.ts";
import type { Expression } from "./tree.ts";

vi.setConfig({ testTimeout: 60_000 });

const hour = 3600_000;
const origin = Date.parse("2026-03-28T00:00:00Z"); // clocks change in the night

const moment = fc.integer({ min: -2000, max: 2000 }).map((quarters) => origin + quarters * (hour / 4));
const iso = moment.map((at) => new Date(at).toISOString());
const duration = fc.constantFrom("PT1H", "PT30M", "P1D", "P7D", "P2D");
const calendar = fc.oneof(duration, fc.constantFrom("P1M", "P1Y", "P1MT1H"));
const relative = fc.oneof(
  fc.constant("now"),
  fc.tuple(fc.constantFrom("now-", "now+"), calendar).map(([now, by]) => now + by),
  iso,
);
const dates = fc.oneof(
  relative.map((before) => ({ before })),
  relative.map((after) => ({ after })),
);
const bound = fc.record({ gte: fc.integer({ min: 0, max: 4 }) });

const expression: fc.Arbitrary<Expression> = fc.letrec<{ any: Expression }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    dates.map((operators): Expression => ({ trait: "born", ...operators })),
    fc.record({ event: fc.constant("Bought"), within: duration, count: bound }),
    fc.record({ event: fc.constant("Bought"), within: duration, sum: bound.map((one) => ({ of: "properties.n", ...one })) }),
    fc.record({ event: fc.constant("Bought"), within: duration, where: dates.map((operators) => ({ "properties.due": operators })) }),
    fc.record({ event: fc.constant("Bought"), last: dates.map((operators) => ({ at: operators })) }),
    fc.array(tie("any"), { minLength: 1, maxLength: 3 }).map((all): Expression => ({ all })),
    fc.array(tie("any"), { minLength: 1, maxLength: 3 }).map((any): Expression => ({ any })),
    tie("any").map((not): Expression => ({ not })),
  ),
})).any;

const facts: fc.Arbitrary<Facts> = fc
  .record({
    born: iso,
    zone: fc.constantFrom("UTC", "Europe/Warsaw", "Pacific/Apia"),
    events: fc.array(fc.record({ at: moment, n: fc.integer({ min: 0, max: 2 }), due: iso }), { maxLength: 6 }),
  })
  .map(({ born, zone, events }) => ({
    traits: { born },
    sealedTraits: [],
    events: {
      Bought: events.map(({ at, n, due }, position) => ({ id: String(position), name: "Bought", at, position, properties: { n, due } })),
    },
    consent: {},
    messages: [],
    variables: {},
    zone,
  }));

test("until the moment it names, an answer does not change by itself", () => {
  fc.assert(
    fc.property(expression, facts, moment, fc.nat({ max: 1000 }), (asked, known, now, part) => {
      const { value, until } = evaluate(asked, known, now);
      if (until !== undefined) expect(until).toBeGreaterThan(now);
      const end = until ?? now + 1000 * 24 * hour;
      const between = now + Math.floor(((end - 1 - now) * part) / 1000);
      expect(evaluate(asked, known, between).value).toBe(value);
      expect(evaluate(asked, known, end - 1).value).toBe(value);
    }),
    { numRuns: 3000 },
  );
});

test("the same question about the same facts has the same answer, and JSON changes nothing in it", () => {
  fc.assert(
    fc.property(expression, facts, moment, (asked, known, now) => {
      const again = evaluate(JSON.parse(JSON.stringify(asked)) as Expression, JSON.parse(JSON.stringify(known)) as Facts, now);
      expect(again).toEqual(evaluate(asked, known, now));
    }),
  );
});

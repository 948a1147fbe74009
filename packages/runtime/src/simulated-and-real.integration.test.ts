import { type JsonObject, newId } from "@journeyman/core";
import { type SimulatedDelivery, type SimulatedMessage, simulate } from "@journeyman/journey/simulate";
import { entryEvent, eventNames, publishableDefinition } from "@journeyman/journey/testing";
import { recordFact } from "@journeyman/messages";
import { machineRegistry } from "@journeyman/nodes/machine";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { route } from "./route/route.ts";
import { drive, runsOf, traceOf } from "./testing/drive.ts";
import { type TestWorld, testWorld } from "./testing/test-world.fixture.ts";
import { elapse } from "./testing/time-travel.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
  for (const key of ["reminder", "nudge"]) {
    await world.template(key, "email", {
      subject: key,
      html: '<p>{{ postal_address }} <a href="{{ unsubscribe_url }}">Unsubscribe</a></p>',
    });
  }
  await world.sql("INSERT INTO topic (environment_id, id, key, name) VALUES ($1, $2, 'orders', 'Orders')", [world.environmentId, newId()]);
});
afterAll(() => world?.close());

const hour = 3_600_000;
const minute = 60_000;

/** The world of the test: offers by e-mail are agreed to, orders are not, and nobody has a phone. Some mails are clicked. */
const deliver =
  (clickedAfter: number | undefined) =>
  ({ channel, topic }: SimulatedMessage): SimulatedDelivery => {
    if (channel === "sms") return { outcome: "skipped", state: "suppressed", reason: "no-address" };
    if (topic !== "offers") return { outcome: "skipped", state: "suppressed", reason: "topic" };
    return {
      outcome: "done",
      state: "accepted",
      engagement: clickedAfter === undefined ? [] : [{ state: "clicked", afterMs: clickedAfter }],
    };
  };

const properties = fc.record({ n: fc.nat({ max: 4 }), tag: fc.constantFrom("a", "b", "c") }, { requiredKeys: [] });

/** Hours apart, and each a few minutes off the full hour in its own way: nothing falls together with a timeout but by the journey's own doing. */
const happenings = fc.record({
  /** Most journeys let everybody in: one that nobody enters shows little. */
  openDoor: fc.nat({ max: 4 }).map((n) => n > 0),
  country: fc.constantFrom("PL", "DE", undefined),
  first: properties,
  events: fc
    .array(fc.record({ name: fc.constantFrom(entryEvent, ...eventNames), hours: fc.nat({ max: 12 }), properties }), { maxLength: 6 })
    .map((events) => events.map(({ hours, ...event }, i) => ({ ...event, after: hours * hour + (i + 1) * 7 * minute }))),
  clickedAfter: fc.constantFrom(undefined, 11 * minute, 3 * hour + 11 * minute),
});

test("a simulated and a real run of the same inputs take the same path", async () => {
  await fc.assert(
    fc.asyncProperty(publishableDefinition({ durations: ["PT1H", "PT2H", "PT5H"], most: 9 }), happenings, async (drawn, happens) => {
      const event = `Enter ${newId()}`;
      const named = (name: string) => (name === entryEvent ? event : name);
      const { audience, ...open } = drawn;
      const shut = audience === undefined ? {} : { audience };
      const definition = {
        ...open,
        ...(happens.openDoor ? {} : shut),
        journey: `j-${newId().slice(-10)}`,
        reentry: "never" as const,
        entry: drawn.entry.map((entry) => ({ ...(happens.openDoor ? {} : entry), event })),
      };
      const { plan, journeyId } = await world.publish(definition);
      const traits: JsonObject = happens.country === undefined ? {} : { country: happens.country };
      const start = Date.UTC(2026, 5, 1);
      const events = [
        { name: event, after: 0, properties: happens.first },
        ...happens.events.map((one) => ({ ...one, name: named(one.name) })),
      ];

      const simulated = simulate({
        plan,
        registry: machineRegistry,
        person: { traits, consent: { offers: { email: "granted", sms: "none" }, orders: { email: "none", sms: "none" } } },
        events: events.map(({ after, ...one }) => ({ ...one, at: start + after })),
        start,
        until: start + 20 * 24 * hour,
        deliver: deliver(happens.clickedAfter),
      });

      const real = await live(traits, events, happens.clickedAfter);
      await world.sql("UPDATE journey SET status = 'stopped' WHERE id = $1", [journeyId]);
      const path = simulated.trace.map(({ kind, node, port, because }) =>
        [kind, node, kind === "left" ? port : kind === "exit" ? because.reason : undefined].filter(Boolean).join(" "),
      );
      expect(real.path).toEqual(path);
      expect(real.exit).toBe(simulated.exit?.reason ?? null);
      expect(real.goals).toBe(simulated.goals.length);
    }),
    { numRuns: 60, endOnFailure: true },
  );
}, 240_000);

type Coming = { after: number } & ({ name: string; properties: JsonObject } | { clicked: string; runId: string });

/** Lives through the same in the real runtime, hour after hour of the person's own clock. */
async function live(
  traits: JsonObject,
  events: readonly { name: string; after: number; properties: JsonObject }[],
  clickedAfter: number | undefined,
) {
  const person = await world.person({ traits });
  const coming: Coming[] = [...events];
  const known = new Set<string>();
  let clock = 0;
  let since = Date.now();
  /** Real time passes too, and counts. */
  const moveTo = async (after: number): Promise<void> => {
    const passed = Date.now() - since;
    since += passed;
    clock += passed;
    await elapse(world, person.profileId, after - clock);
    clock = Math.max(clock, after);
  };
  const run = async () => (await runsOf(world, person.profileId))[0];
  const settle = async (): Promise<number | undefined> => {
    const found = await run();
    if (!found || found.status === "ended") return undefined;
    const answer = await drive(world, found);
    const sent = await world.sql<{ id: string }>("SELECT id FROM message WHERE run_id = $1 AND state = 'accepted'", [found.id]);
    for (const { id } of sent) {
      if (clickedAfter !== undefined && !known.has(id)) coming.push({ after: clock + clickedAfter, clicked: id, runId: found.id });
      known.add(id);
    }
    return answer.next === "wait" && answer.inMs !== undefined ? clock + answer.inMs : undefined;
  };
  let alarm: number | undefined;
  for (;;) {
    coming.sort((a, b) => a.after - b.after);
    const [next] = coming;
    if (next && (alarm === undefined || next.after <= alarm)) {
      coming.shift();
      await moveTo(next.after);
      if ("name" in next) await world.track(person, { name: next.name, properties: next.properties });
      else {
        await world.deps.store.tenant(world.environmentId, (tx) =>
          recordFact(tx, { providerEventId: newId(), kind: "clicked", messageId: next.clicked, runId: next.runId }),
        );
      }
      await route(world.deps, world.environmentId, person.profileId);
    } else if (alarm !== undefined && alarm < 20 * 24 * hour) await moveTo(alarm);
    else break;
    alarm = await settle();
  }
  const found = await run();
  const goals = found ? await world.sql("SELECT 1 FROM conversion WHERE run_id = $1", [found.id]) : [];
  const path = found ? (await traceOf(world, found.id)).filter((line) => line !== "goal") : [];
  return { path, exit: found?.exit_reason ?? null, goals: goals.length };
}

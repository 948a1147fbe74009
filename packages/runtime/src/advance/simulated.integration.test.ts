import type { JsonObject } from "@journeyman/core";
import { compile, type Definition } from "@journeyman/journey";
import { simulate } from "@journeyman/journey/simulate";
import { publishableDefinition } from "@journeyman/journey/testing";
import { canvasRegistry } from "@journeyman/nodes/canvas";
import { machineRegistry } from "@journeyman/nodes/machine";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { route } from "../route/route.ts";
import { drive, runsOf, traceOf } from "../testing/drive.ts";
import { type TestWorld, testWorld } from "../testing/test-world.fixture.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
  for (const key of ["reminder", "nudge"]) {
    await world.template(key, "email", {
      subject: "Hello",
      html: '<p>Hello</p><p>{{ postal_address }}</p><a href="{{ unsubscribe_url }}">Unsubscribe</a>',
    });
  }
});
afterAll(() => world?.close());

const traits = { country: "PL" };
const many = 24;

/** The world has mail and one topic; which event starts a journey is its own, so that the others let the person be. */
function placed(definition: Definition, event: string): Definition {
  const nodes = Object.fromEntries(
    Object.entries(definition.nodes).map(([id, node]) => [
      id,
      node.kind === "sms" || node.kind === "email" ? { ...node, kind: "email", topic: "offers" } : node,
    ]),
  );
  return { ...definition, nodes, entry: definition.entry.map((entry) => ({ ...entry, event })) };
}

function simulated(definition: Definition, event: string, properties: JsonObject): string[] {
  const start = Date.now();
  const { trace } = simulate({
    plan: compile(definition, canvasRegistry),
    registry: machineRegistry,
    person: { traits, sealedTraits: ["email"], consent: { offers: { email: "granted", sms: "granted" } } },
    events: [{ name: event, at: start, properties }],
    start,
    until: start + 600_000,
  });
  return trace.map(({ node, kind, port, because }) =>
    [kind, node, kind === "left" ? port : kind === "exit" ? because.reason : undefined].filter(Boolean).join(" "),
  );
}

async function lived(definition: Definition, event: string, properties: JsonObject): Promise<string[]> {
  await world.publish(definition);
  const person = await world.person({ traits, phone: "+12025550143" });
  await world.track(person, { name: event, properties });
  await route(world.deps, world.environmentId, person.profileId);
  const [run] = await runsOf(world, person.profileId);
  if (!run) return [];
  await drive(world, run, 30_000);
  return traceOf(world, run.id);
}

test("a simulated and a real run of the same inputs take the same path", async () => {
  const inputs = fc.sample(
    fc.record({
      definition: publishableDefinition({ most: 7, durations: ["PT1S"] }),
      properties: fc.record({ n: fc.nat({ max: 4 }), tag: fc.constantFrom("a", "b") }),
    }),
    { numRuns: many, seed: 20_261_124 },
  );
  const paths = await Promise.all(
    inputs.map(async ({ definition, properties }, i) => {
      const event = `Start ${i}`;
      const drawn = placed({ ...definition, journey: `generated-${i}` }, event);
      return { definition: drawn, foreseen: simulated(drawn, event, properties), happened: await lived(drawn, event, properties) };
    }),
  );
  for (const { definition, foreseen, happened } of paths) expect(happened, JSON.stringify(definition)).toEqual(foreseen);
  expect(paths.filter(({ happened }) => happened.length > 3).length).toBeGreaterThan(many / 4);
}, 120_000);

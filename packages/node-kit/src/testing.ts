import { addDuration, type Instant, type Json, type JsonObject } from "@journeyman/core";
import type { Facts } from "@journeyman/expressions";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { fieldKinds } from "./fields.ts";
import { isName, nodeKeys } from "./names.ts";
import type { NodeDefinition, NodeStep, StepContext, StepInput } from "./types.ts";

const names = { template: (key: string) => key, topic: (key: string) => key, node: (id: string) => id };

/** Facts about nobody in particular. */
export function someFacts(facts: Partial<Facts> = {}): Facts {
  return { traits: {}, sealedTraits: [], events: {}, consent: {}, messages: [], variables: {}, zone: "Europe/Warsaw", ...facts };
}

/** What a step sees, standing on `step` since `since`. */
export function stepContext<Settings>(
  settings: Settings,
  at: { since: Instant; now?: Instant },
  facts: Partial<Facts> = {},
): StepContext<Settings> {
  const all = someFacts(facts);
  return {
    settings,
    node: "step",
    visit: 1,
    since: at.since,
    enteredAt: at.since,
    now: at.now ?? at.since,
    facts: all,
    add: (from, duration) => addDuration(from, duration, all.zone),
  };
}

/**
 * What every step must keep, built in or custom; `samples` are settings that `check` finds nothing wrong with. Registers tests with vitest: call it at the top of a
 * test file.
 */
export function nodeContract<Settings>(definition: NodeDefinition<Settings>, step: NodeStep<Settings>, samples: readonly Settings[]): void {
  const context = { nodes: [] };

  test("its settings do not take names a node uses itself, and survive JSON", () => {
    for (const sample of samples) {
      const parsed = definition.settings.parse(JSON.parse(JSON.stringify(sample)));
      expect(JSON.parse(JSON.stringify(parsed))).toEqual(JSON.parse(JSON.stringify(sample)));
      for (const key of Object.keys(sample as JsonObject)) expect(nodeKeys).not.toContain(key);
      expect(definition.check(sample, context).filter((one) => one.severity === "error")).toEqual([]);
    }
    expect(definition.settings.safeParse({ ...(samples[0] as JsonObject), unheardOf: 1 }).success).toBe(false);
  });

  test("a form can be made of its settings", () => {
    const schema = z.toJSONSchema(definition.settings, { io: "input" }) as { properties?: Record<string, FormProperty> };
    expect(schema.properties).toBeDefined();
    for (const [name, property] of Object.entries(schema.properties ?? {})) checkFormProperty(name, property);
  });

  test("a fresh one has settings its schema reads", () => {
    expect(definition.settings.safeParse(definition.initial()).success).toBe(true);
  });

  test("its ways out have names, each once, and those it mentions exist", () => {
    for (const sample of [...samples, definition.initial()]) {
      const ports = definition.ports(sample).map((port) => port.name);
      expect(new Set(ports).size).toBe(ports.length);
      for (const port of ports) expect(isName(port), port).toBe(true);
      for (const port of [...Object.entries(definition.follows ?? {}).flat(), ...(definition.through ? [definition.through] : [])])
        expect(ports).toContain(port);
    }
  });

  test("it says what it does, whatever a draft holds", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json().map((text) => JSON.parse(text) as Json),
          mangled(samples),
        ),
        (draft) => {
          for (const words of [definition.sentence(draft as Settings, names), definition.title(draft as Settings, names)]) {
            expect(words.trim()).not.toBe("");
            expect(words).not.toMatch(/undefined|\[object/);
          }
          expect(Array.isArray(definition.ports(draft as Settings))).toBe(true);
          definition.reads(draft as Settings);
        },
      ),
    );
    for (const sample of samples) expect(definition.sentence(sample, names)).not.toMatch(/[.]$/);
  });

  test("it goes only by ways it has, and the same way each time", () => {
    for (const settings of samples) {
      const ports = definition.ports(settings).map((port) => port.name);
      const entering = stepContext(settings, { since: 1_700_000_000_000 });
      const results = [step.enter(entering), ...inputs(ports).map(({ input, now }) => step.resume?.({ ...entering, now }, input))];
      expect([step.enter(entering), ...inputs(ports).map(({ input, now }) => step.resume?.({ ...entering, now }, input))]).toEqual(results);
      for (const result of results) if (result?.do === "go") expect(ports).toContain(result.port);
      const [entered] = results;
      if (definition.survives === "none") expect(entered?.do).toBe("go");
      if (definition.survives === "end") expect(entered?.do).toBe("exit");
      if (definition.survives === "wait" || definition.survives === "message")
        expect([entered?.do, typeof step.resume]).toEqual(["stay", "function"]);
      if (definition.survives === "message") expect(entered).toHaveProperty("message");
    }
  });
}

/** Settings with one value at the top replaced by anything. */
function mangled(samples: readonly unknown[]): fc.Arbitrary<Json> {
  return fc.tuple(fc.constantFrom(...samples), fc.nat(), fc.jsonValue()).map(([sample, index, value]) => {
    const keys = Object.keys(sample as JsonObject);
    const key = keys[index % Math.max(1, keys.length)] ?? "none";
    return { ...(sample as JsonObject), [key]: value as Json };
  });
}

/** What can wake a step that stayed: time, each of its own names, each outcome. */
function inputs(ports: readonly string[]): { input: StepInput; now: Instant }[] {
  const later = 1_700_000_000_000 + 400 * 24 * 3600_000;
  const outcomes = (["done", "skipped", "failed"] as const).filter((outcome) => ports.includes(outcome));
  return [
    { input: { kind: "alarm" }, now: later },
    { input: { kind: "alarm" }, now: 1_700_000_000_000 },
    ...outcomes.map((outcome) => ({ input: { kind: "message" as const, result: { outcome, state: "accepted" } }, now: later })),
  ];
}

type FormProperty = {
  field?: unknown;
  title?: unknown;
  type?: unknown;
  properties?: Record<string, FormProperty>;
  choices?: object;
  enum?: unknown[];
};

function checkFormProperty(name: string, property: FormProperty): void {
  if (property.field === undefined && property.properties) {
    for (const [inner, one] of Object.entries(property.properties)) checkFormProperty(`${name}.${inner}`, one);
    return;
  }
  expect(fieldKinds, `${name} names its kind of field`).toContain(property.field);
  expect(typeof property.title, `${name} has a title`).toBe("string");
  if (property.field === "choice")
    expect(Object.keys(property.choices ?? {}).sort(), `${name} has words for each choice`).toEqual(
      (property.enum ?? []).map(String).sort(),
    );
}

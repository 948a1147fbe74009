import { readFileSync } from "node:fs";
import { check, parseDefinition } from "@journeyman/journey";
import { canvasRegistry } from "@journeyman/nodes/canvas";
import { expect, test } from "vitest";
import { z } from "zod";
import { journeyDefinition } from "./journey-definition.ts";

type Json = { $defs: Record<string, { properties: Record<string, { const?: string }>; description: string }> };
const schema = journeyDefinition(canvasRegistry);
const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as unknown as Json;

test("every kind of step is described with its settings and its ways out", () => {
  const kinds = Object.values(json.$defs).flatMap((one) => one.properties?.kind?.const ?? []);
  expect(kinds.toSorted()).toEqual(Object.keys(canvasRegistry).toSorted());
  expect(Object.keys(json.$defs.WaitForStep?.properties ?? {})).toEqual(expect.arrayContaining(["any", "for", "since", "next", "title"]));
  expect(json.$defs.EmailStep?.description).toMatch(/done/);
});

test("the journey that docs/language.md shows is one that check finds nothing wrong with", () => {
  const text = readFileSync(new URL("../../../../docs/language.md", import.meta.url), "utf8");
  const read = parseDefinition(JSON.parse(/```json\n(.*?)```/s.exec(text)?.[1] ?? "null"));
  expect(read.ok && check(read.definition, canvasRegistry)).toEqual([]);
  for (const kind of Object.keys(canvasRegistry)) expect(text).toContain(`\`${kind}\``);
});

test("the example is a journey that check finds nothing wrong with, and a step of no kind is none", () => {
  const [example] = (schema.meta()?.examples ?? []) as object[];
  const read = parseDefinition(example);
  expect(read.ok && check(read.definition, canvasRegistry)).toEqual([]);
  expect(schema.safeParse(example).success).toBe(true);
  expect(schema.safeParse({ ...example, nodes: { hello: { kind: "pigeon" } } }).success).toBe(false);
});

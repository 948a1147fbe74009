import { durationProblem, isDuration, isZone } from "@journeyman/core";
import { expressionSchema, filterSchema } from "@journeyman/expressions";
import { isName } from "@journeyman/node-kit";
import { z } from "zod";

/*
 * What the canvas edits and the API takes: the document of language.md. The shape only: a draft may be unfinished (no entry, an event not chosen
 * yet) and is kept all the same; `check` says what is missing. A node's settings are inline keys beside kind, title, disabled and next, and each kind's own
 * schema reads them.
 */

export const mostNodes = 500;
export const definitionVersion = 1;

const duration = z
  .string()
  .max(40)
  .refine(isDuration, { error: (issue) => durationProblem(issue.input) });
const eventName = z.string().max(200);
const path = z.string().max(200);
const nodeId = z.string().refine(isName, { error: "a step's id is made of letters, digits and dashes, and begins with a letter" });

export const entrySchema = z.strictObject({
  event: eventName,
  where: filterSchema.optional(),
  /** Older events, by their own time, are recorded and start nothing; `none` takes them of any age. */
  maxAge: z
    .string()
    .max(40)
    .refine((text) => text === "none" || isDuration(text), { error: "must be a duration such as P1D, or none" })
    .default("P1D"),
});

export const exitSchema = z.strictObject({ event: eventName, where: filterSchema.optional(), reason: z.string().max(60) });

export const goalSchema = z.strictObject({
  event: eventName,
  where: filterSchema.optional(),
  within: duration.optional(),
  /** Paths into the event: what it was worth, and in which currency. */
  value: path.optional(),
  currency: path.optional(),
});

export const reentrySchema = z.union([z.enum(["never", "always"]), z.strictObject({ after: duration })], {
  error: "must be never, always, or after a duration: { after: P7D }",
});

export const journeySettingsSchema = z.strictObject({
  quietHours: z.enum(["workspace", "off"]).default("workspace"),
  cap: z.enum(["workspace", "off"]).default("workspace"),
  priority: z.enum(["high", "normal", "low"]).default("normal"),
  timeZone: z.string().max(60).refine(isZone, { error: "must be a time zone such as Europe/Warsaw" }).optional(),
  longestLife: duration.default("P365D"),
  mostSteps: z.int().min(1).max(100_000).default(1000),
});

export const nodeSchema = z.looseObject({
  kind: z.string().max(60),
  /** Of the kind's settings these were written for; absent: 1. */
  version: z.int().min(1).optional(),
  title: z.string().max(200).optional(),
  /** Switched off: people pass through without a stop. */
  disabled: z.boolean().optional(),
  /** Way out → step, or null: the path ends there. */
  next: z.record(z.string().max(60), z.string().max(60).nullable()).optional(),
});

export const definitionSchema = z.strictObject({
  definition: z.literal(definitionVersion).default(definitionVersion),
  journey: z.string().max(60),
  name: z.string().max(200),
  entry: z.array(entrySchema).max(20).default([]),
  audience: expressionSchema.optional(),
  reentry: reentrySchema.default("never"),
  key: path.default("profile"),
  goal: goalSchema.optional(),
  exits: z.array(exitSchema).max(20).default([]),
  settings: journeySettingsSchema.prefault({}),
  start: z.string().max(60).optional(),
  nodes: z
    .record(nodeId, nodeSchema)
    .refine((nodes) => Object.keys(nodes).length <= mostNodes, { error: `has more than ${mostNodes} steps; split the journey in two` })
    .default({}),
});

export type Definition = z.output<typeof definitionSchema>;
/** As people write it: what has a default may be left out. */
export type DefinitionInput = z.input<typeof definitionSchema>;
export type DefinitionNode = z.output<typeof nodeSchema>;
